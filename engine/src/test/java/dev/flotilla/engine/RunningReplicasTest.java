package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.plan.Division.Certainty;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What members run decides how KubeFed divides; here they are asked.
class RunningReplicasTest {
    private static final String WORKSPACE = """
            apiVersion: flotilla.dev/v1alpha1
            kind: Workspace
            metadata: {name: running}
            spec:
              members:
              - {name: small, sandbox: {nodes: 1, cpu: "1", memory: 4Gi, pods: 20}}
              - {name: large, sandbox: {nodes: 1, cpu: "16", memory: 64Gi, pods: 100}}
            """;

    private static final String PREFERENCE = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: shop, namespace: shop}
            spec: {template: {}, placement: {clusterSelector: {}}}
            ---
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedDeployment
            metadata: {name: web, namespace: shop}
            spec:
              template:
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - {name: web, image: nginx, resources: {requests: {cpu: 400m}}}
              placement: {clusterSelector: {}}
            ---
            apiVersion: scheduling.kubefed.io/v1alpha1
            kind: ReplicaSchedulingPreference
            metadata: {name: web, namespace: shop}
            spec:
              targetKind: FederatedDeployment
              totalReplicas: 8
              rebalance: REBALANCE
              clusters: {"*": {weight: 1}}
            """;

    @TempDir Path folder;

    private static ObjectPlan web(FleetPlan plan) {
        return plan.objects().stream().filter(object -> object.ref().kind().equals("Deployment")).findFirst().orElseThrow();
    }

    private static String split(FleetPlan plan) {
        var web = web(plan);
        return "small=" + web.on("small").orElseThrow().replicas() + " large=" + web.on("large").orElseThrow().replicas();
    }

    private static FleetPlan plan(Engine engine, FleetSession session) {
        FleetPlan blind = engine.plan(session.workspace(), session.observed(), session.previous(), null);
        return engine.plan(session.workspace(), session.observed(), session.previous(), session.running(blind), blind);
    }

    private Map<String, Running> awaitSeen(Engine engine, FleetSession session, java.util.function.Predicate<Running> small)
            throws InterruptedException {
        long deadline = System.nanoTime() + PushedFleet.PATIENCE.toNanos();
        while (true) {
            FleetPlan blind = engine.plan(session.workspace(), session.observed(), session.previous(), null);
            Map<String, Running> seen = session.running(blind).getOrDefault(web(blind).key(), Map.of());
            Running there = seen.get("small");
            if (there != null && small.test(there)) return seen;
            assertThat(System.nanoTime()).as("still %s", seen).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    @Test
    void podsThatFindNoNodeMoveReplicasElsewhere() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("flotilla.yaml"), WORKSPACE);
        Files.writeString(folder.resolve("web.yaml"), PREFERENCE.replace("REBALANCE", "true"));
        Engine engine = Engine.standard();
        var later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
        var standard = SessionOptions.standard(_ -> false).withState(folder.resolve("state"));
        var options = new SessionOptions(standard.consent(), standard.state(), standard.environment(), standard.home(), later);
        try (var session = FleetSession.open(engine, engine.open(folder), options)) {
            assertThat(session.awaitFirstAnswers(PushedFleet.PATIENCE)).isTrue();
            FleetPlan fresh = plan(engine, session);
            assertThat(split(fresh)).isEqualTo("small=4 large=4");
            assertThat(web(fresh).division().certainty()).isEqualTo(Certainty.EXACT);

            RunRecord run = session.run(session.prepare(fresh, Set.of(), SyncOptions.NORMAL)).execute(_ -> {});
            assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
            Map<String, Running> seen = awaitSeen(engine, session, small -> small.capacity() != null
                    && Long.valueOf(2).equals(small.current()));
            assertThat(seen.get("small")).isEqualTo(new Running(2L, 2L, false));

            FleetPlan full = plan(engine, session);
            // The planner still asks the full member for what it cannot hold, so that KubeFed may try again.
            assertThat(split(full)).isEqualTo("small=4 large=6");
            assertThat(web(full).division().arithmetic().rows()).anyMatch(row -> row.cells().getFirst()
                    .equals("cell.kubefed.overflow") && "small".equals(row.goesTo()));
        }
    }

    @Test
    void whatWasScaledByHandStaysWhereItRuns() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("flotilla.yaml"), WORKSPACE.replace("cpu: \"1\"", "cpu: \"16\""));
        Files.writeString(folder.resolve("web.yaml"), PREFERENCE.replace("REBALANCE", "false"));
        try (var fleet = new PushedFleet(folder, folder.resolve("state"))) {
            assertThat(fleet.sync(SyncOptions.NORMAL).end()).isEqualTo(RunRecord.End.COMPLETE);
            var client = fleet.session.client("small").orElseThrow();
            var type = client.apis().require(new dev.flotilla.engine.documents.TypeRef("apps/v1", "Deployment"));
            client.patch(type, "shop", "web", dev.flotilla.engine.cluster.PatchKind.MERGE,
                    dev.flotilla.engine.value.Json.read("{\"spec\": {\"replicas\": 7}}"),
                    dev.flotilla.engine.cluster.WriteOptions.NORMAL);
            awaitSeen(fleet.engine, fleet.session, small -> Long.valueOf(7).equals(small.current()));

            assertThat(split(plan(fleet.engine, fleet.session))).isEqualTo("small=7 large=1");
        } catch (dev.flotilla.engine.cluster.ClusterException e) {
            throw new AssertionError(e);
        }
    }
}
