package dev.flotilla.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// How fast 1,000 objects get to three real members: Flotilla, `kubectl apply --server-side` (a process a member, in parallel),
/// and a bare HTTP/2 client that sends the same requests, which is the limit.
///
/// All run on the same servers, warmed up by a tenth of the work, in rounds of alternating order; what was made is
/// deleted before the next one starts. Beside the time it tells the processor time of servers and client, and of whatever else
/// ran: where servers and clients share the processors, the servers' own work is a floor that no client gets below. A last part reaches the
/// members through a relay that delays every byte, as a network does.
///
/// `.ci/measure-push.sh` runs it; `docs/benchmarks.md` has the figures.
@Tag("cluster")
class PushBenchmark {
    private static final int OBJECTS = Integer.getInteger("flotilla.benchmark.objects", 1000);
    private static final int ROUNDS = Integer.getInteger("flotilla.benchmark.rounds", 2);
    private static final Duration ONE_WAY = Duration.ofMillis(10);
    private static final String KUBECTL = System.getProperty("flotilla.benchmark.kubectl", "kubectl");
    /// What Flotilla's budget gives each of three members on one machine.
    private static final int TOGETHER = 21;
    private static final int TICKS_PER_SECOND = 100;
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s");

    @TempDir Path folder;

    private List<RealCluster> clusters = List.of();

    private record Work(double seconds, double servers, double client, double others, Map<String, Double> more) {
        double get(String what) {
            return more.getOrDefault(what, 0.0);
        }
    }

    @FunctionalInterface
    private interface Contender {
        Attempt prepare(String namespace, int objects, Map<String, URI> servers) throws Exception;
    }

    /// What is measured is [#push]; connections are open before it.
    private interface Attempt {
        void push() throws Exception;

        /// Processor seconds of ended child processes.
        default double children() {
            return 0;
        }

        /// Ends it.
        ///
        /// @return further figures
        default Map<String, Double> after() throws Exception {
            return Map.of();
        }
    }

    @Test
    void pushesAThousandObjectsToThreeMembers() throws Exception {
        Assumptions.assumeTrue(Boolean.getBoolean("flotilla.benchmark"), "only on request: .ci/measure-push.sh");
        clusters = List.of(RealClusters.bare("bench1"), RealClusters.bare("bench2"), RealClusters.bare("bench3"));
        var near = new LinkedHashMap<String, URI>();
        clusters.forEach(cluster -> near.put(cluster.name(), cluster.server()));
        var contenders = new LinkedHashMap<String, Contender>();
        contenders.put("bare", this::bare);
        contenders.put("kubectl", this::kubectl);
        contenders.put("flotilla", (namespace, objects, servers) -> flotilla(namespace, objects, servers, false));
        contenders.put("dead", (namespace, objects, servers) -> flotilla(namespace, objects, servers, true));

        run(contenders, near, Math.max(1, OBJECTS / 10), 1, "warm");
        var results = run(contenders, near, OBJECTS, ROUNDS, "bench");
        print(OBJECTS, "members on this machine", results);
        verdict(results);

        contenders.remove("dead");
        var relays = new ArrayList<DelayedRelay>();
        var far = new LinkedHashMap<String, URI>();
        try {
            for (RealCluster cluster : clusters) {
                var relay = new DelayedRelay(cluster.server(), ONE_WAY);
                relays.add(relay);
                far.put(cluster.name(), relay.address());
            }
            print(OBJECTS, "members " + 2 * ONE_WAY.toMillis() + " ms away", run(contenders, far, OBJECTS, 1, "far"));
        } finally {
            for (DelayedRelay relay : relays) {
                relay.close();
            }
        }
    }

    private Map<String, List<Work>> run(Map<String, Contender> contenders, Map<String, URI> servers, int objects, int rounds,
            String phase) throws Exception {
        var results = new LinkedHashMap<String, List<Work>>();
        contenders.keySet().forEach(name -> results.put(name, new ArrayList<>()));
        var order = new ArrayList<>(contenders.keySet());
        for (int round = 0; round < rounds; round++) {
            for (String name : order) {
                String namespace = phase + "-" + name + "-" + round;
                Attempt attempt = contenders.get(name).prepare(namespace, objects, servers);
                System.gc();
                long busy = machine();
                long serving = servers();
                long own = own();
                long start = System.nanoTime();
                attempt.push();
                double seconds = (System.nanoTime() - start) / 1e9;
                double serverCpu = (servers() - serving) / (double) TICKS_PER_SECOND;
                double client = (own() - own) / 1e9 + attempt.children();
                double all = (machine() - busy) / (double) TICKS_PER_SECOND;
                results.get(name)
                        .add(new Work(seconds, serverCpu, client, Math.max(0, all - serverCpu - client), attempt.after()));
                empty(namespace);
            }
            // There and back, so that nobody always follows the same one.
            Collections.reverse(order);
        }
        return results;
    }

