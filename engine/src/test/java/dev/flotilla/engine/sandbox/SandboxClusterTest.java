package dev.flotilla.engine.sandbox;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.flotilla.engine.Pem;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What only a sandbox can be asked: to fail.
class SandboxClusterTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

    private SandboxCluster cluster;
    private KubeHttp api;

    @BeforeEach
    void start() {
        cluster = SandboxCluster.start(new SandboxSpec("worker", "v1.32", 2, "2", "4Gi", 10));
        cluster.setTimeScale(0.1);
        api = Sandboxes.connect(cluster);
    }

    @AfterEach
    void stop() {
        api.close();
        cluster.close();
    }

    private static String deployment(String replicas, String annotations, String container) {
        return """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
                 "spec":{"replicas":%s,"selector":{"matchLabels":{"app":"web"}},
                  "template":{"metadata":{"labels":{"app":"web"},"annotations":{%s}},"spec":{"containers":[%s]}}}}""".formatted(
                replicas,
                annotations, container);
    }

    private static long count(MapValue deployment, String field) {
        Long count = deployment.intAt("status", field);
        return count == null ? 0 : count;
    }

    private static String condition(MapValue object, String type) {
        return object.listAt("status", "conditions").maps().stream().filter(one -> type.equals(one.textAt("type")))
                .map(one -> one.textAt(
                        "status") + " " + one.textAt("reason"))
                .findFirst().orElse("");
    }

    @Test
    void nobodyComesInWithoutTheToken(@TempDir Path folder) throws Exception {
        Path authority = Files.writeString(folder.resolve("ca.pem"), cluster.certificate());
        try (var client = HttpClient.newBuilder().sslContext(Pem.trusting(authority)).build()) {
            var question = HttpRequest.newBuilder(cluster.server().resolve("/api")).build();
            var answer = client.send(question, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"reason\":\"Unauthorized\"");
        }
    }

    @Test
    void offersWhatItsSpecSays() {
        assertThat(api.get("/version").expect(200).textAt("gitVersion")).isEqualTo("v1.32.0");
        var nodes = api.get("/api/v1/nodes").expect(200).listAt("items").maps();
        assertThat(nodes).hasSize(2);
        assertThat(nodes.getFirst().mapAt("status", "allocatable").texts()).containsEntry("cpu", "2")
                .containsEntry("memory", "4Gi")
                .containsEntry("pods", "10");
        assertThat(condition(nodes.getFirst(), "Ready")).isEqualTo("True KubeletReady");
        assertThat(cluster.kubeconfig()).contains("current-context: \"worker\"", cluster.server().toString());
    }

    @Test
    void refusesConnectionsWhileItIsDownAndKeepsEverything() {
        api.post("/api/v1/namespaces/default/configmaps", """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""").expect(201);

        cluster.setDown(true);
        assertThatThrownBy(() -> api.get("/version")).isInstanceOf(UncheckedIOException.class);

        cluster.setDown(false);
        try (var again = Sandboxes.connect(cluster)) {
            again.get("/api/v1/namespaces/default/configmaps/a").expect(200);
        }
    }

    @Test
    void answersNothingWhileItHangs() throws Exception {
        cluster.setHanging(true);
        var answer = java.util.concurrent.CompletableFuture.supplyAsync(() -> api.get("/version"));
        assertThatThrownBy(() -> answer.get(300, java.util.concurrent.TimeUnit.MILLISECONDS)).isInstanceOf(
                java.util.concurrent.TimeoutException.class);

        cluster.setHanging(false);
        assertThat(answer.get(30, java.util.concurrent.TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void answersLateOnASlowNetwork() {
        cluster.setLatency(Duration.ofMillis(200));
        long start = System.nanoTime();
        api.get("/version").expect(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void refusesAsManyRequestsAsAskedFor() {
        cluster.failNext(429, 1);
        var busy = api.get("/api").expect(429);
        assertThat(busy.textAt("reason")).isEqualTo("TooManyRequests");
        cluster.failNext(500, 2);
        api.get("/api").expect(500);
        api.get("/api").expect(500);
        api.get("/api").expect(200);
    }

    @Test
    void tellsWatchersOfAForgottenPast() {
        String since = api.post("/api/v1/namespaces/default/configmaps", """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""").expect(201).textAt("metadata",
                "resourceVersion");
        api.merge("/api/v1/namespaces/default/configmaps/a", "{\"data\":{\"k\":\"v\"}}").expect(200);
        cluster.compact();

        var events = api.watch("/api/v1/namespaces/default/configmaps?watch=true&resourceVersion=" + since, event -> true);

        assertThat(events.getFirst().textAt("type")).isEqualTo("ERROR");
        assertThat(events.getFirst().intAt("object", "code")).isEqualTo(410);
    }

    @Test
    void podsWithoutRoomStayPendingUntilThereIsSome() {
        api.post(DEPLOYMENTS, deployment("3", "", """
                {"name":"c","image":"c:1","resources":{"requests":{"cpu":"1500m"}}}""")).expect(201);
        api.awaitBody(DEPLOYMENTS + "/web", one -> count(one, "availableReplicas") == 2);
        var waiting = api.awaitBody(PODS,
                list -> list.listAt("items").maps().stream().anyMatch(pod -> condition(pod, "PodScheduled").equals(
                        "False Unschedulable")));
        var pod = waiting.listAt("items").maps().stream().filter(one -> one.at("spec", "nodeName") == null).findFirst()
                .orElseThrow();
        assertThat(pod.listAt("status", "conditions").maps().getFirst().textAt("message")).isEqualTo(
                "0/2 nodes are available: 2 Insufficient cpu.");
        api.awaitBody("/api/v1/namespaces/default/events",
                list -> list.listAt("items").maps().stream().anyMatch(event -> "FailedScheduling"
                        .equals(event.textAt("reason"))));

        api.merge(DEPLOYMENTS + "/web/scale", "{\"spec\":{\"replicas\":2}}").expect(200);
        api.awaitBody(DEPLOYMENTS + "/web", one -> count(one, "replicas") == 2 && count(one, "availableReplicas") == 2);
    }

    @Test
    void anImageThatCannotBePulledEndsInADeadline() {
        api.post(DEPLOYMENTS, deployment("1", "", "{\"name\":\"c\",\"image\":\"shop:does-not-exist\"}")).expect(201);
        var failed = api.awaitBody(DEPLOYMENTS + "/web",
                one -> condition(one, "Progressing").equals("False ProgressDeadlineExceeded"));
        assertThat(condition(failed, "Available")).isEqualTo("False MinimumReplicasUnavailable");
        api.awaitBody(PODS,
                list -> list.listAt("items").maps().stream().anyMatch(pod -> "ImagePullBackOff".equals(pod.listAt("status",
                        "containerStatuses").maps().getFirst().textAt("state", "waiting", "reason"))));
    }

    @Test
    void containersCrashOrStayUnreadyOnRequest() {
        api.post(DEPLOYMENTS, deployment("1", "\"sandbox.flotilla.dev/fail\":\"crash\"", "{\"name\":\"c\",\"image\":\"c:1\"}"))
                .expect(201);
        api.awaitBody(PODS,
                list -> list.listAt("items").maps().stream().anyMatch(pod -> pod.listAt("status", "containerStatuses").maps()
                        .stream().anyMatch(status -> "CrashLoopBackOff".equals(status.textAt("state", "waiting", "reason")))));
        api.delete(DEPLOYMENTS + "/web").expect(200);
        api.awaitBody(PODS, list -> list.listAt("items").isEmpty());

        api.post(DEPLOYMENTS,
                deployment("1", "\"sandbox.flotilla.dev/fail\":\"never-ready\"", "{\"name\":\"c\",\"image\":\"c:1\"}")).expect(
                        201);
        var list = api.awaitBody(PODS,
                pods -> pods.listAt("items").maps().stream().anyMatch(pod -> "Running".equals(pod.textAt("status",
                        "phase"))));
        assertThat(condition(list.listAt("items").maps().getFirst(), "Ready")).isEqualTo("False ContainersNotReady");
    }

    @Test
    void podsMoveAwayFromANodeThatIsDown() {
        api.post(DEPLOYMENTS, deployment("4", "", "{\"name\":\"c\",\"image\":\"c:1\"}")).expect(201);
        api.awaitBody(DEPLOYMENTS + "/web", one -> count(one, "availableReplicas") == 4);
        assertThat(nodesOfPods()).containsExactlyInAnyOrder("node-1", "node-2");
        for (MapValue pod : api.get(PODS).expect(200).listAt("items").maps()) {
            MapValue node = api.get("/api/v1/nodes/" + pod.textAt("spec", "nodeName")).expect(200);
            assertThat(pod.textAt("status", "hostIP"))
                    .isEqualTo(node.listAt("status", "addresses").maps().getFirst().textAt("address"));
        }

        cluster.setNodeDown("node-2", true);
        api.awaitBody(DEPLOYMENTS + "/web", one -> count(one, "availableReplicas") < 4);
        assertThat(condition(api.get("/api/v1/nodes/node-2").expect(200), "Ready")).isEqualTo("False NodeStatusUnknown");
        api.awaitBody(DEPLOYMENTS + "/web", one -> count(one, "availableReplicas") == 4);
        assertThat(nodesOfPods()).containsExactly("node-1");
    }

    private Set<String> nodesOfPods() {
        List<MapValue> pods = api.get(PODS).expect(200).listAt("items").maps();
        return pods.stream().filter(pod -> pod.at("metadata", "deletionTimestamp") == null)
                .map(pod -> pod.textAt("spec", "nodeName")).collect(
                        Collectors.toSet());
    }

    @Test
    void autoscalersAreTheSameInBothVersions() {
        api.post("/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers",
                """
                        {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"},
                         "spec":{"maxReplicas":5,"targetCPUUtilizationPercentage":70,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment",
                         "name":"web"}}}""")
                .expect(201);
        var second = api.get("/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/h").expect(200);
        assertThat(second.textAt("apiVersion")).isEqualTo("autoscaling/v2");
        assertThat(second.listAt("spec", "metrics").maps().getFirst().intAt("resource", "target", "averageUtilization"))
                .isEqualTo(70);
    }

    @Test
    void serviceAccountsGetTokensThatLetIn() {
        api.post("/api/v1/namespaces/default/secrets", """
                {"apiVersion":"v1","kind":"Secret","type":"kubernetes.io/service-account-token","metadata":{"name":"join",
                 "annotations":{"kubernetes.io/service-account.name":"default"}}}""").expect(201);
        var filled = api.awaitBody("/api/v1/namespaces/default/secrets/join", secret -> secret.mapAt("data").has("token"));
        assertThat(filled.mapAt("data").keys()).contains("ca.crt", "namespace");

        var request = api.post("/api/v1/namespaces/default/serviceaccounts/default/token", """
                {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""").expect(201);
        assertThat(request.textAt("status", "token")).hasSizeGreaterThan(20).isNotEqualTo(cluster.token());
    }
}
