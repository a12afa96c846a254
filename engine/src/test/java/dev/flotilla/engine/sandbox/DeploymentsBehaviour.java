package dev.flotilla.engine.sandbox;

import dev.flotilla.engine.sandbox.KubeHttp.Answer;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Defaults, field ownership, roll-out, scaling and cascading deletion.
abstract class DeploymentsBehaviour extends ServerBehaviour {
    @Test
    void haveTheirDefaultsFilledIn() {
        var made = api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3,", "")).expect(201);
        assertThat(made.mapAt("spec")).isEqualTo(json("""
                {"replicas":1,"revisionHistoryLimit":10,"progressDeadlineSeconds":600,
                 "selector":{"matchLabels":{"app":"web"}},
                 "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":"25%"}},
                 "template":{"metadata":{"creationTimestamp":null,"labels":{"app":"web"}},"spec":{
                  "containers":[{"name":"nginx","image":"nginx:1.25","imagePullPolicy":"IfNotPresent",
                    "ports":[{"containerPort":80,"protocol":"TCP"}],"resources":{},
                    "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],
                  "dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler",
                  "securityContext":{},"terminationGracePeriodSeconds":30}}}"""));
        assertThat(number(made, "metadata", "generation")).isEqualTo(1);
    }

    @Test
    void rememberWhoSetWhichField() {
        var made = api.post(apps + "/deployments?fieldManager=me", DEPLOYMENT).expect(201);
        var entry = made.listAt("metadata", "managedFields").maps().getFirst();

        assertThat(entry.textAt("manager")).isEqualTo("me");
        assertThat(entry.textAt("operation")).isEqualTo("Update");
        assertThat(entry.mapAt("fieldsV1", "f:spec").without("f:selector")).isEqualTo(
                json("""
                        {"f:progressDeadlineSeconds":{},"f:replicas":{},"f:revisionHistoryLimit":{},
                         "f:strategy":{"f:rollingUpdate":{".":{},"f:maxSurge":{},"f:maxUnavailable":{}},"f:type":{}},
                         "f:template":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{
                           "f:containers":{"k:{\\"name\\":\\"nginx\\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},
                             "f:ports":{".":{},"k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},
                             "f:resources":{},"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}},
                           "f:dnsPolicy":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},
                           "f:terminationGracePeriodSeconds":{}}}}"""));
    }