    private static double median(List<Work> works, ToDoubleFunction<Work> figure) {
        double[] sorted = works.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void print(int objects, String where, Map<String, List<Work>> results) {
        int total = objects * clusters.size();
        System.out.printf(Locale.ROOT, "%n%d objects to each of %d members, %s, median of %d:%n", objects, clusters.size(), where,
                results.values().iterator().next().size());
        System.out.println("| contender | seconds | objects/s | CPU s servers | CPU s client | CPU s of others |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        results.forEach((name, works) -> System.out.printf(Locale.ROOT, "| %s | %.1f | %.0f | %.1f | %.1f | %.1f |%n", name,
                median(works, Work::seconds), total / median(works, Work::seconds), median(works, Work::servers),
                median(works, Work::client), median(works, Work::others)));
    }

    private void verdict(Map<String, List<Work>> results) {
        double bare = median(results.get("bare"), Work::seconds);
        double flotilla = median(results.get("flotilla"), Work::seconds);
        double kubectl = median(results.get("kubectl"), Work::seconds);
        double alone = median(results.get("flotilla"), work -> work.get("slowest"));
        double beside = median(results.get("dead"), work -> work.get("slowest"));
        int cores = Runtime.getRuntime().availableProcessors();
        double floor = median(results.get("bare"), Work::servers) / cores;
        System.out.printf(Locale.ROOT, "Flotilla: %.0f %% of the bare client's rate, %.2f times kubectl's%n",
                100 * bare / flotilla,
                kubectl / flotilla);
        System.out
                .printf(Locale.ROOT, "Nothing to do: %.2f s, no write; in a new session %.2f s, connecting included%n",
                        median(results
                                .get("flotilla"), work -> work.get("again")),
                        median(results.get("flotilla"), work -> work.get("anew")));
        System.out.printf(Locale.ROOT, "Slowest living member: %.2f s alone, %.2f s beside a dead one (%+.1f %%)%n", alone,
                beside,
                100 * (beside / alone - 1));
        System.out.printf(Locale.ROOT,
                "Floor: the servers' own work takes %.1f s on %d processors, so no client can be more than %.2f times as fast as"
                        + " this kubectl here%n",
                floor, cores, kubectl / floor);
    }

    // The contenders

    private Attempt bare(String namespace, int objects, Map<String, URI> servers) throws Exception {
        var paths = new ArrayList<String>();
        var bodies = new ArrayList<String>();
        String set = new ApplySet(namespace).id();
        for (int i = 0; i < objects / 2; i++) {
            paths.add("/api/v1/namespaces/" + namespace + "/configmaps/c" + i);
            bodies.add(ManyObjects.configMap(namespace, i, set));
            paths.add("/apis/apps/v1/namespaces/" + namespace + "/deployments/d" + i);
            bodies.add(ManyObjects.deployment(namespace, i, set));
        }
        var clients = clusters.stream().map(cluster -> new BareClient(cluster, servers.get(cluster.name()))).toList();
        together(clients.stream().<Callable<Void>>map(client -> () -> {
            client.apply(List.of("/api/v1/namespaces/" + namespace), List.of(ManyObjects.namespace(namespace)), 1);
            return null;
        }).toList());
        return new Attempt() {
            @Override
            public void push() throws Exception {
                together(clients.stream().<Callable<Void>>map(client -> () -> {
                    client.apply(paths, bodies, TOGETHER);
                    return null;
                }).toList());
            }

            @Override
            public Map<String, Double> after() {
                clients.forEach(BareClient::close);
                return Map.of();
            }
        };
    }

