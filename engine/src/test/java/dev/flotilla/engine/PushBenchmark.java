package dev.flotilla.engine;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// How fast 1,000 objects get to three real members: Flotilla, `kubectl apply --server-side` (a process a member, in parallel), and
/// a bare HTTP/2 client that sends the same requests, which is the limit. Runs only when asked for:
/// `./mvnw -pl engine test -Dtest=PushBenchmark -Dflotilla.benchmark=true`. Figures: `docs/benchmarks.md`.
@Tag("cluster")
class PushBenchmark {
    private static final int OBJECTS = Integer.getInteger("flotilla.benchmark.objects", 1000);

    @TempDir Path folder;

    @Test
    void pushesAThousandObjectsToThreeMembers() throws Exception {
        Assumptions.assumeTrue(Boolean.getBoolean("flotilla.benchmark"), "only on request: -Dflotilla.benchmark=true");
        var clusters = List.of(RealClusters.bare("bench1"), RealClusters.bare("bench2"), RealClusters.bare("bench3"));
        var members = new LinkedHashMap<String, Path>();
        clusters.forEach(cluster -> members.put(cluster.name(), cluster.tokenKubeconfig()));

        warmUp(members);
        double bare = bare(clusters, "bench-bare");
        double kubectl = kubectl(clusters, "bench-kubectl");
        write("bench-flotilla", members);
        double flotilla;
        double again;
        try (var fleet = new PushedFleet(folder.resolve("bench-flotilla"), folder.resolve("state"))) {
            long start = System.nanoTime();
            RunRecord run = fleet.sync(SyncOptions.NORMAL);
            flotilla = seconds(start);
            assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
            start = System.nanoTime();
            RunRecord second = fleet.sync(SyncOptions.NORMAL);
            again = seconds(start);
            assertThat(second.members()).allMatch(member -> member.unchanged() == OBJECTS);
        }
        double withDead;
        var withDeadMembers = new LinkedHashMap<>(members);
        withDeadMembers.put("dead", dead());
        write("bench-dead", withDeadMembers);
        try (var fleet = new PushedFleet(folder.resolve("bench-dead"), folder.resolve("state"))) {
            var planned = fleet.engine.plan(fleet.session.workspace(), Map.of(), Map.of(), null);
            RunRecord run = fleet.run(fleet.session.prepare(planned, java.util.Set.of(), SyncOptions.NORMAL));
            withDead = run.members().stream().filter(member -> !member.cluster().equals("dead"))
                    .mapToDouble(MemberSummary::seconds).max()
                    .orElseThrow();
        }
        int total = OBJECTS * clusters.size();
        System.out.printf(
                "BENCHMARK %d objects to %d members: bare %.1f s (%.0f/s), flotilla with comparison %.1f s (%.0f/s, %.0f %% of"
                        + " bare), kubectl %.1f s (%.0f/s), nothing to do %.2f s, beside a dead member %.1f s%n",
                OBJECTS, clusters.size(), bare,
                total / bare, flotilla, total / flotilla, 100 * bare / flotilla, kubectl, total / kubectl, again, withDead);
    }

    /// Classes loaded and compiled, connections opened: a window that has been open for a minute, not a first start.
    private void warmUp(Map<String, Path> members) {
        ConfigMapWorkspace.write(folder.resolve("warm"), "bench-warm", 100, members);
        try (var fleet = new PushedFleet(folder.resolve("warm"), folder.resolve("state"))) {
            fleet.sync(SyncOptions.NORMAL);
        }
    }

