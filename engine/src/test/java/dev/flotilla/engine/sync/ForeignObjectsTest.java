package dev.flotilla.engine.sync;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterComparison;
import dev.flotilla.engine.diff.Departures;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.diff.OwnObjects;
import dev.flotilla.engine.diff.Verified;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ForeignObjectsTest extends FakeFleet {
    @Test
    void aFieldThatSomebodyElseSetIsAConflictWithOwnerAndBothValues() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        eu().edit("kubectl-edit", A, FieldPath.of("data", "key"), Value.text("mine"));

        SyncPlan plan = plan(SyncOptions.NORMAL, configMap("a", "1"));
        RunRecord run = run(plan).execute(events::add);

        assertThat(plan.members().getFirst().steps()).singleElement().isInstanceOfSatisfying(Change.Conflict.class,
                conflict -> assertThat(conflict.conflicts()).containsExactly(new FieldConflict(FieldPath.of("data", "key"),
                        "kubectl-edit", Value.text("mine"), Value.text("1"))));
        assertThat(run.members().getFirst().conflicts()).isEqualTo(1);
        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("mine");

        run(plan.decide("eu", A, FieldPath.of("data", "key"), Decision.TAKE_OVER)).execute(events::add);
        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("1");
        assertThat(events).anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(SyncEvent.TakesOver.class,
                taken -> assertThat(taken.owner()).isEqualTo("kubectl-edit")));
    }

    @Test
    void aFieldThatIsLeftIsNotSent() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        eu().edit("kubectl-edit", A, FieldPath.of("data", "key"), Value.text("mine"));

        RunRecord run = run(plan(SyncOptions.NORMAL, configMap("a", "1")).decide("eu", A, null, Decision.LEAVE))
                .execute(events::add);

        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("mine");
        assertThat(run.members().getFirst().conflicts()).isZero();
    }

    @Test
    void whatSomebodyElseMadeIsTakenOverOnlyWhereThePolicySaysSoAndNeverPruned() {
        MapValue theirs = (MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "a",
                "namespace", "default"), "data", Map.of("key", "theirs")));
        eu().make("helm", theirs);

        RunRecord refused = sync(SyncOptions.NORMAL, configMap("a", "ours"));
        assertThat(refused.members().getFirst().conflicts()).isEqualTo(1);

        Desired adopting = desired(configMap("a", "ours").manifest().root(), new Delivery(true, false, false));
        sync(SyncOptions.NORMAL, adopting);
        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("ours");

        sync(SyncOptions.NORMAL.withPrune(true));
        assertThat(eu().find(A)).as("Flotilla did not make it").isPresent();
    }

    @Test
    void aCopyOfAnObjectBearsTheSetsLabelAndIsNotPruned() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        MapValue copy = eu().find(A).orElseThrow().withoutManagers().root();
        eu().make("kubectl-client-side-apply", copy.with("metadata", copy.mapAt("metadata").without("uid").with("name",
                Value.text("copy"))));

        assertThat(plan(SyncOptions.NORMAL).members().getFirst().pending()).extracting(change -> change.ref().name())
                .containsExactly("a");
        sync(SyncOptions.NORMAL.withPrune(true));

        assertThat(eu().keys()).extracting(ObjectKey::name).contains("copy").doesNotContain("a");
    }

    @Test
    void whatBelongsToAnotherApplySetIsNotTakenOver() {
        new FleetRun(SyncPlan.of(new FleetDiff("hash", List.of(new ClusterComparison(eu(), new ApplySet("other"), (one, _) -> one
                .manifest(), Accepted.NOTHING, Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL)
                .compare(List.of(configMap("a", "theirs"))))),
                SyncOptions.NORMAL),
                new ApplySet("other"), name -> Optional.ofNullable(clusters.get(name)), new RunFiles(state.resolve("other")),
                Ledger.read(state.resolve("other")), Clock.systemUTC()).execute(_ -> {});

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "ours"));

        assertThat(run.members().getFirst().conflicts()).isEqualTo(1);
        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("theirs");
    }

    @Test
    void whatIsPreservedIsLetGoOfAndStaysAlsoWhenThePolicySaidSoLater() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        Desired preserved = desired(configMap("a", "1").manifest().root(), new Delivery(false, true, false));
        sync(SyncOptions.NORMAL, preserved);

        RunRecord run = sync(SyncOptions.NORMAL.withPrune(true));

        assertThat(run.changes()).singleElement().extracting(RunRecord.Entry::outcome).isEqualTo("released");
        assertThat(eu().find(A)).hasValueSatisfying(live -> assertThat(set.holds(live)).isFalse());
        assertThat(sync(SyncOptions.NORMAL.withPrune(true)).changes()).isEmpty();
    }
}
