package dev.flotilla.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/// Real Kubernetes API servers for tests tagged `cluster`: started at the first question for their name, shared by every test
/// of the JVM, stopped when the test session ends ([RealClustersSession]).
///
/// ```java
/// RealCluster worker = RealClusters.member("worker01");                     // one
/// List<RealCluster> both = RealClusters.members("worker01", "worker02");    // several, started together
/// RealCluster host = RealClusters.host("host");                             // stores templates, runs no workload
/// ```
///
/// Tests isolate themselves by namespaces with new names. Where the server's binaries are absent a test is aborted with the
/// reason; where `CI=true` or `KUBE_TESTS=required` it fails instead, so that nobody takes an empty run for a green one.
public final class RealClusters {
    /// How the reason of an aborted test begins; [RealClustersSession] counts by it.
    static final String ABSENT = "no kube-apiserver: ";

    private static final KubeScript SCRIPT = KubeScript.ofProject();
    private static final Map<String, CompletableFuture<RealCluster>> RUNNING = new ConcurrentHashMap<>();

    private RealClusters() {}

    /// A cluster with controllers and one node on which pods become ready. Its context in the kubeconfigs is `name`.
    public static RealCluster member(String name) {
        return joined(start(name));
    }

    /// Several members, started at the same time (about 8 s for three).
    public static List<RealCluster> members(String... names) {
        var starting = Arrays.stream(names).map(name -> start(name)).toList();
        return starting.stream().map(RealClusters::joined).toList();
    }

    /// A cluster whose workload controllers are off: its Deployments are templates that nobody acts upon.
    public static RealCluster host(String name) {
        return joined(start(name, "--no-workloads"));
    }

    /// etcd and kube-apiserver alone: for CRDs, watches and server-side apply; no pods, namespaces never finally deleted.
    public static RealCluster bare(String name) {
        return joined(start(name, "--with", "none"));
    }

    private static CompletableFuture<RealCluster> start(String name, String... options) {
        return RUNNING.computeIfAbsent(name, _ -> {
            var starting = new CompletableFuture<RealCluster>();
            Thread.ofVirtual().name("start-" + name).start(() -> {
                try {
                    starting.complete(started(name, options));
                } catch (Throwable failure) {
                    starting.completeExceptionally(failure);
                }
            });
            return starting;
        });
    }

    private static RealCluster started(String name, String... options) {
        var arguments = new ArrayList<String>(List.of("start", name));
        arguments.addAll(List.of(options));
        var result = SCRIPT.call(arguments.toArray(String[]::new));
        if (result.status() == KubeScript.ABSENT) throw new Absent(result.errors());
        if (result.status() != 0) throw new IllegalStateException("cluster " + name + " did not start: " + result.errors());
        var env = new LinkedHashMap<String, String>();
        SCRIPT.run("env", name).lines().forEach(line -> {
            int equals = line.indexOf('=');
            env.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return RealCluster.of(name, env, SCRIPT);
    }

    private static RealCluster joined(CompletableFuture<RealCluster> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Absent absent) return absent(absent.getMessage());
            throw e;
        }
    }

    private static RealCluster absent(String why) {
        String reason = ABSENT + why + " (.ci/kube/build-kube-binaries.sh, about 9 minutes)";
        if (areRequired(System.getenv())) throw new AssertionFailedError(reason);
        return Assumptions.abort(reason);
    }

    /// Whether absence is a failure.
    static boolean areRequired(Map<String, String> environment) {
        return "true".equals(environment.get("CI")) || "required".equals(environment.get("KUBE_TESTS"));
    }

    static void forget(String name) {
        RUNNING.remove(name);
    }

    /// Stops what runs; clusters still starting are waited for.
    static void stopAll() {
        if (RUNNING.isEmpty()) return;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RUNNING.values().forEach(starting -> threads.submit(() -> starting.join().stop()));
        }
    }

    private static final class Absent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Absent(String message) {
            super(message);
        }
    }
}
