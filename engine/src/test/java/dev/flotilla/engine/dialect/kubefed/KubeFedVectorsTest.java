package dev.flotilla.engine.dialect.kubefed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flotilla.engine.Vectors;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.dialect.kubefed.override.MemberObject;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.dialect.kubefed.placement.Placement;
import dev.flotilla.engine.dialect.kubefed.replicas.Preference;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaState;
import dev.flotilla.engine.dialect.kubefed.replicas.Schedule;
import dev.flotilla.engine.dialect.kubefed.sync.Retention;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What KubeFed itself answered. Whether there is an error must agree; its words need not, except where a user would look for them.
class KubeFedVectorsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void planner() {
        Vectors.check("kubefed-planner", recorded -> {
            MapValue input = recorded.input();
            var wanted = Preference.of(input.mapAt("rsp"));
            String key = input.textAt("key");
            Map<String, Long> current = numbers(input.mapAt("currentReplicas"));
            Map<String, Long> capacity = numbers(input.mapAt("estimatedCapacity"));
            List<String> clusters = input.listAt("clusters").texts();
            var asGiven = ReplicaPlanner
                    .plan(new ReplicaPlanner.Question(clusters, wanted.clusters(), wanted.total(), wanted.rebalance(),
                            current, capacity, String.valueOf(key)));
            var written = ReplicaPlanner.plan(new ReplicaPlanner.Question(clusters, wanted.effectiveClusters(), wanted.total(),
                    wanted.rebalance(), current, capacity, String.valueOf(key)));
            var replicas = new TreeMap<>(written.replicas());
            current.keySet().forEach(cluster -> replicas.putIfAbsent(cluster, 0L));
            return compare(recorded, MapValue.builder().put("plan", map(asGiven.plan())).put("overflow", map(asGiven.overflow()))
                    .put("replicas", map(replicas)).build());
        });
    }

    @Test
    void schedule() {
        Vectors.check("kubefed-schedule", recorded -> {
            var written = Schedule.write(recorded.input().mapAt("federated"),
                    new TreeMap<>(numbers(recorded.input().mapAt("replicas"))));
            if (written.broken()) return error(recorded);
            Value manifest = written.federated();
            if (written.updated()) manifest = sorted(manifest);
            return compare(recorded,
                    MapValue.builder().put("updated", Value.bool(written.updated())).put("manifest", manifest).build());
        });
    }

    @Test
    void capacity() {
        Vectors.check("kubefed-capacity", recorded -> {
            var members = new HashMap<String, ReplicaState.Seen>();
            recorded.input().mapAt("members").forEach((cluster, member) -> {
                if (member.get("object") instanceof MapValue object) {
                    members.put(cluster, new ReplicaState.Seen(object, member.listAt("pods").maps()));
                }
            });
            var state = ReplicaState.of(members, NOW);
            return compare(recorded, MapValue.builder().put("currentReplicas", map(state.current()))
                    .put("estimatedCapacity", map(state.capacity())).build());
        });
    }

    @Test
    void override() {
        Vectors.check("kubefed-override", recorded -> {
            MapValue federated = recorded.input().mapAt("federated");
            MapValue type = recorded.input().mapAt("target");
            var target = new TargetType(text(type.textAt("group")), text(type.textAt("version")), text(type.textAt("kind")), "",
                    true);
            var base = MemberObject.base(federated, target);
            var overrides = Overrides.read(federated);
            if (base.flaw() != null || !overrides.flaws().isEmpty()) return error(recorded);
            var rendered = MemberObject.render(base, overrides.of(text(recorded.input().textAt("cluster"))), Release.V0_10);
            if (rendered.flaw() != null) return error(recorded);
            var answer = MapValue.builder().put("manifest", rendered.object());
            if (!base.warnings().isEmpty()) answer.put("warnings", ListValue.ofTexts(base.warnings()));
            return compare(recorded, answer.build());
        });
    }

    @Test
    void placement() {
        Vectors.check("kubefed-placement", recorded -> {
            MapValue input = recorded.input();
            boolean selectorOnly = input.isTrueAt("selectorOnly");
            var own = Placement.of(input.mapAt("federated"), selectorOnly);
            @Nullable Placement around = null;
            boolean nothing = false;
            if (input.isTrueAt("namespaced")) {
                if (input.get("federatedNamespace") instanceof MapValue namespace) around = Placement.of(namespace, selectorOnly);
                else
                    nothing = !input.isTrueAt("limitedScope");
            }
            if (own instanceof Placement.Broken || around instanceof Placement.Broken) return error(recorded);
            var names = new ArrayList<String>();
            for (MapValue cluster : input.listAt("clusters").maps()) {
                String name = text(cluster.textAt("metadata", "name"));
                Map<String, String> labels = cluster.mapAt("metadata", "labels").texts();
                if (!nothing && own.selects(name, labels) && (around == null || around.selects(name, labels))) names.add(name);
            }
            names.sort(Comparator.naturalOrder());
            return compare(recorded, MapValue.of("clusters", ListValue.ofTexts(names)));
        });
    }

    @Test
    void retain() {
        Vectors.check("kubefed-retain", recorded -> {
            MapValue input = recorded.input();
            var retained = Retention.retain(text(input.textAt("targetKind")), input.mapAt("desired"), input.mapAt("observed"),
                    input.mapAt("federated"));
            return retained.error() != null ? error(recorded) : compare(recorded, MapValue.of("manifest", retained.manifest()));
        });
    }

    private static @Nullable String error(Vectors.Case recorded) {
        boolean expected = recorded.accepted().stream().anyMatch(answer -> answer.get("error") != null);
        return expected ? null : Vectors.difference(recorded, Value.text("an error"));
    }

    private static @Nullable String compare(Vectors.Case recorded, Value answer) {
        return recorded.accepted().contains(answer) ? null : Vectors.difference(recorded, answer);
    }

    private static Value sorted(Value federated) {
        var path = FieldPath.of("spec", "overrides");
        List<MapValue> entries = new ArrayList<>(federated.listAt("spec", "overrides").maps());
        entries.sort(Comparator.comparing(entry -> text(entry.textAt("clusterName"))));
        return federated.at(path) == null ? federated : federated.set(path, ListValue.of(entries));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Map<String, Long> numbers(MapValue map) {
        var numbers = new TreeMap<String, Long>();
        map.forEach((key, value) -> {
            if (value instanceof Value.Int(long number)) numbers.put(key, number);
        });
        assertThat(numbers).hasSize(map.size());
        return numbers;
    }

    private static MapValue map(Map<String, Long> numbers) {
        var map = MapValue.builder();
        numbers.forEach((key, number) -> map.put(key, Value.number(number)));
        return map.build();
    }
}