    @Test
    void keepTheirSelector() {
        api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3", "\"replicas\":0")).expect(201);
        Answer refused = api.merge(apps + "/deployments/web",
                "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"b\"}}}}}");
        refused.expect(422);
        assertThat(causes(refused)).contains("spec.selector");
        assertThat(refused.body().textAt("message")).contains("field is immutable");
    }

    @Test
    void rollOutAndScale() {
        api.post(apps + "/deployments", DEPLOYMENT).expect(201);
        var ready = awaitReplicas(3);
        assertThat(number(ready, "status", "observedGeneration")).isEqualTo(number(ready, "metadata", "generation"));
        assertThat(number(ready, "status", "updatedReplicas")).isEqualTo(3);
        assertThat(ready.textAt("metadata", "annotations", "deployment.kubernetes.io/revision")).isEqualTo("1");
        var available = ready.listAt("status", "conditions").maps().stream()
                .filter(one -> "Available".equals(one.textAt("type")))
                .findFirst().orElseThrow();
        assertThat(available.textAt("reason")).isEqualTo("MinimumReplicasAvailable");

        var scale = api.get(apps + "/deployments/web/scale").expect(200);
        assertThat(scale.textAt("kind")).isEqualTo("Scale");
        assertThat(number(scale, "spec", "replicas")).isEqualTo(3);
        assertThat(scale.textAt("status", "selector")).isEqualTo("app=web");
        var wider = api.merge(apps + "/deployments/web/scale", "{\"spec\":{\"replicas\":5}}").expect(200);
        assertThat(number(wider, "spec", "replicas")).isEqualTo(5);
        awaitReplicas(5);

        api.strategic(apps + "/deployments/web", """
                {"spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.26"}]}}}}""")
                .expect(200);
        awaitReplicas(2);
        var images = api.get(core + "/pods?labelSelector=app%3Dweb").expect(200).listAt("items").maps().stream()
                .filter(pod -> pod.at(
                        "metadata", "deletionTimestamp") == null)
                .map(pod -> pod.listAt("spec", "containers").maps().getFirst().textAt("image"))
                .distinct().toList();
        assertThat(images).containsExactly("nginx:1.26");
    }

    private MapValue awaitReplicas(long count) {
        return api.awaitBody(apps + "/deployments/web",
                one -> number(one, "status", "observedGeneration") == number(one, "metadata",
                        "generation") && number(one, "status", "replicas") == count
                        && number(one, "status", "updatedReplicas") == count && number(
                                one, "status", "availableReplicas") == count);
    }

    @Test
    void doNotBecomeAvailableWithoutTheirImage() {
        api.post(apps + "/deployments",
                DEPLOYMENT.replace("\"template\":{\"metadata\":{",
                        "\"template\":{\"metadata\":{\"annotations\":{\"pod-runner/behavior\":\"image-error\"},"))
                .expect(201);
        var pods = api.awaitBody(core + "/pods?labelSelector=app%3Dweb",
                list -> list.listAt("items").size() == 3 && list.listAt("items")
                        .maps().stream()
                        .allMatch(pod -> pod.listAt("status", "containerStatuses").maps().stream().anyMatch(status -> String
                                .valueOf(status.textAt("state", "waiting", "reason"))
                                .matches("ErrImagePull|ImagePullBackOff"))));
        assertThat(pods.listAt("items")).hasSize(3);
        assertThat(number(api.get(apps + "/deployments/web").expect(200), "status", "availableReplicas")).isZero();
    }

    @Test
    void takeTheirPodsWithThem() {
        api.post(apps + "/deployments", DEPLOYMENT).expect(201);
        awaitReplicas(3);
        api.delete(apps + "/deployments/web", "{\"propagationPolicy\":\"Background\"}").expect(200);
        api.awaitBody(core + "/pods?labelSelector=app%3Dweb", list -> list.listAt("items").isEmpty());
        api.awaitBody(apps + "/replicasets", list -> list.listAt("items").isEmpty());
    }

    @Test
    void waitForTheirPodsInTheForeground() {
        api.post(apps + "/deployments", DEPLOYMENT).expect(201);
        awaitReplicas(3);
        var marked = api.delete(apps + "/deployments/web", "{\"propagationPolicy\":\"Foreground\"}").expect(200);
        assertThat(marked.listAt("metadata", "finalizers").texts()).contains("foregroundDeletion");
        api.awaitGone(apps + "/deployments/web");
        assertThat(api.get(apps + "/replicasets").expect(200).listAt("items")).isEqualTo(ListValue.EMPTY);
    }

    @Test
    void canLeaveTheirPodsBehind() {
        api.post(apps + "/deployments", DEPLOYMENT).expect(201);
        awaitReplicas(3);
        api.delete(apps + "/deployments/web", "{\"propagationPolicy\":\"Orphan\"}").expect(200);
        api.awaitGone(apps + "/deployments/web");
        var left = api.get(apps + "/replicasets").expect(200).listAt("items").maps();
        assertThat(left).hasSize(1);
        assertThat(left.getFirst().listAt("metadata", "ownerReferences")).isEqualTo(ListValue.EMPTY);
    }

    @Test
    void keepTheirStatusApartFromTheirSpec() {
        var made = api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3", "\"replicas\":0")).expect(201);
        var patched = api.merge(apps + "/deployments/web/status",
                "{\"spec\":{\"replicas\":7},\"status\":{\"collisionCount\":4}}").expect(200);
        assertThat(number(patched, "spec", "replicas")).isZero();
        assertThat(number(patched, "status", "collisionCount")).isEqualTo(4);
        assertThat(number(patched, "metadata", "generation")).isEqualTo(number(made, "metadata", "generation"));

        var main = api.merge(apps + "/deployments/web", "{\"status\":{\"collisionCount\":9}}").expect(200);
        assertThat(number(main, "status", "collisionCount")).isNotEqualTo(9);
    }
}
