package dev.flotilla.engine.sandbox;

import java.util.List;
import java.util.UUID;

import dev.flotilla.engine.sandbox.KubeHttp.Answer;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What Flotilla expects of an API server. Runs unchanged on sandboxes and on real servers: where the two differ, the sandbox is
/// wrong.
abstract class ApiServerBehaviour {
    private static final String DEPLOYMENT = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"app":"web"}},
             "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
              "template":{"metadata":{"labels":{"app":"web"}},
               "spec":{"containers":[{"name":"nginx","image":"nginx:1.25","ports":[{"containerPort":80}]}]}}}}""";

    protected KubeHttp api;
    private String namespace;
    private String core;
    private String apps;

    /// A server to talk to; closed after each test.
    abstract KubeHttp connect();

    @BeforeEach
    void makeNamespace() {
        api = connect();
        namespace = "t-" + UUID.randomUUID().toString().substring(0, 8);
        core = "/api/v1/namespaces/" + namespace;
        apps = "/apis/apps/v1/namespaces/" + namespace;
        api.post("/api/v1/namespaces",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace + "\"}}").expect(
                        201);
        api.await(core + "/serviceaccounts/default", answer -> answer.status() == 200);
    }

    @AfterEach
    void dropNamespace() {
        if (api == null) return; // no server here: the test was aborted before it began
        api.delete("/api/v1/namespaces/" + namespace);
        api.close();
    }

    private static String configMap(String name, String data) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"},\"data\":" + data + "}";
    }

    private MapValue create(String name, String data) {
        return api.post(core + "/configmaps", configMap(name, data)).expect(201);
    }

    private static MapValue json(String text) {
        return (MapValue) Json.read(text);
    }

    private static List<String> causes(Answer answer) {
        return answer.body().listAt("details", "causes").maps().stream().map(cause -> cause.textAt("field")).toList();
    }

    private static long number(MapValue object, String... path) {
        Long number = object.intAt(path);
        return number == null ? 0 : number;
    }

    @Nested
    class Discovery {
        @Test
        void namesGroupsVersionsAndResources() {
            assertThat(api.get("/version").expect(200).textAt("gitVersion")).startsWith("v1.");
            assertThat(api.get("/readyz").expect(200).textAt("text")).isEqualTo("ok");
            assertThat(api.get("/api").expect(200).listAt("versions").texts()).containsExactly("v1");
            var groups = api.get("/apis").expect(200).listAt("groups").maps().stream().map(group -> group.textAt("name"))
                    .toList();
            assertThat(groups).contains("apps", "batch", "networking.k8s.io", "rbac.authorization.k8s.io",
                    "apiextensions.k8s.io");
            assertThat(api.get("/apis/apps").expect(200).textAt("preferredVersion", "groupVersion")).isEqualTo("apps/v1");
        }

        @Test
        void tellsHowAResourceIsCalledAndWhatItCan() {
            var resources = api.get("/apis/apps/v1").expect(200).listAt("resources").maps();
            var deployments = resources.stream().filter(one -> "deployments".equals(one.textAt("name"))).findFirst()
                    .orElseThrow();

            assertThat(deployments.textAt("kind")).isEqualTo("Deployment");
            assertThat(deployments.isTrueAt("namespaced")).isTrue();
            assertThat(deployments.listAt("shortNames").texts()).containsExactly("deploy");
            assertThat(deployments.listAt("verbs").texts()).containsExactlyInAnyOrder("create", "delete", "deletecollection",
                    "get", "list",
                    "patch", "update", "watch");
            assertThat(resources.stream().map(one -> one.textAt("name"))).contains("deployments/status", "deployments/scale");
        }

        @Test
        void describesTypesWithTheirMergeKeys() {
            var definitions = api.get("/openapi/v2").expect(200).mapAt("definitions");
            var containers = definitions.mapAt("io.k8s.api.core.v1.PodSpec", "properties", "containers");

            assertThat(containers.textAt("x-kubernetes-patch-merge-key")).isEqualTo("name");
            assertThat(definitions.has("io.k8s.api.apps.v1.DeploymentSpec")).isTrue();
        }

        @Test
        void unknownPathsAreNotFound() {
            assertThat(api.get("/apis/nobody.example.com/v1/things").status()).isEqualTo(404);
            assertThat(api.get("/apis/nobody.example.com/v1").status()).isEqualTo(404);
        }

        @Test
        void everythingIsAllowed() {
            var review = api.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """
                    {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",
                     "spec":{"resourceAttributes":{"verb":"create","resource":"pods","namespace":"default"}}}""").expect(201);
            assertThat(review.isTrueAt("status", "allowed")).isTrue();
        }
    }

    @Nested
    class Objects {
        @Test
        void areCreatedReadAndDeleted() {
            MapValue made = create("a", "{\"k\":\"v\"}");

            assertThat(made.textAt("metadata", "uid")).isNotBlank();
            assertThat(made.textAt("metadata", "creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            assertThat(made.textAt("metadata", "namespace")).isEqualTo(namespace);
            assertThat(api.get(core + "/configmaps/a").expect(200)).isEqualTo(made);

            var deleted = api.delete(core + "/configmaps/a").expect(200);
            assertThat(deleted.textAt("status")).isEqualTo("Success");
            assertThat(deleted.textAt("details", "name")).isEqualTo("a");
            var gone = api.get(core + "/configmaps/a").expect(404);
            assertThat(gone.textAt("reason")).isEqualTo("NotFound");
            assertThat(gone.textAt("message")).isEqualTo("configmaps \"a\" not found");
            assertThat(gone.textAt("details", "kind")).isEqualTo("configmaps");
        }

        @Test
        void existOnlyOnce() {
            create("a", "{}");
            var refused = api.post(core + "/configmaps", configMap("a", "{}")).expect(409);
            assertThat(refused.textAt("reason")).isEqualTo("AlreadyExists");
            assertThat(refused.textAt("message")).isEqualTo("configmaps \"a\" already exists");
        }

        @Test
        void getNamesFromAPrefix() {
            var made = api.post(core + "/configmaps", """
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"a-"}}""").expect(201);
            assertThat(made.textAt("metadata", "name")).matches("a-[a-z0-9]{5}");
        }

        @Test
        void needTheirNamespace() {
            var refused = api.post("/api/v1/namespaces/nowhere-at-all/configmaps", configMap("a", "{}")).expect(404);
            assertThat(refused.textAt("message")).isEqualTo("namespaces \"nowhere-at-all\" not found");
        }

        @Test
        void areNotOverwrittenByAnOldState() {
            MapValue first = create("a", "{\"k\":\"1\"}");
            MapValue second = api.put(core + "/configmaps/a", first.with("data", json("{\"k\":\"2\"}"))).expect(200);
            assertThat(second.textAt("metadata", "resourceVersion")).isNotEqualTo(first.textAt("metadata", "resourceVersion"));

            var refused = api.put(core + "/configmaps/a", first.with("data", json("{\"k\":\"3\"}"))).expect(409);

            assertThat(refused.textAt("reason")).isEqualTo("Conflict");
            assertThat(refused.textAt("message"))
                    .isEqualTo("Operation cannot be fulfilled on configmaps \"a\": the object has been modified; "
                            + "please apply your changes to the latest version and try again");
        }

        @Test
        void keepTheirVersionWhenNothingChanges() {
            MapValue made = create("a", "{\"k\":\"1\"}");
            MapValue again = api.put(core + "/configmaps/a", made).expect(200);
            assertThat(again.textAt("metadata", "resourceVersion")).isEqualTo(made.textAt("metadata", "resourceVersion"));
        }

        @Test
        void areRefusedWhenTheyAreNotValid() {
            Answer refused = api.post(apps + "/deployments", """
                    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"Bad_Name"},
                     "spec":{"replicas":-1,"selector":{"matchLabels":{"app":"web"}},
                      "template":{"metadata":{"labels":{"app":"other"}},"spec":{"containers":[{"name":"a"}]}}}}""");

            var body = refused.expect(422);
            assertThat(body.textAt("reason")).isEqualTo("Invalid");
            assertThat(body.textAt("message")).startsWith("Deployment.apps \"Bad_Name\" is invalid: ");
            assertThat(causes(refused)).contains("metadata.name", "spec.replicas", "spec.template.metadata.labels",
                    "spec.template.spec.containers[0].image");
        }

        @Test
        void areRefusedWhenAFieldHasTheWrongType() {
            var refused = api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3", "\"replicas\":\"three\""))
                    .expect(400);
            assertThat(refused.textAt("reason")).isEqualTo("BadRequest");
        }

        @Test
        void loseFieldsThatTheirKindHasNot() {
            var made = api.post(core + "/configmaps", """
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"},"nonsense":1}""").expect(201);
            assertThat(made.has("nonsense")).isFalse();
        }

        @Test
        void areNotStoredInADryRun() {
            var made = api.post(core + "/configmaps?dryRun=All", configMap("a", "{\"k\":\"v\"}")).expect(201);
            assertThat(made.textAt("metadata", "uid")).isNotBlank();
            assertThat(api.get(core + "/configmaps/a").status()).isEqualTo(404);

            create("b", "{\"k\":\"v\"}");
            assertThat(api.merge(core + "/configmaps/b?dryRun=All", "{\"data\":{\"k\":\"w\"}}").expect(200).textAt("data", "k"))
                    .isEqualTo("w");
            assertThat(api.get(core + "/configmaps/b").expect(200).textAt("data", "k")).isEqualTo("v");
            api.delete(core + "/configmaps/b?dryRun=All").expect(200);
            assertThat(api.get(core + "/configmaps/b").status()).isEqualTo(200);
        }

        @Test
        void areDeletedOnlyAsTheyAreKnown() {
            create("a", "{}");
            var refused = api.delete(core + "/configmaps/a", "{\"preconditions\":{\"uid\":\"another\"}}").expect(409);
            assertThat(refused.textAt("message"))
                    .contains("the UID in the precondition (another) does not match the UID in record");
        }

        @Test
        void stayUntilTheirFinalizersAreGone() {
            api.post(core + "/configmaps", """
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","finalizers":["example.com/wait"]}}""")
                    .expect(201);
            var marked = api.delete(core + "/configmaps/a").expect(200);
            assertThat(marked.at("metadata", "deletionTimestamp")).isNotNull();
            assertThat(api.get(core + "/configmaps/a").expect(200).at("metadata", "deletionTimestamp")).isNotNull();

            api.merge(core + "/configmaps/a", "{\"metadata\":{\"finalizers\":null}}").expect(200);
            assertThat(api.get(core + "/configmaps/a").status()).isEqualTo(404);
        }
    }

    @Nested
    class Lists {
        @Test
        void comeInPages() {
            for (String name : List.of("a", "b", "c", "d", "e")) {
                create(name, "{}");
            }
            String path = core + "/configmaps?fieldSelector=metadata.name!=kube-root-ca.crt&limit=2";
            var first = api.get(path).expect(200);
            var second = api.get(path + "&continue=" + first.textAt("metadata", "continue")).expect(200);
            var third = api.get(path + "&continue=" + second.textAt("metadata", "continue")).expect(200);

            assertThat(names(first)).containsExactly("a", "b");
            assertThat(names(second)).containsExactly("c", "d");
            assertThat(names(third)).containsExactly("e");
            assertThat(third.textAt("metadata", "continue")).isNull();
            assertThat(second.textAt("metadata", "resourceVersion")).isEqualTo(first.textAt("metadata", "resourceVersion"));
            assertThat(first.textAt("kind")).isEqualTo("ConfigMapList");
        }

        private List<String> names(MapValue list) {
            return list.listAt("items").maps().stream().map(item -> item.textAt("metadata", "name")).toList();
        }

        @Test
        void areChosenByLabelsAndFields() {
            for (String[] one : new String[][]{{"a", "web", "eu"}, {"b", "web", "us"}, {"c", "db", "us"}}) {
                api.post(core + "/configmaps", "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + one[0]
                        + "\",\"labels\":{\"app\":\"" + one[1] + "\",\"region\":\"" + one[2] + "\"}}}").expect(201);
            }
            assertThat(names(api.get(core + "/configmaps?labelSelector=app%3Dweb").expect(200))).containsExactly("a", "b");
            assertThat(names(api.get(core + "/configmaps?labelSelector=app%3Dweb,region!%3Deu").expect(200)))
                    .containsExactly("b");
            assertThat(names(api.get(core + "/configmaps?labelSelector=region+in+(us),app+notin+(web)").expect(200)))
                    .contains("c")
                    .doesNotContain("a", "b");
            assertThat(names(api.get(core + "/configmaps?labelSelector=app").expect(200))).containsExactly("a", "b", "c");
            assertThat(names(api.get(core + "/configmaps?fieldSelector=metadata.name%3Db").expect(200))).containsExactly("b");
            assertThat(api.get(core + "/configmaps?fieldSelector=data.k%3Db").status()).isEqualTo(400);
        }

        @Test
        void areDeletedAtOnce() {
            create("a", "{}");
            create("b", "{}");
            api.delete(core + "/configmaps").expect(200);
            assertThat(api.get(core + "/configmaps/a").status()).isEqualTo(404);
            assertThat(api.get(core + "/configmaps/b").status()).isEqualTo(404);
        }
    }

    @Nested
    class Watches {
        @Test
        void tellEveryChangeSinceAVersion() {
            String since = create("a", "{\"k\":\"1\"}").textAt("metadata", "resourceVersion");
            api.merge(core + "/configmaps/a", "{\"data\":{\"k\":\"2\"}}").expect(200);
            create("b", "{}");
            api.delete(core + "/configmaps/a").expect(200);

            var events = api.watch(core + "/configmaps?watch=true&timeoutSeconds=30&resourceVersion=" + since,
                    event -> "DELETED".equals(event
                            .textAt("type")));

            assertThat(events.stream().map(event -> event.textAt("type") + " " + event.textAt("object", "metadata", "name")))
                    .containsExactly(
                            "MODIFIED a", "ADDED b", "DELETED a");
            assertThat(events.getFirst().textAt("object", "data", "k")).isEqualTo("2");
            assertThat(events.getFirst().textAt("object", "kind")).isEqualTo("ConfigMap");
        }

        @Test
        void beginWithWhatThereIs() {
            create("a", "{}");
            var events = api.watch(core + "/configmaps?watch=true&timeoutSeconds=30&fieldSelector=metadata.name%3Da",
                    event -> true);
            assertThat(events.getFirst().textAt("type")).isEqualTo("ADDED");
            assertThat(events.getFirst().textAt("object", "metadata", "name")).isEqualTo("a");
        }

        @Test
        void tellThatAnObjectNoLongerMatches() {
            String since = api.post(core + "/configmaps", """
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"on":"yes"}}}""").expect(201).textAt(
                    "metadata",
                    "resourceVersion");
            api.merge(core + "/configmaps/a", "{\"metadata\":{\"labels\":{\"on\":\"no\"}}}").expect(200);

            var events = api.watch(
                    core + "/configmaps?watch=true&timeoutSeconds=30&labelSelector=on%3Dyes&resourceVersion=" + since,
                    event -> true);

            assertThat(events.getFirst().textAt("type")).isEqualTo("DELETED");
        }

        @Test
        void endAfterTheirTime() {
            String since = create("a", "{}").textAt("metadata", "resourceVersion");
            var events = api.watch(core + "/configmaps?watch=true&timeoutSeconds=1&resourceVersion=" + since, event -> false);
            assertThat(events.stream().filter(event -> !"BOOKMARK".equals(event.textAt("type")))).isEmpty();
        }
    }

    @Nested
    class Patches {
        @Test
        void mergeMaps() {
            create("a", "{\"k\":\"1\",\"old\":\"x\"}");
            var patched = api.merge(core + "/configmaps/a", "{\"data\":{\"k\":\"2\",\"old\":null}}").expect(200);
            assertThat(patched.mapAt("data")).isEqualTo(json("{\"k\":\"2\"}"));
        }

        @Test
        void goStepByStep() {
            create("a", "{\"k\":\"1\",\"a/b\":\"x\"}".replace("a/b", "ab"));
            var patched = api.jsonPatch(core + "/configmaps/a", """
                    [{"op":"test","path":"/data/k","value":"1"},{"op":"move","from":"/data/ab","path":"/data/moved"},
                     {"op":"replace","path":"/data/k","value":"2"},{"op":"add","path":"/metadata/labels","value":{"x":"y"}}]""")
                    .expect(200);
            assertThat(patched.mapAt("data")).isEqualTo(json("{\"k\":\"2\",\"moved\":\"x\"}"));
            assertThat(patched.textAt("metadata", "labels", "x")).isEqualTo("y");

            assertThat(api.jsonPatch(core + "/configmaps/a", "[{\"op\":\"test\",\"path\":\"/data/k\",\"value\":\"1\"}]").status())
                    .isEqualTo(
                            422);
            assertThat(api.jsonPatch(core + "/configmaps/a", "[{\"op\":\"remove\",\"path\":\"/data/none\"}]").status())
                    .isEqualTo(422);
        }

        @Test
        void mergeListsByTheirKeys() {
            api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3", "\"replicas\":0")).expect(201);
            var patched = api.strategic(apps + "/deployments/web", """
                    {"spec":{"template":{"spec":{"containers":[
                      {"name":"side","image":"busybox:1"},
                      {"name":"nginx","image":"nginx:1.26","env":[{"name":"A","value":"1"}]}]}}}}""").expect(200);

            var containers = patched.listAt("spec", "template", "spec", "containers").maps();
            assertThat(containers).hasSize(2);
            var nginx = containers.stream().filter(one -> "nginx".equals(one.textAt("name"))).findFirst().orElseThrow();
            assertThat(nginx.textAt("image")).isEqualTo("nginx:1.26");
            assertThat(nginx.listAt("ports")).isNotEmpty();
            assertThat(number(patched, "metadata", "generation")).isEqualTo(2);

            var again = api.strategic(apps + "/deployments/web", """
                    {"spec":{"template":{"spec":{"containers":[{"name":"side","$patch":"delete"}]}}}}""").expect(200);
            assertThat(again.listAt("spec", "template", "spec", "containers").maps()).hasSize(1);
        }

        @Test
        void replaceAStrategyAsAWhole() {
            api.post(apps + "/deployments", DEPLOYMENT.replace("\"replicas\":3", "\"replicas\":0")).expect(201);
            var patched = api.strategic(apps + "/deployments/web", """
                    {"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""").expect(200);
            assertThat(patched.mapAt("spec", "strategy")).isEqualTo(json("{\"type\":\"Recreate\"}"));
        }

        @Test
        void needAKnownMediaType() {
            create("a", "{}");
            assertThat(api.send("PATCH", core + "/configmaps/a", "application/json", "{}").status()).isEqualTo(415);
        }
    }

    @Nested
    class Deployments {
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

    @Nested
    class Applying {
        private String path;

        @BeforeEach
        void choosePath() {
            path = core + "/configmaps/a";
        }

        @Test
        void createsAndOwns() {
            var made = api.apply(path, "me", configMap("a", "{\"k\":\"1\"}")).expect(201);
            var entry = made.listAt("metadata", "managedFields").maps().getFirst();
            assertThat(entry.textAt("manager")).isEqualTo("me");
            assertThat(entry.textAt("operation")).isEqualTo("Apply");
            assertThat(entry.mapAt("fieldsV1")).isEqualTo(json("{\"f:data\":{\"f:k\":{}}}"));
            assertThat(entry.textAt("fieldsType")).isEqualTo("FieldsV1");

            var again = api.apply(path, "me", configMap("a", "{\"k\":\"1\"}")).expect(200);
            assertThat(again.textAt("metadata", "resourceVersion")).isEqualTo(made.textAt("metadata", "resourceVersion"));
        }

        @Test
        void removesWhatIsNoLongerApplied() {
            api.apply(path, "me", configMap("a", "{\"k\":\"1\",\"gone\":\"x\"}")).expect(201);
            api.merge(path + "?fieldManager=other", "{\"data\":{\"theirs\":\"y\"}}").expect(200);
            var applied = api.apply(path, "me", configMap("a", "{\"k\":\"1\"}")).expect(200);
            assertThat(applied.mapAt("data")).isEqualTo(json("{\"k\":\"1\",\"theirs\":\"y\"}"));
        }

        @Test
        void refusesToTakeFromOthersUnlessForced() {
            api.apply(path, "first", configMap("a", "{\"k\":\"1\",\"l\":\"1\"}")).expect(201);

            Answer one = api.apply(path, "second", configMap("a", "{\"k\":\"2\",\"l\":\"1\"}"));
            var body = one.expect(409);
            assertThat(body.textAt("reason")).isEqualTo("Conflict");
            assertThat(body.textAt("message")).isEqualTo("Apply failed with 1 conflict: conflict with \"first\": .data.k");
            var cause = body.listAt("details", "causes").maps().getFirst();
            assertThat(cause.textAt("reason")).isEqualTo("FieldManagerConflict");
            assertThat(cause.textAt("message")).isEqualTo("conflict with \"first\"");
            assertThat(causes(one)).containsExactly(".data.k");

            Answer two = api.apply(path, "second", configMap("a", "{\"k\":\"2\",\"l\":\"2\"}"));
            assertThat(two.expect(409).textAt("message")).isEqualTo(
                    "Apply failed with 2 conflicts: conflicts with \"first\":\n- .data.k\n- .data.l");

            var forced = api.apply(path, "second&force=true", configMap("a", "{\"k\":\"2\"}")).expect(200);
            assertThat(forced.textAt("data", "k")).isEqualTo("2");
            var first = forced.listAt("metadata", "managedFields").maps().stream()
                    .filter(entry -> "first".equals(entry.textAt("manager")))
                    .findFirst().orElseThrow();
            assertThat(first.mapAt("fieldsV1")).isEqualTo(json("{\"f:data\":{\"f:l\":{}}}"));
        }

        @Test
        void conflictsWithUpdatesNamingTheirVersion() {
            api.post(core + "/configmaps?fieldManager=editor", configMap("a", "{\"k\":\"1\"}")).expect(201);
            var body = api.apply(path, "me", configMap("a", "{\"k\":\"2\"}")).expect(409);
            assertThat(body.textAt("message")).startsWith("Apply failed with 1 conflict: conflict with \"editor\" using v1")
                    .endsWith(
                            ": .data.k");
        }

        @Test
        void sharesWhatIsEqual() {
            api.apply(path, "first", configMap("a", "{\"k\":\"1\"}")).expect(201);
            api.apply(path, "second", configMap("a", "{\"k\":\"1\"}")).expect(200);
            var left = api.apply(path, "first", configMap("a", "{}").replace(",\"data\":{}", "")).expect(200);
            assertThat(left.textAt("data", "k")).isEqualTo("1");
            var gone = api.apply(path, "second", configMap("a", "{}").replace(",\"data\":{}", "")).expect(200);
            assertThat(gone.mapAt("data").has("k")).isFalse();
        }

        @Test
        void mergesListsByTheirKeys() {
            String deployment = DEPLOYMENT.replace("\"replicas\":3,", "\"replicas\":0,");
            api.apply(apps + "/deployments/web", "first", deployment).expect(201);
            String side = """
                    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"template":{"spec":{"containers":[
                      {"name":"side","image":"busybox:1"}]}}}}""";
            var merged = api.apply(apps + "/deployments/web", "second", side).expect(200);
            assertThat(merged.listAt("spec", "template", "spec", "containers").maps().stream().map(one -> one.textAt("name")))
                    .containsExactlyInAnyOrder("nginx", "side");

            Answer refused = api.apply(apps + "/deployments/web", "second",
                    side.replace("\"name\":\"side\",\"image\":\"busybox:1\"",
                            "\"name\":\"nginx\",\"image\":\"nginx:2\""));
            refused.expect(409);
            assertThat(causes(refused)).containsExactly(".spec.template.spec.containers[name=\"nginx\"].image");

            var left = api.apply(apps + "/deployments/web", "second", """
                    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"paused":false}}""")
                    .expect(200);
            assertThat(left.listAt("spec", "template", "spec", "containers").maps().stream().map(one -> one.textAt("name")))
                    .containsExactly(
                            "nginx");
        }

        @Test
        void needsAManagerAndTakesYaml() {
            assertThat(api.send("PATCH", path, "application/apply-patch+yaml", configMap("a", "{}")).status()).isIn(400, 422);
            var made = api.apply(path, "me", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: \"1\"\n")
                    .expect(201);
            assertThat(made.textAt("data", "k")).isEqualTo("1");
        }

        @Test
        void canBeTriedOut() {
            api.apply(path, "me&dryRun=All", configMap("a", "{\"k\":\"1\"}")).expect(201);
            assertThat(api.get(path).status()).isEqualTo(404);
        }
    }

    @Nested
    class CustomKinds {
        private String group;
        private String widgets;

        @BeforeEach
        void define() {
            group = namespace + ".example.com";
            widgets = "/apis/" + group + "/v1/namespaces/" + namespace + "/widgets";
            api.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                    """
                            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.GROUP"},
                             "spec":{"group":"GROUP","scope":"Namespaced","names":{"kind":"Widget","plural":"widgets","shortNames":["wd"]},
                              "versions":[{"name":"v1","served":true,"storage":true,
                               "subresources":{"status":{},"scale":{"specReplicasPath":".spec.size","statusReplicasPath":".status.size"}},
                               "schema":{"openAPIV3Schema":{"type":"object","properties":{
                                "spec":{"type":"object","required":["size"],"properties":{
                                  "size":{"type":"integer","minimum":1},
                                  "color":{"type":"string","default":"red","enum":["red","blue"]},
                                  "parts":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
                                   "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"count":{"type":"integer"}}}}}},
                                "status":{"type":"object","properties":{"size":{"type":"integer"}}}}}}}]}}"""
                            .replace("GROUP", group))
                    .expect(201);
            api.awaitBody("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group,
                    crd -> crd.listAt("status", "conditions")
                            .maps().stream()
                            .anyMatch(one -> "Established".equals(one.textAt("type")) && "True".equals(one.textAt("status"))));
            api.await("/apis/" + group + "/v1", answer -> answer.status() == 200);
            api.await(widgets, answer -> answer.status() == 200);
        }

        @AfterEach
        void drop() {
            if (api == null) return;
            api.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group);
        }

        private String widget(String spec) {
            return "{\"apiVersion\":\"" + group + "/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"a\"},\"spec\":" + spec
                    + "}";
        }

        @Test
        void areServedDefaultedAndPruned() {
            var made = api.post(widgets, widget("{\"size\":2,\"unknown\":true}")).expect(201);
            assertThat(made.mapAt("spec")).isEqualTo(json("{\"size\":2,\"color\":\"red\"}"));
            assertThat(number(made, "metadata", "generation")).isEqualTo(1);
            var resources = api.get("/apis/" + group + "/v1").expect(200).listAt("resources").maps().stream()
                    .map(one -> one.textAt("name"))
                    .toList();
            assertThat(resources).contains("widgets", "widgets/status", "widgets/scale");
        }

        @Test
        void areCheckedAgainstTheirSchema() {
            Answer type = api.post(widgets, widget("{\"size\":\"two\"}"));
            assertThat(type.expect(422).textAt("message")).contains("spec.size in body must be of type integer: \"string\"");
            assertThat(causes(type)).contains("spec.size");
            assertThat(causes(api.post(widgets, widget("{}")))).contains("spec.size");
            assertThat(api.post(widgets, widget("{\"size\":0}")).expect(422).textAt("message")).contains(
                    "spec.size in body should be greater than or equal to 1");
            assertThat(api.post(widgets, widget("{\"size\":1,\"color\":\"green\"}")).expect(422).textAt("message")).contains(
                    "Unsupported value: \"green\": supported values: \"red\", \"blue\"");
        }

        @Test
        void haveSubresources() {
            api.post(widgets, widget("{\"size\":2}")).expect(201);
            var scaled = api.merge(widgets + "/a/scale", "{\"spec\":{\"replicas\":4}}").expect(200);
            assertThat(number(scaled, "spec", "replicas")).isEqualTo(4);
            var after = api.get(widgets + "/a").expect(200);
            assertThat(number(after, "spec", "size")).isEqualTo(4);
            assertThat(number(after, "metadata", "generation")).isEqualTo(2);
            var status = api.merge(widgets + "/a/status", "{\"status\":{\"size\":4},\"spec\":{\"size\":9}}").expect(200);
            assertThat(number(status, "spec", "size")).isEqualTo(4);
            assertThat(number(status, "status", "size")).isEqualTo(4);
            assertThat(number(status, "metadata", "generation")).isEqualTo(2);
        }

        @Test
        void areAppliedWithTheirListKeys() {
            api.apply(widgets + "/a", "first", widget("{\"size\":2,\"parts\":[{\"name\":\"x\",\"count\":1}]}")).expect(201);
            var merged = api.apply(widgets + "/a", "second", widget("{\"parts\":[{\"name\":\"y\"}]}")).expect(200);
            assertThat(merged.listAt("spec", "parts").maps().stream().map(one -> one.textAt("name")))
                    .containsExactlyInAnyOrder("x", "y");
            Answer refused = api.apply(widgets + "/a", "second", widget("{\"size\":3}"));
            refused.expect(409);
            assertThat(causes(refused)).containsExactly(".spec.size");
        }

        @Test
        void needAVersionToBeReplaced() {
            var made = api.post(widgets, widget("{\"size\":2}")).expect(201);
            var bare = made.with("metadata", made.mapAt("metadata").without("resourceVersion"));
            assertThat(causes(api.put(widgets + "/a", bare))).contains("metadata.resourceVersion");
            assertThat(api.strategic(widgets + "/a", "{\"spec\":{\"size\":3}}").status()).isEqualTo(415);
        }

        @Test
        void goWithTheirDefinition() {
            api.post(widgets, widget("{\"size\":2}")).expect(201);
            api.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group).expect(200);
            api.awaitGone("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group);
            api.awaitGone(widgets + "/a");
        }
    }

    @Nested
    class Workloads {
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

        @Test
        void secretsTakePlainText() {
            var made = api.post(core + "/secrets", """
                    {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"user":"eve"}}""").expect(201);
            assertThat(made.textAt("data", "user")).isEqualTo("ZXZl");
            assertThat(made.textAt("type")).isEqualTo("Opaque");
        }
    }
}
