package dev.flotilla.engine.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// What a run leaves behind: its journal, the ledger, its note in the member.
@Timeout(60)
class RunRecordTest extends FakeFleet {
    private static final String PLANTED = "hunter2-planted-secret";

    @Test
    void nothingIsSentWhereTheJournalCannotBeWritten() throws IOException {
        Files.writeString(state.resolve("runs"), "a file where a folder should be");

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "1"));

        assertThat(eu().writes()).isEmpty();
        assertThat(run.end()).isEqualTo(RunRecord.End.WITH_FAILURES);
        assertThat(run.members().getFirst().failed()).isEqualTo(1);
        assertThat(events).filteredOn(SyncEvent.Stopped.class::isInstance).singleElement()
                .isInstanceOfSatisfying(SyncEvent.Stopped.class, stopped -> assertThat(stopped.why().reason().arguments())
                        .contains(state.resolve("runs").toString()));
    }

    @Test
    void aLineThatTheDiskCutOffHidesNoOther() throws IOException {
        Path runs = Files.createDirectories(state.resolve("runs"));
        Files.writeString(runs.resolve("20260101-000000-000.journal"), """
                {"t":"run","id":"20260101-000000-000","plan":"h","at":"2026-01-01T00:00:00Z","pid":1,"members":{"eu":0}}
                {"t":"wave","cluster":"eu","steps":[{"apiVersion":"v1","kind":"ConfigMap","namespace":"default","name":"a"}]}
                {"t":"done","cluster":"eu","obj
                {"t":"end","at":"2026-01-01T00:00:01Z","end":"WITH_FAILURES"}
                """);

        RunRecord run = new RunFiles(state).runs().getFirst();

        assertThat(run.end()).isEqualTo(RunRecord.End.WITH_FAILURES);
        assertThat(run.inFlight()).extracting(entry -> entry.object().name()).containsExactly("a");
    }

    @Test
    void anInterruptedRunTellsWhatWasInFlight() throws IOException {
        Path runs = state.resolve("runs");
        Files.createDirectories(runs);
        long dead = new ProcessBuilder("true").start().toHandle().pid();
        Files.writeString(runs.resolve("20260101-000000-000.journal"),
                """
                        {"t":"run","id":"20260101-000000-000","plan":"h","at":"2026-01-01T00:00:00Z","pid":%d,"members":{"eu":0}}
                        {"t":"wave","cluster":"eu","steps":[{"apiVersion":"v1","kind":"ConfigMap","namespace":"default","name":"a"},\
                        {"apiVersion":"v1","kind":"ConfigMap","namespace":"default","name":"b"}]}
                        {"t":"done","cluster":"eu","object":{"apiVersion":"v1","kind":"ConfigMap","namespace":"default","name":"a"},"outcome":"created"}
                        {"t":"done","clus"""
                        .formatted(dead + 4_000_000));

        RunRecord run = new RunFiles(state).runs().getFirst();

        assertThat(run.end()).isEqualTo(RunRecord.End.INTERRUPTED);
        assertThat(run.inFlight()).extracting(entry -> entry.object().name()).containsExactly("b");
        assertThat(run.changes()).extracting(entry -> entry.object().name()).containsExactly("a");
    }

    @Test
    void aRetryIsAboutWhatFailedAndNothingElseAndClaimsNotToHaveDoneAll() throws IOException {
        eu().refuse(call -> call.endsWith("/b") ? new ClusterFailure.Forbidden("no") : null);
        RunRecord first = sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        assertThat(first.changes()).extracting(entry -> entry.object().name() + " " + entry.outcome()).containsExactlyInAnyOrder(
                "a created", "b failed");
        eu().refuse(null);
        SyncPlan whole = plan(SyncOptions.NORMAL, configMap("a", "2"), configMap("b", "1"), configMap("c", "1"));

        SyncPlan again = whole.retrying(first);

        assertThat(again.members().getFirst().steps()).extracting(step -> step.key().name()).containsExactly("b");
        assertThat(again.members().getFirst().pending()).extracting(step -> step.key().name()).containsExactlyInAnyOrder("a",
                "c");
        RunRecord second = run(again).execute(events::add);
        assertThat(second.changes()).extracting(entry -> entry.object().name() + " " + entry.outcome()).containsExactly(
                "b created");
        assertThat(Ledger.read(state).plan("eu")).as("what self-healing may restore").isNotEqualTo(whole.members().getFirst()
                .hash());
    }

    @Test
    void aPlanCountsAsPushedOnlyWhenAllOfItCameThrough() {
        SyncPlan first = plan(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        String hash = first.members().getFirst().hash();
        eu().refuse(call -> call.equals("apply ConfigMap default/b") ? new ClusterFailure.Invalid("no") : null);
        assertThat(run(first).execute(events::add).end()).isEqualTo(RunRecord.End.WITH_FAILURES);
        assertThat(Ledger.read(state).plan("eu")).isEmpty();
        assertThat(pushedPlanOfTheLease()).isEmpty();

        eu().refuse(null);
        sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        assertThat(Ledger.read(state).plan("eu")).isEqualTo(hash);
        assertThat(pushedPlanOfTheLease()).isEqualTo(hash);

        eu().edit("kubectl-edit", A, FieldPath.of("data", "key"), Value.text("mine"));
        sync(SyncOptions.NORMAL, configMap("a", "2"), configMap("b", "2"));
        assertThat(Ledger.read(state).plan("eu")).as("a conflict is left open in the new one, and the old one is gone").isEmpty();
        assertThat(pushedPlanOfTheLease()).isEmpty();
    }

    @Test
    void whatIsPushedOfOneObjectIsNotThePlan() {
        SyncPlan plan = plan(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));

        run(plan.about(A)).execute(events::add);

        assertThat(eu().keys()).extracting(ObjectKey::name).contains("a").doesNotContain("b");
        assertThat(Ledger.read(state).plan("eu")).isEmpty();
        assertThat(pushedPlanOfTheLease()).isEmpty();
    }

    private String pushedPlanOfTheLease() {
        var lease = new ObjectKey("coordination.k8s.io", "Lease", ApplySet.NAMESPACE, set.parent());
        return eu().find(lease).orElseThrow().root().textAt("metadata", "annotations", "flotilla.dev/plan");
    }

    @Test
    void noSecretValueAppearsInEventsJournalOrLedger() throws IOException {
        String encoded = Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8));
        sync(SyncOptions.NORMAL, secret("s", PLANTED));
        eu().edit("kubectl-edit", new ObjectKey("", "Secret", "default", "s"), FieldPath.of("data", "password"),
                Value.text("b3RoZXI="));
        sync(SyncOptions.NORMAL, secret("s", PLANTED));
        sync(SyncOptions.NORMAL.withTakeOver(true), secret("s", PLANTED + "2"));

        assertThat(events.toString()).contains("data").doesNotContain(PLANTED, encoded, "b3RoZXI=");
        try (var files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(PLANTED, encoded, "b3RoZXI=");
            }
        }
        assertThat(eu().find(new ObjectKey("", "Secret", "default", "s")).orElseThrow().root().textAt("data", "password"))
                .as("the secret itself was pushed").isNotEqualTo("b3RoZXI=");
    }

    private static Desired secret(String name, String value) {
        return desired(
                Value.of(Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", name, "namespace", "default"),
                        "stringData", Map.of("password", value))),
                Delivery.NORMAL);
    }
}
