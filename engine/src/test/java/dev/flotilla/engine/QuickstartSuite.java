package dev.flotilla.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Both walk-throughs, from text to available replicas, on whatever clusters a subclass brings.
abstract class QuickstartSuite {
    @TempDir Path folder;

    /// Kubeconfigs of as many clusters as there are names, in their order.
    abstract List<Path> kubeconfigs(String... names);

    private QuickstartWorkspace workspace(String sample, String... members) {
        var access = new LinkedHashMap<String, Path>();
        List<Path> kubeconfigs = kubeconfigs("worker01", "worker02");
        for (int i = 0; i < members.length; i++) {
            access.put(members[i], kubeconfigs.get(i));
        }
        return QuickstartWorkspace.copy(sample, folder.resolve(sample + "-" + ProcessHandle.current().pid()), access);
    }

    @Test
    void theKarmadaWalkThroughRunsFromTextToAvailableReplicasAndAway() throws Exception {
        var workspace = workspace("quickstart-karmada", "karmada-worker01", "karmada-worker02");
        walkThrough(workspace, "karmada-nginx", Map.of("karmada-worker01", 1, "karmada-worker02", 2),
                Map.of("karmada-worker01", 2,
                        "karmada-worker02", 2),
                text -> text.replace("weight: 2", "weight: 1").replace("replicas: 3", "replicas: 4"));
    }

    @Test
    void theKubeFedWalkThroughRunsFromTextToAvailableReplicasAndAway() throws Exception {
        var workspace = workspace("quickstart-kubefed", "fed-worker01", "fed-worker02");
        walkThrough(workspace, "fed-nginx", Map.of("fed-worker01", 2, "fed-worker02", 1),
                Map.of("fed-worker01", 2, "fed-worker02", 2),
                text -> text.replace("replicas: 1", "replicas: 2"));
    }

    private void walkThrough(QuickstartWorkspace workspace, String name, Map<String, Integer> first, Map<String, Integer> second,
            java.util.function.UnaryOperator<String> edit) throws Exception {
        Path state = folder.resolve("state");
        try (var fleet = new PushedFleet(workspace.folder(), state)) {
            assertThat(fleet.plan().diagnostics()).noneMatch(finding -> finding.severity() == Severity.ERROR);
            RunRecord run = fleet.sync(SyncOptions.NORMAL);
            assertThat(run.end()).as(() -> fleet.events.toString()).isEqualTo(RunRecord.End.COMPLETE);
            assertThat(run.members()).allMatch(member -> member.created() > 0 && member.failed() == 0);

            var status = fleet.await(seen -> seen.isCurrent() && PushedFleet.available(seen, name).equals(first));
            assertThat(status.drifted()).as(() -> status.objects().toString()).isZero();

            RunRecord again = fleet.sync(SyncOptions.NORMAL);
            assertThat(again.members()).allMatch(member -> member.unchanged() == member.total());
            assertThat(fleet.events).as("nothing is sent where nothing differs")
                    .noneMatch(SyncEvent.StepStarted.class::isInstance);
        }
        workspace.edit(edit);
        try (var fleet = new PushedFleet(workspace.folder(), state)) {
            RunRecord run = fleet.sync(SyncOptions.NORMAL);
            assertThat(run.end()).as(() -> fleet.events.toString()).isEqualTo(RunRecord.End.COMPLETE);
            fleet.await(seen -> seen.isCurrent() && PushedFleet.available(seen, name).equals(second));
            assertThat(fleet.session.history()).hasSize(3);
        }
        workspace.edit(_ -> "");
        try (var fleet = new PushedFleet(workspace.folder(), state)) {
            var kept = fleet.prepare(SyncOptions.NORMAL);
            assertThat(kept.isEmpty()).as("nothing is deleted unless that is asked for").isTrue();
            assertThat(kept.members())
                    .allMatch(member -> member.pending().stream().anyMatch(change -> change.ref().name().equals(name)));

            RunRecord run = fleet.sync(SyncOptions.NORMAL.withPrune(true));
            assertThat(run.members()).as(() -> fleet.events.toString())
                    .allMatch(member -> member.deleted() > 0 && member.failed() == 0);
            assertThat(fleet.events).filteredOn(SyncEvent.StepFinished.class::isInstance).extracting(
                    event -> ((SyncEvent.StepFinished) event).outcome()).allMatch(StepOutcome.Pruned.class::isInstance);
        }
    }

    @Test
    void aDeadMemberDoesNotStopTheOther() throws Exception {
        var workspace = workspace("quickstart-karmada", "karmada-worker01");
        Path kubeconfig = folder.resolve("dead.kubeconfig");
        java.nio.file.Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: dead
                clusters: [{name: dead, cluster: {server: "https://127.0.0.1:1"}}]
                contexts: [{name: dead, context: {cluster: dead, user: dead}}]
                users: [{name: dead, user: {token: none}}]
                """);
        java.nio.file.Files.writeString(workspace.folder().resolve("flotilla.yaml"), "  - {name: karmada-worker02, kubeconfig: \""
                + kubeconfig + "\"}\n", java.nio.file.StandardOpenOption.APPEND);
        workspace.edit(text -> text.replace("karmada-nginx", "half-dead-nginx"));
        try (var fleet = new PushedFleet(workspace.folder(), folder.resolve("state"))) {
            // The plan would move everything to the living one; what counts here is a member that dies between plan and push.
            var planned = fleet.engine.plan(fleet.session.workspace(), Map.of(), Map.of(), null);
            RunRecord run = fleet.run(fleet.session.prepare(planned, java.util.Set.of(), SyncOptions.NORMAL));

            assertThat(run.end()).isEqualTo(RunRecord.End.WITH_FAILURES);
            assertThat(run.members()).extracting(MemberSummary::cluster, MemberSummary::created, MemberSummary::failed)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("karmada-worker01", 1, 0),
                            org.assertj.core.groups.Tuple.tuple(
                                    "karmada-worker02", 0, 1));
            var status = fleet.session.status(planned);
            assertThat(status.objects().getFirst().on("karmada-worker02")).get().satisfies(cell -> {
                assertThat(cell.phase()).isEqualTo(Phase.UNKNOWN);
                assertThat(cell.seen()).isNull();
            });
        }
    }
}