    private Attempt kubectl(String namespace, int objects, Map<String, URI> servers) throws Exception {
        var text = new StringBuilder("---\n" + ManyObjects.namespace(namespace) + "\n");
        String set = new ApplySet(namespace).id();
        for (int i = 0; i < objects / 2; i++) {
            text.append("---\n").append(ManyObjects.configMap(namespace, i, set)).append("---\n")
                    .append(ManyObjects.deployment(namespace, i, set));
        }
        Path file = Files.writeString(folder.resolve(namespace + ".yaml"), text);
        return new Attempt() {
            private double cpu;

            @Override
            public void push() throws Exception {
                var running = new ArrayList<Process>();
                for (RealCluster cluster : clusters) {
                    var builder = new ProcessBuilder("bash", "-c", "\"$@\" >/dev/null; code=$?; times; exit $code", "bash",
                            KUBECTL, "--kubeconfig", cluster.tokenKubeconfig().toString(), "--server", servers.get(cluster.name())
                                    .toString(),
                            "apply", "--server-side", "-f", file.toString());
                    running.add(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
                }
                for (Process process : running) {
                    String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(process.waitFor()).isZero();
                    cpu += TIMES.matcher(times).results().mapToDouble(PushBenchmark::seconds).sum();
                }
            }

            @Override
            public double children() {
                return cpu;
            }
        };
    }

    private static double seconds(MatchResult time) {
        return Integer.parseInt(time.group(1)) * 60 + Double.parseDouble(time.group(2));
    }

    private Attempt flotilla(String namespace, int objects, Map<String, URI> servers, boolean dead) throws Exception {
        var members = new LinkedHashMap<String, Path>();
        for (RealCluster cluster : clusters) {
            String text = Files.readString(cluster.tokenKubeconfig()).replace(cluster.server().toString(), servers.get(cluster
                    .name()).toString());
            members.put(cluster.name(), Files.writeString(folder.resolve(namespace + "-" + cluster.name()), text));
        }
        if (dead) members.put("dead", dead());
        Path workspace = folder.resolve(namespace);
        ManyObjects.write(workspace, namespace, objects, members);
        var fleet = new PushedFleet(workspace, folder.resolve("state"));
        return new Attempt() {
            private double slowest;

            @Override
            public void push() {
                RunRecord run = sync(fleet);
                assertThat(run.end()).isEqualTo(dead ? RunRecord.End.WITH_FAILURES : RunRecord.End.COMPLETE);
                slowest = run.members().stream().filter(member -> !member.cluster().equals("dead"))
                        .mapToDouble(MemberSummary::seconds).max().orElseThrow();
            }

            @Override
            public Map<String, Double> after() {
                double again;
                try (fleet) {
                    long start = System.nanoTime();
                    RunRecord second = sync(fleet);
                    again = (System.nanoTime() - start) / 1e9;
                    assertNothingDone(second, objects);
                }
                long start = System.nanoTime();
                try (var anew = new PushedFleet(workspace, folder.resolve("state"))) {
                    assertNothingDone(sync(anew), objects);
                }
                return Map.of("slowest", slowest, "again", again, "anew", (System.nanoTime() - start) / 1e9);
            }
        };
    }

    /// Plan, compare, push. What the members look like is not asked, so that the dead one has its objects planned, too.
    private static RunRecord sync(PushedFleet fleet) {
        var plan = fleet.engine.plan(fleet.session.workspace(), Map.of(), fleet.session.previous(), null);
        return fleet.run(fleet.session.prepare(plan, Set.of(), SyncOptions.NORMAL));
    }

    private static void assertNothingDone(RunRecord run, int objects) {
        assertThat(run.members()).filteredOn(member -> !member.cluster().equals("dead"))
                .allMatch(member -> member.unchanged() == objects / 2 * 2
                        && member.created() + member.updated() + member.deleted() == 0);
    }

    private Path dead() throws IOException {
        return Files.writeString(folder.resolve("dead.kubeconfig"), """
                current-context: dead
                clusters: [{name: dead, cluster: {server: "https://127.0.0.1:1"}}]
                contexts: [{name: dead, context: {cluster: dead, user: dead}}]
                users: [{name: dead, user: {token: none}}]
                """);
    }

    private void empty(String namespace) throws Exception {
        together(clusters.stream().<Callable<Void>>map(cluster -> () -> {
            try (var client = new BareClient(cluster, cluster.server())) {
                for (String path : List.of("/api/v1/namespaces/" + namespace + "/configmaps", "/apis/apps/v1/namespaces/"
                        + namespace + "/deployments")) {
                    client.send("DELETE", path, "application/json",
                            "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Background\"}");
                }
            }
            return null;
        }).toList());
    }

    private static void together(List<Callable<Void>> works) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> one : threads.invokeAll(works)) {
                one.get();
            }
        }
    }

    // Processor time

    /// Ticks that the servers have used.
    private long servers() throws IOException {
        long ticks = 0;
        for (RealCluster cluster : clusters) {
            for (String part : List.of("apiserver", "etcd")) {
                Path pid = cluster.script().state().resolve(cluster.name()).resolve(part + ".pid");
                String stat = Files.readString(Path.of("/proc", Files.readString(pid).strip(), "stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
        }
        return ticks;
    }

    /// Ticks that the whole machine was busy.
    private static long machine() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow().trim().split("\\s+");
        // user, nice, system, idle, iowait, irq, softirq
        return Arrays.stream(new int[]{1, 2, 3, 6, 7}).mapToLong(i -> Long.parseLong(fields[i])).sum();
    }

    private static long own() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
