package dev.flotilla.engine;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.cluster.kube.KubeClusterClient;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.sync.FleetRun;
import dev.flotilla.engine.sync.Ledger;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunFiles;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/// What may go wrong during a push, on real API servers: nothing lost, nothing double, and the others not held up.
/// `docs/reliability.md` names the promise behind each test.
@Tag("cluster")
@Timeout(300)
class RealFaultTest {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);
    private static final ApiResource NAMESPACE = new ApiResource("v1", "Namespace", "namespaces", false);
    private static final ApiResource SECRET = new ApiResource("v1", "Secret", "secrets", true);
    private static final ApiResource SERVICE_ACCOUNT = new ApiResource("v1", "ServiceAccount", "serviceaccounts", true);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir Path folder;

    private final List<RealCluster> clusters = new ArrayList<>();
    private final String namespace = "fault-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();

    @BeforeEach
    void startClusters() {
        clusters.addAll(RealClusters.members("worker01", "worker02"));
    }

    private Map<String, Path> both() {
        var members = new LinkedHashMap<String, Path>();
        members.put("one", clusters.getFirst().kubeconfig());
        members.put("two", clusters.getLast().tokenKubeconfig());
        return members;
    }

    private PushedFleet fleet(int count, Map<String, Path> members) {
        ConfigMapWorkspace.write(folder.resolve("workspace"), namespace, count, members);
        return new PushedFleet(folder.resolve("workspace"), folder.resolve("state"));
    }

    private long pushed(PushedFleet fleet, String member) throws ClusterException {
        ClusterClient client = fleet.session.client(member).orElseThrow();
        return client.listAll(CONFIG_MAP, ListQuery.in(namespace)).stream().filter(object -> object.ownManager() != null).count();
    }

    /// Somebody edits a ConfigMap of the first member.
    private void edit(String name, String number) throws Exception {
        RealCluster cluster = clusters.getFirst();
        try (var http = HttpClient.newBuilder().sslContext(Pem.trusting(cluster.caFile())).build()) {
            var request = HttpRequest
                    .newBuilder(URI.create(cluster.server() + "/api/v1/namespaces/" + namespace + "/configmaps/" + name
                            + "?fieldManager=kubectl-edit"))
                    .header("Authorization", "Bearer " + cluster.token())
                    .header("Content-Type", PatchKind.MERGE.mediaType())
                    .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"data\":{\"number\":\"" + number + "\"}}")).build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anApiServerThatRestartsMidRunCostsNoObject() throws Exception {
        try (var fleet = fleet(200, both())) {
            var restarted = new AtomicBoolean();
            RunRecord run = fleet.session.run(fleet.prepare(SyncOptions.NORMAL.withPatience(12))).execute(event -> {
                if (event instanceof SyncEvent.StepFinished done && done.cluster().equals("one") && done.done() == 30 && restarted
                        .compareAndSet(false, true)) {
                    clusters.getFirst().restart();
                }
            });

            assertThat(restarted).isTrue();
            assertThat(run.end())
                    .as(() -> run.changes().stream().filter(entry -> entry.outcome().equals("failed")).limit(3).toList()
                            .toString())
                    .isEqualTo(RunRecord.End.COMPLETE);
            assertThat(pushed(fleet, "one")).isEqualTo(200);
            assertThat(fleet.prepare(SyncOptions.NORMAL).isEmpty()).isTrue();
        }
    }

    @Test
    void aMemberThatHangsDelaysNobodyAndIsFinishedWhenItWakes() throws Exception {
        try (var fleet = fleet(20, both())) {
            SyncPlan plan = fleet.prepare(SyncOptions.NORMAL.withPatience(20));
            clusters.getFirst().pause();
            var order = new ArrayList<String>();
            RunRecord run = fleet.session.run(plan).execute(event -> {
                if (event instanceof SyncEvent.MemberFinished finished) {
                    order.add(finished.cluster());
                    if (finished.cluster().equals("two")) clusters.getFirst().resume();
                }
            });

            assertThat(order).containsExactly("two", "one");
            assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
            assertThat(pushed(fleet, "one")).isEqualTo(20);
        }
    }

    @Test
    void aNetworkThatSpoilsAFifthOfAllRequestsCostsNoObject() throws Exception {
        try (var proxy = new FaultyProxy(clusters.getFirst(), 0.2, 7)) {
            var direct = new LinkedHashMap<String, Path>();
            direct.put("one", clusters.getFirst().kubeconfig());
            ConfigMapWorkspace.write(folder.resolve("workspace"), namespace, 300, direct);
            SyncPlan plan;
            RunRecord run;
            try (var fleet = new PushedFleet(folder.resolve("workspace"), folder.resolve("state"))) {
                plan = fleet.prepare(SyncOptions.NORMAL.withPatience(20));
            }
            Connection spoiled = Connection.local("one", proxy.address(), clusters.getFirst().token());
            try (ClusterClient client = KubeClusterClient.connect(spoiled, ConsentStore.NONE)) {
                Path other = folder.resolve("other-state");
                run = new FleetRun(plan, new ApplySet(namespace), _ -> Optional.of(client), new RunFiles(other),
                        Ledger.read(other), Clock
                                .systemUTC())
                        .execute(_ -> {});
            }
            assertThat(proxy.spoiled()).isGreaterThan(30);
            assertThat(run.end())
                    .as(() -> run.changes().stream().filter(entry -> !entry.outcome().equals("created")).limit(5).toList()
                            .toString())
                    .isEqualTo(RunRecord.End.COMPLETE);
            try (var fleet = new PushedFleet(folder.resolve("workspace"), folder.resolve("state"))) {
                assertThat(pushed(fleet, "one")).isEqualTo(300);
                assertThat(fleet.prepare(SyncOptions.NORMAL).isEmpty()).isTrue();
            }
        }
    }

    @Test
    void aRunThatIsKilledAtAnyMomentIsFinishedByTheNext() throws Exception {
        int kills = Integer.getInteger("flotilla.kills", 6);
        var random = new Random(42);
        for (int kill = 0; kill < kills; kill++) {
            String here = namespace + "-" + kill;
            Path workspace = folder.resolve("workspace-" + kill);
            Path state = folder.resolve("state-" + kill);
            ConfigMapWorkspace.write(workspace, here, 300, both());
            int moment = 1 + random.nextInt(500);
            killAfter(moment, workspace, state);

            try (var fleet = new PushedFleet(workspace, state)) {
                assertThat(fleet.session.interrupted()).as("killed after %s steps", moment).isPresent();
                RunRecord run = fleet.sync(SyncOptions.NORMAL);
                assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
                assertThat(run.members()).extracting(MemberSummary::total).allMatch(total -> total == 300 || total == 301);
                for (String member : List.of("one", "two")) {
                    var objects = fleet.session.client(member).orElseThrow().listAll(CONFIG_MAP, ListQuery.in(here)).stream()
                            .filter(
                                    object -> object.ownManager() != null)
                            .toList();
                    assertThat(objects).as("killed after %s steps, on %s", moment, member).hasSize(300)
                            .allMatch(object -> object.root().textAt("metadata", "labels", ApplySet.PART_OF) != null);
                }
                assertThat(fleet.session.interrupted()).isEmpty();
                delete(fleet, here);
            }
        }
    }

    private static void delete(PushedFleet fleet, String namespace) throws ClusterException {
        for (String member : List.of("one", "two")) {
            fleet.session.client(member).orElseThrow().delete(NAMESPACE, null, namespace, new DeleteOptions(
                    DeleteOptions.Propagation.BACKGROUND, null, false));
        }
    }

    /// Pushes in a child process and kills it with SIGKILL after that many outcomes, both members counted together.
    private static void killAfter(int moment, Path workspace, Path state) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                classPath, KilledRun.class.getName(), workspace.toString(), state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (int seen = 0; seen < moment; seen++) {
                String line = out.readLine();
                assertThat(line).as("the child got as far as step %s", seen).isNotNull().isNotEqualTo("end");
            }
            child.destroyForcibly().waitFor();
        }
    }

    /// A ServiceAccount that may do everything, and a kubeconfig with its token.
    private Path accountKubeconfig(ClusterClient admin, RealCluster cluster) throws Exception {
        admin.create(SERVICE_ACCOUNT, manifest(Map.of("apiVersion", "v1", "kind", "ServiceAccount", "metadata", Map.of("name",
                namespace, "namespace", "default"))), WriteOptions.NORMAL);
        admin.create(
                new ApiResource("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", false), manifest(
                        Map.of("apiVersion", "rbac.authorization.k8s.io/v1", "kind", "ClusterRoleBinding", "metadata",
                                Map.of("name",
                                        namespace),
                                "roleRef",
                                Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "ClusterRole", "name", "cluster-admin"),
                                "subjects",
                                List.of(Map.of("kind", "ServiceAccount", "name", namespace, "namespace", "default")))),
                WriteOptions.NORMAL);
        String token = until(() -> admin.listAll(SECRET, ListQuery.in("default")).stream()
                .filter(secret -> namespace.equals(secret.root().textAt("metadata", "annotations",
                        "kubernetes.io/service-account.name")))
                .map(secret -> secret.root().textAt("data", "token")).filter(java.util.Objects::nonNull).findFirst());
        String decoded = new String(java.util.Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        return Files.writeString(folder.resolve("account.kubeconfig"), Files.readString(cluster.tokenKubeconfig()).replace(
                cluster.token(), decoded));
    }

    private interface Look<T> {
        Optional<T> look() throws Exception;
    }

    /// Looks again and again until there is an answer.
    private static <T> T until(Look<T> look) throws Exception {
        long deadline = System.nanoTime() + PushedFleet.PATIENCE.toNanos();
        while (true) {
            Optional<T> answer = look.look();
            if (answer.isPresent()) return answer.get();
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static Manifest manifest(Map<String, Object> root) {
        return new Manifest((MapValue) Value.of(root));
    }

    @Test
    void aTokenThatIsRevokedMidRunEndsOnlyItsMemberAndALaterRunFinishes() throws Exception {
        RealCluster cluster = clusters.getFirst();
        try (ClusterClient admin = KubeClusterClient.connect(new Connection("admin", "test", cluster.server(), new Connection.Tls(
                Files.readString(cluster.caFile()), null, false), Connection.Login.token(cluster.token()), null, List.of()),
                ConsentStore.NONE)) {
            var members = new LinkedHashMap<String, Path>();
            members.put("one", accountKubeconfig(admin, cluster));
            members.put("two", clusters.getLast().kubeconfig());
            try (var fleet = fleet(300, members)) {
                SyncRun run = fleet.session.run(fleet.prepare(SyncOptions.NORMAL));
                var revoked = new AtomicBoolean();
                RunRecord record = run.execute(event -> {
                    fleet.events.add(event);
                    if (!(event instanceof SyncEvent.StepFinished done) || !done.cluster().equals("one") || done.done() < 40
                            || !revoked.compareAndSet(false, true))
                        return;
                    run.pause();
                    try {
                        admin.delete(SERVICE_ACCOUNT, "default", namespace, new DeleteOptions(
                                DeleteOptions.Propagation.BACKGROUND, null, false));
                        // API servers remember a token for some seconds.
                        until(() -> {
                            try {
                                String unused = fleet.session.client("one").orElseThrow().version();
                                fleet.session.client("one").orElseThrow().get(CONFIG_MAP, "default", "none");
                                return Optional.empty();
                            } catch (ClusterException e) {
                                return e.failure() instanceof ClusterFailure.Unauthorized ? Optional.of(true) : Optional.empty();
                            }
                        });
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    } finally {
                        run.resume();
                    }
                });

                assertThat(record.end()).isEqualTo(RunRecord.End.WITH_FAILURES);
                assertThat(record.members().getFirst().failed()).isPositive();
                assertThat(record.members().getLast().created()).isGreaterThanOrEqualTo(300);
                assertThat(record.changes()).filteredOn(entry -> entry.outcome().equals("failed")).isNotEmpty()
                        .allMatch(entry -> entry.code().equals("cluster.unauthorized"));
            }
            members.put("one", cluster.kubeconfig());
            try (var fleet = fleet(300, members)) {
                assertThat(fleet.sync(SyncOptions.NORMAL).end()).isEqualTo(RunRecord.End.COMPLETE);
                assertThat(pushed(fleet, "one")).isEqualTo(300);
            }
        }
    }

    @Test
    void whatQuotaOrAdmissionRefusesFailsWithTheServersWordsAndStopsNoOther() throws Exception {
        Path workspace = folder.resolve("workspace");
        ConfigMapWorkspace.write(workspace, namespace, 20, both());
        Files.writeString(workspace.resolve("claim.yaml"), """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: too-large, namespace: %1$s}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: claims, namespace: %1$s}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: PersistentVolumeClaim}]
                  placement: {clusterAffinity: {clusterNames: [one, two]}}
                """.formatted(namespace));
        try (var fleet = new PushedFleet(workspace, folder.resolve("state"))) {
            ClusterClient one = fleet.session.client("one").orElseThrow();
            one.create(NAMESPACE,
                    manifest(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", namespace))),
                    WriteOptions.NORMAL);
            var quota = new ApiResource("v1", "ResourceQuota", "resourcequotas", true);
            one.create(quota, manifest(Map.of("apiVersion", "v1", "kind", "ResourceQuota", "metadata", Map.of("name", "few",
                    "namespace", namespace), "spec", Map.of("hard", Map.of("count/configmaps", "8")))), WriteOptions.NORMAL);
            one.create(new ApiResource("v1", "LimitRange", "limitranges", true), manifest(Map.of("apiVersion", "v1", "kind",
                    "LimitRange", "metadata", Map.of("name", "small", "namespace", namespace), "spec", Map.of("limits", List.of(
                            Map.of("type", "PersistentVolumeClaim", "max", Map.of("storage", "1Gi")))))),
                    WriteOptions.NORMAL);
            until(() -> one.get(quota, namespace, "few").map(live -> live.root().textAt("status", "used", "count/configmaps")));
            // Admission looks at limits through a cache of its own.
            until(() -> {
                try {
                    one.create(new ApiResource("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true), manifest(Map.of(
                            "apiVersion", "v1", "kind", "PersistentVolumeClaim", "metadata", Map.of("name", "probe", "namespace",
                                    namespace),
                            "spec", Map.of("accessModes", List.of("ReadWriteOnce"), "resources", Map.of("requests", Map.of(
                                    "storage", "10Gi"))))),
                            new WriteOptions(false, true));
                    return Optional.empty();
                } catch (ClusterException e) {
                    return e.failure() instanceof ClusterFailure.Forbidden ? Optional.of(true) : Optional.empty();
                }
            });

            RunRecord run = fleet.sync(SyncOptions.NORMAL);

            var failed = run.changes().stream().filter(entry -> entry.outcome().equals("failed")).toList();
            assertThat(failed).as(run::toString).allMatch(entry -> entry.cluster().equals("one"))
                    .anyMatch(entry -> entry.why() != null && entry.why().arguments().toString().contains("exceeded quota"))
                    .anyMatch(entry -> entry.why() != null && entry.object().name().equals("too-large") && entry.why().arguments()
                            .toString().contains("maximum storage usage"));
            assertThat(run.members().getFirst().created() + failed.size()).isEqualTo(21);
            assertThat(run.members().getLast()).extracting(MemberSummary::failed, MemberSummary::conflicts).containsExactly(0, 0);

            one.delete(quota, namespace, "few", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
            RunRecord again = until(() -> {
                RunRecord next = fleet.sync(SyncOptions.NORMAL);
                return next.members().getFirst().failed() <= 1 ? Optional.of(next) : Optional.empty();
            });
            assertThat(again.members().getFirst().failed()).as("the claim is still too large").isEqualTo(1);
            assertThat(pushed(fleet, "one")).isEqualTo(20);
        }
    }

    @Test
    void whatAnotherManagerChangesMidRunEndsAsAConflictAndStopsNoOther() throws Exception {
        try (var fleet = fleet(10, both())) {
            fleet.sync(SyncOptions.NORMAL);
            Path file = folder.resolve("workspace").resolve("all.yaml");
            Files.writeString(file, Files.readString(file).replace("number: \"", "number: \"new-"));
        }
        try (var fleet = new PushedFleet(folder.resolve("workspace"), folder.resolve("state"))) {
            SyncPlan plan = fleet.prepare(SyncOptions.NORMAL);
            edit("c3", "theirs");
            RunRecord run = fleet.run(plan);

            assertThat(run.members()).extracting(MemberSummary::cluster, MemberSummary::updated, MemberSummary::conflicts)
                    .containsExactly(tuple("one", 9, 1), tuple("two", 10,
                            0));
            assertThat(fleet.events).anySatisfy(event -> {
                assertThat(event).isInstanceOf(SyncEvent.StepFinished.class);
                assertThat(((SyncEvent.StepFinished) event).outcome()).isInstanceOfSatisfying(StepOutcome.Conflicted.class,
                        conflicted -> assertThat(conflicted.conflicts()).singleElement().satisfies(conflict -> {
                            assertThat(conflict.owner()).isEqualTo("kubectl-edit");
                            assertThat(conflict.path()).hasToString("data.number");
                            assertThat(conflict.live()).isEqualTo(Value.text("theirs"));
                            assertThat(conflict.planned()).isEqualTo(Value.text("new-3"));
                        }));
            });
        }
    }

    @Test
    void aTerminatingNamespaceFailsOnlyWhatLivesInIt() throws Exception {
        try (var fleet = fleet(3, both())) {
            SyncPlan plan = fleet.prepare(SyncOptions.NORMAL);
            ClusterClient one = fleet.session.client("one").orElseThrow();
            one.create(NAMESPACE, new Manifest((MapValue) Value.of(Map.of("apiVersion", "v1", "kind",
                    "Namespace", "metadata", Map.of("name", namespace)))), WriteOptions.NORMAL);
            one.create(CONFIG_MAP, new Manifest((MapValue) Value.of(Map.of("apiVersion", "v1", "kind",
                    "ConfigMap", "metadata", Map.of("name", "stuck", "namespace", namespace, "finalizers", List.of(
                            "example.com/hold"))))),
                    WriteOptions.NORMAL);
            delete(fleet, namespace);

            RunRecord run = fleet.run(plan);

            assertThat(run.members()).extracting(MemberSummary::cluster, MemberSummary::failed).contains(tuple("two", 0));
            assertThat(run.members().getFirst().failed()).isGreaterThanOrEqualTo(3);
            one.patch(CONFIG_MAP, namespace, "stuck", PatchKind.MERGE,
                    MapValue.of("metadata", MapValue.of("finalizers", Value.NULL)),
                    WriteOptions.NORMAL);
        }
    }

    @Test
    void driftIsSeenByWatchWithItsManagerAlsoAfterTheApiServerRestarted() throws Exception {
        try (var fleet = fleet(5, both())) {
            fleet.sync(SyncOptions.NORMAL);
            var drifts = new java.util.concurrent.LinkedBlockingQueue<Drift>();
            try (var watch = fleet.session.watch(fleet.plan(),
                    status -> status.objects().stream().flatMap(object -> object.members()
                            .stream()).filter(cell -> cell.cluster().equals("one")).flatMap(cell -> cell.drift().stream())
                            .forEach(drifts::add))) {
                fleet.await(status -> status.isCurrent());
                clusters.getFirst().restart();
                edit("c1", "drifted");

                Drift drift = drifts.poll(PushedFleet.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
                assertThat(drift).as(() -> watch.current().toString()).isNotNull();
                assertThat(drift.path()).hasToString("data.number");
                assertThat(drift.live()).isEqualTo(Value.text("drifted"));
                assertThat(drift.planned()).isEqualTo(Value.text("1"));
                assertThat(drift.manager()).isEqualTo("kubectl-edit");
            }
        }
    }

    @Test
    void aTypeThatIsNotServedIsSkippedAndOneThatIsPushedAlongIsWaitedFor() throws Exception {
        String group = namespace + ".example.com";
        Path workspace = folder.resolve("workspace");
        ConfigMapWorkspace.write(workspace, namespace, 1, Map.of("one", clusters.getFirst().kubeconfig()));
        Files.writeString(workspace.resolve("types.yaml"), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.%1$s}
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                ---
                apiVersion: %1$s/v1
                kind: Widget
                metadata: {name: w, namespace: %2$s}
                spec: {size: 1}
                ---
                apiVersion: unknown.example.com/v1
                kind: Gadget
                metadata: {name: g, namespace: %2$s}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterPropagationPolicy
                metadata: {name: types}
                spec:
                  resourceSelectors:
                  - {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition}
                  - {apiVersion: %1$s/v1, kind: Widget}
                  - {apiVersion: unknown.example.com/v1, kind: Gadget}
                  placement: {clusterAffinity: {clusterNames: [one]}}
                """.formatted(group, namespace));
        try (var fleet = new PushedFleet(workspace, folder.resolve("state"))) {
            var planned = fleet.engine.plan(fleet.session.workspace(), Map.of(), Map.of(), null);
            RunRecord run = fleet.run(fleet.session.prepare(planned, java.util.Set.of(), SyncOptions.NORMAL));

            assertThat(run.changes()).as(() -> run.toString() + planned.diagnostics())
                    .extracting(entry -> entry.object().kind() + " " + entry
                            .outcome())
                    .contains("CustomResourceDefinition created", "Widget created", "Gadget skipped");
            ClusterClient client = fleet.session.client("one").orElseThrow();
            assertThat(client.apis().find(new TypeRef(group + "/v1", "Widget"))).isPresent();
            client.delete(client.apis().require(new TypeRef("apiextensions.k8s.io/v1", "CustomResourceDefinition")), null,
                    "widgets."
                            + group,
                    new DeleteOptions(
                            DeleteOptions.Propagation.BACKGROUND, null, false));
        }
    }
}