    private void write(String name, Map<String, Path> members) throws Exception {
        ConfigMapWorkspace.write(folder.resolve(name), name, OBJECTS / 2, members);
        var deployments = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: deployments, namespace: %s}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  placement: {clusterAffinity: {clusterNames: [%s]}}
                """.formatted(name, String.join(", ", members.keySet())));
        for (int i = 0; i < OBJECTS / 2; i++) {
            deployments.append("---\n").append(deployment(name, i));
        }
        Files.writeString(folder.resolve(name).resolve("deployments.yaml"), deployments);
    }

    private static String deployment(String namespace, int i) {
        return """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d%1$d","namespace":"%2$s"},"spec":{"replicas":2,\
                "selector":{"matchLabels":{"app":"d%1$d"}},"template":{"metadata":{"labels":{"app":"d%1$d"}},"spec":{"containers":[\
                {"name":"nginx","image":"nginx:1.27","ports":[{"containerPort":80}]}]}}}}
                """
                .formatted(i, namespace);
    }

    private static String configMap(String namespace, int i) {
        return """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c%1$d","namespace":"%2$s"},"data":{"number":"%1$d"}}
                """.formatted(i, namespace);
    }

    private Path dead() throws Exception {
        return Files.writeString(folder.resolve("dead.kubeconfig"), """
                current-context: dead
                clusters: [{name: dead, cluster: {server: "https://127.0.0.1:1"}}]
                contexts: [{name: dead, context: {cluster: dead, user: dead}}]
                users: [{name: dead, user: {token: none}}]
                """);
    }

    private double kubectl(List<RealCluster> clusters, String namespace) throws Exception {
        var text = new StringBuilder(
                "---\n{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace + "\"}}\n");
        for (int i = 0; i < OBJECTS / 2; i++) {
            text.append("---\n").append(configMap(namespace, i)).append("---\n").append(deployment(namespace, i));
        }
        Path file = Files.writeString(folder.resolve("kubectl.yaml"), text);
        Path binary;
        try (var found = Files.walk(Path.of(System.getProperty("user.home"), ".cache", "flotilla", "kube"))) {
            binary = found.filter(path -> path.endsWith("kubectl")).findFirst().orElseThrow();
        }
        long start = System.nanoTime();
        var running = new ArrayList<Process>();
        for (RealCluster cluster : clusters) {
            running.add(new ProcessBuilder(binary.toString(), "--kubeconfig", cluster.tokenKubeconfig().toString(), "apply",
                    "--server-side", "-f", file.toString()).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(
                            ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        for (Process process : running) {
            assertThat(process.waitFor()).isZero();
        }
        return seconds(start);
    }

    private static double bare(List<RealCluster> clusters, String namespace) throws Exception {
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var members = new ArrayList<Future<?>>();
            for (RealCluster cluster : clusters) {
                Callable<Void> work = () -> {
                    bare(cluster, namespace);
                    return null;
                };
                members.add(threads.submit(work));
            }
            for (Future<?> member : members) {
                member.get();
            }
        }
        return seconds(start);
    }

    private static void bare(RealCluster cluster, String namespace) throws Exception {
        try (var http = HttpClient.newBuilder().sslContext(Pem.trusting(cluster.caFile())).executor(Executors
                .newVirtualThreadPerTaskExecutor()).build(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            send(http, cluster, "/api/v1/namespaces/" + namespace,
                    "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\""
                            + namespace + "\"}}");
            var places = new Semaphore(64);
            var sent = new ArrayList<Future<?>>();
            for (int i = 0; i < OBJECTS / 2; i++) {
                int number = i;
                for (boolean map : new boolean[]{true, false}) {
                    Callable<Void> work = () -> {
                        places.acquire();
                        try {
                            send(http, cluster, map
                                    ? "/api/v1/namespaces/" + namespace + "/configmaps/c" + number
                                    : "/apis/apps/v1/namespaces/" + namespace + "/deployments/d" + number,
                                    map
                                            ? configMap(namespace, number)
                                            : deployment(namespace, number));
                            return null;
                        } finally {
                            places.release();
                        }
                    };
                    sent.add(threads.submit(work));
                }
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    private static void send(HttpClient http, RealCluster cluster, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(cluster.server() + path + "?fieldManager=bare"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + cluster.token()).header("Content-Type", "application/apply-patch+yaml")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode()).isBetween(200, 201);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
