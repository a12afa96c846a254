package dev.flotilla.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.cluster.kube.KubeClusterClient;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.sync.FleetRun;
import dev.flotilla.engine.sync.Ledger;
import dev.flotilla.engine.sync.RunFiles;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// What may go wrong with the connection to a member during a push, on real API servers: nothing lost, nothing double, and the others not held up.
/// `docs/reliability.md` names the promise behind each test.
@Tag("cluster")
@Timeout(300)
class RealFaultTest extends FaultFixture {
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
    void aTokenThatIsRevokedMidRunEndsOnlyItsMemberAndALaterRunFinishes() throws Exception {
        RealCluster cluster = clusters.getFirst();
        try (ClusterClient admin = admin(cluster)) {
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
    void aMemberWhoseTokenIsRevokedTurnsGreyThoughItsWatchStaysOpen() throws Exception {
        RealCluster cluster = clusters.getFirst();
        try (ClusterClient admin = admin(cluster)) {
            var members = new LinkedHashMap<String, Path>();
            members.put("one", accountKubeconfig(admin, cluster));
            members.put("two", clusters.getLast().kubeconfig());
            try (var fleet = fleet(5, members)) {
                fleet.sync(SyncOptions.NORMAL);
                try (var watch = fleet.session.watch(fleet.plan(), _ -> {})) {
                    until(() -> watch.current().isCurrent() ? Optional.of(true) : Optional.empty());

                    admin.delete(SERVICE_ACCOUNT, "default", namespace, new DeleteOptions(DeleteOptions.Propagation.BACKGROUND,
                            null, false));

                    FleetStatus grey = until(() -> Optional.of(watch.current()).filter(now -> !now.clusters().getFirst()
                            .answering()));
                    assertThat(grey.clusters().getFirst().failure()).isInstanceOf(ClusterFailure.Unauthorized.class);
                    assertThat(grey.clusters().getLast().answering()).isTrue();
                    assertThat(grey.objects()).allSatisfy(object -> {
                        assertThat(object.on("one").orElseThrow().stale()).isTrue();
                        assertThat(object.on("two").orElseThrow().stale()).isFalse();
                    });
                }
            }
        }
    }

    private static ClusterClient admin(RealCluster cluster) throws Exception {
        return KubeClusterClient.connect(new Connection("admin", "test", cluster.server(), new Connection.Tls(Files.readString(
                cluster.caFile()), null, false), Connection.Login.token(cluster.token()), null, List.of()), ConsentStore.NONE);
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
}
