package dev.flotilla.engine.sync;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FleetRunTest extends FakeFleet {
    @Test
    void whatIsAsPlannedCostsNoWrite() {
        sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        int before = eu().writes().size();

        RunRecord again = sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));

        assertThat(eu().writes()).hasSize(before);
        assertThat(again.members().getFirst().unchanged()).isEqualTo(2);
        assertThat(again.end()).isEqualTo(RunRecord.End.COMPLETE);
    }

    @Test
    void oneChangedFieldIsOneRequest() {
        sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        int before = eu().writes().size();

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "2"), configMap("b", "1"));

        assertThat(eu().writes().subList(before, eu().writes().size())).containsExactly("apply ConfigMap default/a");
        assertThat(run.changes()).containsExactly(new RunRecord.Entry("eu", configMap("a", "2").ref(), "configured", List.of(
                "data.key"), null));
    }

    @Test
    void whatNoPlanNamesAnyMoreIsPrunedOnlyOnRequest() {
        eu().make("helm", (MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "other",
                "namespace", "default"))));
        sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));

        SyncPlan shown = plan(SyncOptions.NORMAL, configMap("b", "1"));
        assertThat(shown.isEmpty()).isTrue();
        assertThat(shown.members().getFirst().pending()).extracting(change -> change.ref().name()).containsExactly("a");

        RunRecord run = sync(SyncOptions.NORMAL.withPrune(true), configMap("b", "1"));
        assertThat(run.members().getFirst().deleted()).isEqualTo(1);
        assertThat(eu().keys()).extracting(ObjectKey::name).contains("b", "other").doesNotContain("a");
    }

    @Test
    void aPrunedObjectThatIsHeldUpSaysByWhat() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        eu().edit("somebody", A, FieldPath.of("metadata", "finalizers"), Value.of(List.of("example.com/hold")));

        RunRecord run = sync(SyncOptions.NORMAL.withPrune(true));

        assertThat(run.members().getFirst().deleted()).isEqualTo(1);
        assertThat(run.changes()).singleElement().satisfies(entry -> assertThat(entry.why())
                .isEqualTo(new StepOutcome.Why("sync.terminating", List.of("example.com/hold"))));
    }

    @Test
    void aDryRunWritesNothing() {
        RunRecord run = sync(SyncOptions.NORMAL.withDryRun(SyncOptions.DryRun.CLIENT), configMap("a", "1"));

        assertThat(eu().writes()).isEmpty();
        assertThat(run.members().getFirst().created()).isEqualTo(1);
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void whatIsSuspendedIsNotSentAndIsNoFailure() {
        Desired suspended = desired(configMap("a", "1").manifest().root(), new Delivery(false, false, true));

        RunRecord run = sync(SyncOptions.NORMAL, suspended, configMap("b", "1"));

        assertThat(eu().keys()).doesNotContain(A);
        assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(run.members().getFirst()).extracting(MemberSummary::created, MemberSummary::unchanged, MemberSummary::failed)
                .containsExactly(1, 1, 0);
    }

    @Test
    void whatLivesInASuspendedNamespaceIsSuspendedAsLongAsThatIsNotThere() {
        var suspended = new Delivery(false, false, true);
        Desired inside = desired(Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "in",
                "namespace", "shop"))), Delivery.NORMAL);

        RunRecord run = sync(SyncOptions.NORMAL, namespace("shop", suspended), inside);

        assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(eu().keys()).extracting(ObjectKey::name).doesNotContain("shop", "in");
        assertThat(run.changes()).extracting(entry -> entry.object().name() + " " + entry.code()).containsExactlyInAnyOrder(
                "shop sync.suspended", "in sync.namespace-suspended");
        assertThat(run.members().getFirst().failed()).isZero();

        eu().make("kubectl", (MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name",
                "shop"))));
        sync(SyncOptions.NORMAL, namespace("shop", suspended), inside);
        assertThat(eu().keys()).extracting(ObjectKey::name).as("the namespace is there, whoever made it").contains("in");
    }

    private static Desired namespace(String name, Delivery delivery) {
        return desired(Value.of(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name, "labels", Map.of(
                "team", "a")))), delivery);
    }

    @Test
    void theSetsParentIsAsKep3659HasIt() {
        Desired elsewhere = desired(
                Value.of(Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "x", "namespace", "shop"))),
                Delivery.NORMAL);
        sync(SyncOptions.NORMAL, configMap("a", "1"), elsewhere);

        MapValue parent = eu().find(new ObjectKey("", "ConfigMap", "default", set.parent())).orElseThrow().root();
        assertThat(parent.textAt("metadata", "labels", "applyset.kubernetes.io/id")).isEqualTo(set.id());
        assertThat(parent.textAt("metadata", "annotations", "applyset.kubernetes.io/contains-group-kinds"))
                .isEqualTo("ConfigMap,Namespace,Secret");
        assertThat(parent.textAt("metadata", "annotations", "applyset.kubernetes.io/additional-namespaces")).isEqualTo("shop");
        assertThat(parent.textAt("metadata", "annotations", "applyset.kubernetes.io/tooling"))
                .matches("flotilla/v\\d+\\.\\d+\\.\\d+");
        assertThat(set.id()).matches("applyset-[A-Za-z0-9_-]{43}-v1");
    }
}
