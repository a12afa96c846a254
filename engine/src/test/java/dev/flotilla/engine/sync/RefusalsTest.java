package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FakeCluster;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RefusalsTest extends FakeFleet {
    @Test
    void passingFailuresAreTriedAgain() {
        var refusals = new AtomicInteger();
        eu().refuse(call -> call.endsWith("/a") && refusals.getAndIncrement() < 2
                ? new ClusterFailure.ServerError(500, "etcdserver: leader changed", Duration.ZERO)
                : null);

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "1"));

        assertThat(run.members().getFirst().created()).isEqualTo(1);
        assertThat(events).filteredOn(SyncEvent.StepDelayed.class::isInstance).hasSize(2);
    }

    @Test
    void aRefusedObjectStopsNoOther() {
        eu().refuse(call -> call.endsWith("/a") ? new ClusterFailure.Forbidden("exceeded quota") : null);

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));

        assertThat(run.members().getFirst().created()).isEqualTo(1);
        assertThat(run.members().getFirst().failed()).isEqualTo(1);
        assertThat(run.end()).isEqualTo(RunRecord.End.WITH_FAILURES);
    }

    @Test
    void aFailedNamespaceSkipsOnlyWhatLivesInIt() {
        eu().refuse(call -> call.equals("apply Namespace shop") ? new ClusterFailure.Forbidden("no") : null);
        Desired inside = desired(
                Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "x", "namespace",
                        "shop"))),
                Delivery.NORMAL);
        Desired namespace = desired(Value.of(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "shop"))),
                Delivery.NORMAL);

        sync(SyncOptions.NORMAL, namespace, inside, configMap("a", "1"));

        assertThat(eu().writes()).doesNotContain("apply ConfigMap shop/x").contains("apply ConfigMap default/a");
        assertThat(events).filteredOn(SyncEvent.StepFinished.class::isInstance)
                .extracting(event -> ((SyncEvent.StepFinished) event)
                        .outcome())
                .contains(new StepOutcome.Skipped(new SkipReason.DependencyFailed("Namespace shop")));
    }

    @Test
    void aMemberThatDoesNotAnswerIsGivenUpAndTheOtherIsDone() {
        clusters.put("us", new FakeCluster("us"));
        eu().refuse(_ -> new ClusterFailure.Refused("eu:6443"));
        Desired[] many = IntStream.range(0, 50).mapToObj(i -> configMap("many-" + i, "1"))
                .toArray(Desired[]::new);

        RunRecord run = sync(SyncOptions.NORMAL.withPatience(2), many);

        assertThat(run.members().getLast()).extracting(MemberSummary::cluster, MemberSummary::created).containsExactly("us", 50);
        assertThat(run.members().getFirst()).extracting(MemberSummary::cluster, MemberSummary::failed).containsExactly("eu", 50);
        assertThat(events).anyMatch(SyncEvent.CircuitOpened.class::isInstance);
    }
}
