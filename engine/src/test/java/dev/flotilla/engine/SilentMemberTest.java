package dev.flotilla.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.StatusWatch;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What a status says of a member is never older than it looks.
@Timeout(120)
class SilentMemberTest {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);
    private static final int EVERY_REQUEST = 1_000_000;

    @TempDir Path folder;

    private PushedFleet fleet() throws Exception {
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        ConfigMapWorkspace.write(workspace, "silent", 3, Map.of("one", folder));
        Files.writeString(workspace.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: silent}
                spec: {members: [{name: one, sandbox: {nodes: 1}}]}
                """);
        return new PushedFleet(workspace, folder.resolve("state"));
    }

    private static FleetStatus await(StatusWatch watch, Predicate<FleetStatus> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PushedFleet.PATIENCE.toNanos();
        while (true) {
            FleetStatus now = watch.current();
            if (wanted.test(now)) return now;
            assertThat(System.nanoTime()).as(now::toString).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static boolean answers(FleetStatus status) {
        return status.clusters().getFirst().answering();
    }

    private static MemberStatus cell(FleetStatus status, String name) {
        return status.objects().stream().filter(object -> object.object().name().equals(name)).findFirst().orElseThrow().members()
                .getFirst();
    }

    @Test
    void aMemberThatRefusesItsTokenIsGreyWithTheReasonThoughItsWatchStaysOpen() throws Exception {
        try (var fleet = fleet()) {
            assertThat(fleet.sync(SyncOptions.NORMAL).end()).isEqualTo(RunRecord.End.COMPLETE);
            SandboxCluster sandbox = fleet.session.sandbox("one").orElseThrow();
            try (var watch = fleet.session.watch(fleet.plan(), _ -> {})) {
                await(watch, status -> status.isCurrent() && answers(status));

                sandbox.failNext(401, EVERY_REQUEST);

                FleetStatus grey = await(watch, status -> !answers(status));
                assertThat(grey.clusters().getFirst().failure()).isInstanceOf(ClusterFailure.Unauthorized.class);
                assertThat(grey.clusters().getFirst().lastHeard()).as("how old the figures are").isNotNull();
                assertThat(cell(grey, "c1").stale()).isTrue();
                assertThat(cell(grey, "c1").seen()).isNotNull();
                assertThat(grey.isCurrent()).isFalse();
                assertThat(grey.phases()).containsOnlyKeys(Phase.UNKNOWN);

                sandbox.failNext(401, 0);
                await(watch, status -> status.isCurrent() && answers(status));
            }
        }
    }

    @Test
    void aMemberThatIsConnectedToAnewIsWatchedThroughTheNewConnection() throws Exception {
        try (var fleet = fleet()) {
            fleet.sync(SyncOptions.NORMAL);
            try (var watch = fleet.session.watch(fleet.plan(), _ -> {})) {
                await(watch, FleetStatus::isCurrent);
                ClusterClient before = fleet.session.client("one").orElseThrow();

                fleet.session.reconnect("one");
                await(watch, status -> answers(status) && fleet.session.client("one").filter(now -> now != before).isPresent());
                fleet.session.client("one").orElseThrow().delete(CONFIG_MAP, "silent", "c1", new DeleteOptions(
                        DeleteOptions.Propagation.BACKGROUND, null, false));

                FleetStatus now = await(watch, status -> cell(status, "c1").phase() == Phase.NOT_FOUND);
                assertThat(cell(now, "c1").stale()).isFalse();
                assertThat(cell(now, "c2").phase()).isEqualTo(Phase.CURRENT);
            }
        }
    }

    @Test
    void objectsOfATypeThatIsPushedAlongAreWatchedOnceItIsServed() throws Exception {
        try (var fleet = fleet()) {
            Files.writeString(folder.resolve("workspace/gadgets.yaml"), """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: gadgets.silent.example.com}
                    spec:
                      group: silent.example.com
                      scope: Namespaced
                      names: {plural: gadgets, singular: gadget, kind: Gadget, listKind: GadgetList}
                      versions:
                      - name: v1
                        served: true
                        storage: true
                        schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                    ---
                    apiVersion: silent.example.com/v1
                    kind: Gadget
                    metadata: {name: g, namespace: silent}
                    spec: {size: 1}
                    ---
                    apiVersion: policy.karmada.io/v1alpha1
                    kind: ClusterPropagationPolicy
                    metadata: {name: gadgets}
                    spec:
                      resourceSelectors:
                      - {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition}
                      - {apiVersion: silent.example.com/v1, kind: Gadget}
                      placement: {clusterAffinity: {clusterNames: [one]}}
                    """);
            var workspace = fleet.engine.open(folder.resolve("workspace"));
            // As KubeFed has it: what a member serves does not decide what it gets.
            var plan = fleet.engine.plan(workspace, Map.of(), Map.of(), null);
            try (var watch = fleet.session.watch(plan, _ -> {})) {
                await(watch, status -> answers(status) && cell(status, "g").phase() == Phase.NOT_FOUND);

                assertThat(fleet.run(fleet.session.prepare(plan, Set.of(), SyncOptions.NORMAL)).end()).isEqualTo(
                        RunRecord.End.COMPLETE);

                await(watch, status -> cell(status, "g").phase() == Phase.CURRENT);
            }
        }
    }
}
