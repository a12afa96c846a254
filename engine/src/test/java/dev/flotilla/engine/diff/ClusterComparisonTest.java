package dev.flotilla.engine.diff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.FakeCluster;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterComparisonTest {
    private static final ApiResource CONFIG_MAPS = new ApiResource("v1", "ConfigMap", "configmaps", true);
    private static final List<String> METADATA_ONLY = List.of("get configmaps", "list metadata of configmaps");

    private final FakeCluster cluster = new FakeCluster("eu");
    private final ApplySet set = new ApplySet("test");
    private final Map<ObjectKey, Stamp> stamps = new HashMap<>();
    private final Verified verified = new Verified() {
        @Override
        public @Nullable Stamp stamp(String name, ObjectKey object) {
            return stamps.get(object);
        }

        @Override
        public void verified(String name, ObjectKey object, Stamp stamp) {
            stamps.put(object, stamp);
        }
    };

    private static Desired configMap(int number, String value) {
        return new Desired(new Manifest((MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata",
                Map.of("name", "m" + number, "namespace", "default"), "data", Map.of("key", value)))), "karmada", null,
                Delivery.NORMAL);
    }

    private static List<Desired> configMaps(int count) {
        return IntStream.range(0, count).mapToObj(number -> configMap(number, "1")).toList();
    }

    private OwnObjects known = OwnObjects.UNKNOWN;

    private List<Change> compare(List<Desired> desired) {
        return new ClusterComparison(cluster, set, (one, _) -> one.manifest(), Accepted.NOTHING, verified, known,
                Departures.USUAL)
                .compare(desired).changes();
    }

    private List<String> readsOf(List<Desired> desired) {
        int before = cluster.reads().size();
        var unused = compare(desired);
        return cluster.reads().subList(before, cluster.reads().size());
    }

    private List<Change> differences(List<Desired> desired) {
        return compare(desired).stream().filter(change -> !(change instanceof Change.Unchanged)).toList();
    }

    @BeforeEach
    void fortyMapsArePushed() throws Exception {
        cluster.apply(CONFIG_MAPS, set.parentOf(List.of(configMap(0, "1").manifest().type()), List.of()), WriteOptions.FORCE);
        for (Desired one : configMaps(40)) {
            cluster.apply(CONFIG_MAPS, set.mark(one), WriteOptions.FORCE);
        }
    }

    private static ObjectKey key(int number) {
        return configMap(number, "1").key();
    }

    @Test
    void whatWasFoundAsPlannedIsKnownByItsMetadata() {
        assertThat(readsOf(configMaps(40))).contains("list configmaps");

        assertThat(readsOf(configMaps(40))).containsExactlyElementsOf(METADATA_ONLY);
        assertThat(differences(configMaps(40))).isEmpty();
        assertThat(compare(configMaps(40))).hasSize(40);
    }

    @Test
    void aChangedObjectIsReadAgainAndOnlyThat() {
        assertThat(differences(configMaps(40))).isEmpty();
        cluster.edit("kubectl-edit", key(7), FieldPath.of("data", "key"), Value.text("theirs"));

        assertThat(differences(configMaps(40))).singleElement().isInstanceOfSatisfying(Change.Conflict.class,
                conflict -> assertThat(conflict.ref().name()).isEqualTo("m7"));
        assertThat(readsOf(configMaps(40))).containsExactly("get configmaps", "list metadata of configmaps", "get configmaps");
    }

    @Test
    void manyChangedObjectsAreOneList() {
        assertThat(differences(configMaps(40))).isEmpty();
        for (int i = 0; i < 30; i++) {
            cluster.edit("kubectl-edit", key(i), FieldPath.of("data", "key"), Value.text("theirs"));
        }

        assertThat(readsOf(configMaps(40))).contains("list configmaps").filteredOn("get configmaps"::equals).hasSize(1);
        assertThat(differences(configMaps(40))).hasSize(30);
    }

    @Test
    void anotherPlanForTheSameObjectIsADifference() {
        assertThat(differences(configMaps(40))).isEmpty();
        var other = new ArrayList<>(configMaps(40));
        other.set(3, configMap(3, "2"));

        assertThat(differences(other)).singleElement().isInstanceOfSatisfying(Change.Update.class,
                update -> assertThat(update.ref().name()).isEqualTo("m3"));
    }

    @Test
    void whatIsNoLongerPlannedIsPrunedByItsMetadata() {
        assertThat(differences(configMaps(40))).isEmpty();

        assertThat(differences(configMaps(39))).containsExactly(new Change.Prune(configMap(39, "1").ref(), cluster.find(key(39))
                .orElseThrow().uid()));
        assertThat(readsOf(configMaps(39))).containsExactlyElementsOf(METADATA_ONLY);
    }

    @Test
    void whatWasListedOnceIsWatchedFromThereOn() throws Exception {
        try (var watch = new OwnWatch(cluster, set)) {
            known = watch;
            assertThat(differences(configMaps(40))).isEmpty();
            await(() -> watch.of(CONFIG_MAPS).isPresent());

            assertThat(readsOf(configMaps(40))).containsExactly("get configmaps");
            assertThat(compare(configMaps(40))).hasSize(40);
            assertThat(differences(configMaps(39))).containsExactly(new Change.Prune(configMap(39, "1").ref(), cluster.find(key(
                    39)).orElseThrow().uid()));

            cluster.edit("kubectl-edit", key(7), FieldPath.of("data", "key"), Value.text("theirs"));
            await(() -> glimpse(watch, 7).map(Glimpse::resourceVersion).equals(cluster.find(key(7)).map(
                    LiveObject::resourceVersion)));
            assertThat(differences(configMaps(40))).singleElement().isInstanceOfSatisfying(Change.Conflict.class,
                    conflict -> assertThat(conflict.ref().name()).isEqualTo("m7"));
            assertThat(readsOf(configMaps(40))).as("the parent and what changed").containsExactly("get configmaps",
                    "get configmaps");

            cluster.delete(CONFIG_MAPS, "default", "m8", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
            await(() -> glimpse(watch, 8).isEmpty());
            assertThat(differences(configMaps(40))).extracting(change -> change.ref().name()).containsExactlyInAnyOrder("m7",
                    "m8");
        }
    }

    @Test
    void aWatchThatBrokeIsNotBelievedUntilItIsBack() throws Exception {
        try (var watch = new OwnWatch(cluster, set)) {
            known = watch;
            assertThat(differences(configMaps(40))).isEmpty();
            await(() -> watch.of(CONFIG_MAPS).isPresent());

            cluster.breakWatches(true);
            await(() -> watch.of(CONFIG_MAPS).isEmpty());
            cluster.edit("kubectl-edit", key(7), FieldPath.of("data", "key"), Value.text("theirs"));
            assertThat(differences(configMaps(40))).hasSize(1);
            assertThat(readsOf(configMaps(40))).contains("list metadata of configmaps");

            cluster.breakWatches(false);
            await(() -> glimpse(watch, 7).map(Glimpse::resourceVersion).equals(cluster.find(key(7)).map(
                    LiveObject::resourceVersion)));
            assertThat(differences(configMaps(40))).hasSize(1);
            assertThat(readsOf(configMaps(40))).doesNotContain("list metadata of configmaps");
        }
    }

    private static Optional<Glimpse> glimpse(OwnObjects known, int number) {
        return known.of(CONFIG_MAPS).stream().flatMap(Collection::stream).filter(one -> one.key().equals(key(number)))
                .findFirst();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    @Test
    void aStampHoldsWhileGenerationAndMetadataAreTheSame() {
        LiveObject live = deployment("7", 3, "a");
        Stamp stamp = Stamp.of(configMap(0, "1"), live);

        assertThat(stamp.covers(configMap(0, "1"), Glimpse.of(live))).isTrue();
        assertThat(stamp.covers(configMap(0, "1"), Glimpse.of(deployment("8", 3, "a")))).as("status written").isTrue();
        assertThat(stamp.covers(configMap(0, "1"), Glimpse.of(deployment("8", 4, "a")))).as("spec written").isFalse();
        assertThat(stamp.covers(configMap(0, "1"), Glimpse.of(deployment("8", 3, "b")))).as("label written").isFalse();
        assertThat(stamp.covers(configMap(0, "2"), Glimpse.of(live))).as("other plan").isFalse();
        assertThat(Stamp.parse(stamp.text())).isEqualTo(stamp);
    }

    private static LiveObject deployment(String version, int generation, String label) {
        return LiveObject.of((MapValue) Value.of(Map.of("apiVersion", "apps/v1", "kind", "Deployment", "metadata",
                Map.of("name", "d", "uid", "u", "resourceVersion", version, "generation", generation, "labels", Map.of("l",
                        label)))));
    }
}
