package dev.flotilla.engine.sandbox;

import dev.flotilla.engine.sandbox.KubeHttp.Answer;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What controllers make of Jobs, StatefulSets, DaemonSets, Services and namespaces.
abstract class WorkloadsBehaviour extends ServerBehaviour {
    @Test
    void jobsComplete() {
        String jobs = "/apis/batch/v1/namespaces/" + namespace + "/jobs";
        var made = api.post(jobs, """
                {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"completions":2,"template":{"spec":{
                  "restartPolicy":"Never","containers":[{"name":"c","image":"busybox:1"}]}}}}""").expect(201);
        assertThat(made.textAt("spec", "template", "metadata", "labels", "job-name")).isEqualTo("j");
        assertThat(number(made, "spec", "backoffLimit")).isEqualTo(6);
        var done = api.awaitBody(jobs + "/j",
                job -> job.listAt("status", "conditions").maps().stream().anyMatch(one -> "Complete".equals(
                        one.textAt("type")) && "True".equals(one.textAt("status"))));
        assertThat(number(done, "status", "succeeded")).isEqualTo(2);
        assertThat(done.textAt("status", "completionTime")).isNotNull();

        Answer refused = api.merge(jobs + "/j",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"busybox:2\"}]}}}}");
        refused.expect(422);
        assertThat(causes(refused)).contains("spec.template");
    }

    @Test
    void statefulSetsCountTheirPods() {
        api.post(apps + "/statefulsets", DEPLOYMENT.replace("Deployment", "StatefulSet").replace("\"replicas\":3,",
                "\"replicas\":2,\"serviceName\":\"web\",")).expect(201);
        api.awaitBody(apps + "/statefulsets/web", set -> number(set, "status", "readyReplicas") == 2);
        assertThat(api.get(core + "/pods/web-0").status()).isEqualTo(200);
        assertThat(api.get(core + "/pods/web-1").status()).isEqualTo(200);
    }

    @Test
    void daemonSetsReachEveryNode() {
        long nodes = api.get("/api/v1/nodes").expect(200).listAt("items").size();
        api.post(apps + "/daemonsets", DEPLOYMENT.replace("Deployment", "DaemonSet").replace("\"replicas\":3,", ""))
                .expect(201);
        var set = api.awaitBody(apps + "/daemonsets/web", one -> number(one, "status", "numberReady") == nodes);
        assertThat(number(set, "status", "desiredNumberScheduled")).isEqualTo(nodes);
    }

    @Test
    void servicesGetAddressesAndEndpoints() {
        var made = api.post(core + "/services",
                """
                        {"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}""")
                .expect(201);
        assertThat(made.textAt("spec", "clusterIP")).startsWith("10.96.");
        assertThat(made.textAt("spec", "type")).isEqualTo("ClusterIP");
        assertThat(number(made.listAt("spec", "ports").maps().getFirst(), "targetPort")).isEqualTo(80);
        api.post(apps + "/deployments", DEPLOYMENT).expect(201);
        api.awaitBody(core + "/endpoints/web",
                endpoints -> endpoints.listAt("subsets").maps().stream().anyMatch(subset -> subset.listAt(
                        "addresses").size() == 3));

        Answer updated = api.merge(core + "/services/web", "{\"spec\":{\"ports\":[{\"port\":81}]}}");
        assertThat(updated.expect(200).textAt("spec", "clusterIP")).isEqualTo(made.textAt("spec", "clusterIP"));
        Answer refused = api.merge(core + "/services/web", "{\"spec\":{\"clusterIP\":\"10.96.77.77\"}}");
        refused.expect(422);
        assertThat(refused.body().textAt("message")).contains("clusterIP");
    }

    @Test
    void namespacesTakeTheirObjectsWithThem() {
        create("a", "{}");
        api.post(apps + "/deployments", DEPLOYMENT).expect(201);
        var marked = api.delete("/api/v1/namespaces/" + namespace).expect(200);
        assertThat(marked.textAt("status", "phase")).isEqualTo("Terminating");

        Answer refused = api.post(core + "/configmaps", configMap("late", "{}"));
        if (refused.status() != 404) {
            refused.expect(403);
            assertThat(refused.body().listAt("details", "causes").maps().getFirst().textAt("reason"))
                    .isEqualTo("NamespaceTerminating");
        }
        api.awaitGone("/api/v1/namespaces/" + namespace);
        assertThat(api.get(core + "/configmaps/a").status()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                                 | BestEffort
            {"requests":{"cpu":"100m"}}                                                        | Burstable
            {"limits":{"cpu":"100m"}}                                                          | Burstable
            {"limits":{"cpu":"100m","memory":"64Mi"}}                                          | Guaranteed
            {"limits":{"cpu":"100m","memory":"64Mi"},"requests":{"cpu":"100m","memory":"64Mi"}} | Guaranteed
            {"limits":{"cpu":"200m","memory":"64Mi"},"requests":{"cpu":"100m","memory":"64Mi"}} | Burstable
            """)
    void podsArePromisedWhatTheyAskFor(String resources, String quality) {
        MapValue pod = api.postOnceReady(core + "/pods", """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},
                 "spec":{"containers":[{"name":"c","image":"nginx","resources":%s}]}}""".formatted(resources)).expect(201);

        assertThat(pod.textAt("status", "qosClass")).isEqualTo(quality);
    }

    @Test
    void secretsTakePlainText() {
        var made = api.post(core + "/secrets", """
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"user":"eve"}}""").expect(201);
        assertThat(made.textAt("data", "user")).isEqualTo("ZXZl");
        assertThat(made.textAt("type")).isEqualTo("Opaque");
    }
}
