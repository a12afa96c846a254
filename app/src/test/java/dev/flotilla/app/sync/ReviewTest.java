package dev.flotilla.app.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.sync.Decision;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReviewTest {
    private static final ObjectRef WEB = new ObjectRef("apps/v1", "Deployment", "shop", "web");
    private static final ObjectRef OLD = new ObjectRef("v1", "ConfigMap", "shop", "old");

    private final Review review = new Review();

    private static FleetPlan plan(String hash) {
        return new FleetPlan(Fleet.EMPTY, List.of(), List.of(), hash, Map.of());
    }

    private static FleetDiff found(Change... changes) {
        return new FleetDiff("h", List.of(new ClusterDiff("eu", List.of(), List.of(changes), null)));
    }

    private static Change conflict(String... fields) {
        return new Change.Conflict(WEB, new Manifest(MapValue.EMPTY), List.of(), List.of(fields).stream()
                .map(field -> new FieldConflict(FieldPath.of("spec", field), "kubectl-edit", Value.number(5), Value.number(2)))
                .toList(), false);
    }

    @Test
    void aDecisionHoldsOnWhenItIsComparedAgain() {
        review.compared(plan("aaaaaaaa"), found(conflict("replicas", "paused")));
        review.decide(review.conflicts().getFirst(), Decision.TAKE_OVER);

        review.compared(plan("aaaaaaaa"), found(conflict("replicas", "paused")));

        assertThat(review.conflicts()).extracting(ConflictRow::decision).containsExactly(Decision.TAKE_OVER, null);
        assertThat(review.asksForPush()).isTrue();
    }

    @Test
    void whatGoesAwayGoesOnlyWherePruningIsWanted() {
        review.compared(plan("aaaaaaaa"), found(new Change.Prune(OLD, "uid")));
        assertThat(review.goesAway()).containsExactly(Map.entry("eu", List.of(OLD)));
        assertThat(review.toPush()).isEqualTo(1);

        review.pruneProperty().set(false);

        assertThat(review.goesAway()).isEmpty();
        assertThat(review.toPush()).isZero();
        assertThat(review.asksForPush()).isFalse();
    }

    @Test
    void anotherPlanMakesItOutdatedAndAnApprovalIsOfOneComparison() {
        assertThat(review.isOutdated(plan("aaaaaaaa"))).as("nothing was reviewed yet").isFalse();
        review.compared(plan("aaaaaaaa"), found());
        review.approve(Instant.EPOCH);
        assertThat(review.planMark()).isEqualTo("aaaaaa");
        assertThat(review.isOutdated(plan("aaaaaaaa"))).isFalse();
        assertThat(review.isOutdated(plan("bbbbbbbb"))).isTrue();

        review.compared(plan("bbbbbbbb"), found());

        assertThat(review.approvedProperty().get()).isNull();
    }
}
