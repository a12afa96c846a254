package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import dev.flotilla.engine.Vectors;
import dev.flotilla.engine.dialect.karmada.schedule.Affinity;
import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.Estimator;
import dev.flotilla.engine.dialect.karmada.schedule.Failure;
import dev.flotilla.engine.dialect.karmada.schedule.Filters;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Placement;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.dialect.karmada.schedule.Scheduler;
import dev.flotilla.engine.dialect.karmada.schedule.Trigger;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.replicas.Webster;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KarmadaScheduleVectorTest {
    @Test
    void affinity() {
        Vectors.run("karmada-affinity", input -> {
            Affinity affinity = Affinity.read(input.mapAt("clusterAffinity"));
            return MapValue.of("clusters",
                    ListValue.ofTexts(clusters(input).stream().filter(affinity::matches).map(MemberCluster::name).toList()));
        });
    }

    @Test
    void estimate() {
        Vectors.run("karmada-estimate", input -> {
            var cluster = ClusterDocument.read(new Manifest(input.mapAt("cluster")));
            return MapValue.of("maxReplicas",
                    Value.number(new Estimator(cluster).more(Binding.Need.read(input.get("replicaRequirements")))));
        });
    }

    @Test
    void trigger() {
        Vectors.run("karmada-trigger", input -> {
            var leaving = new HashSet<String>();
            clusters(input).stream().filter(MemberCluster::leaving).forEach(cluster -> leaving.add(cluster.name()));
            MapValue applied = input.get("appliedPlacement") instanceof MapValue map ? map : null;
            return MapValue.of("scheduled", Value
                    .bool(Trigger.schedules(binding(input.mapAt("binding")), input.mapAt("binding", "placement"), applied,
                            leaving)));
        });
    }

    @Test
    void divide() {
        Vectors.check("karmada-divide", recorded -> {
            MapValue actual = schedule(recorded.input());
            boolean right = recorded.accepted().stream().anyMatch(expected -> comparable(expected).equals(comparable(actual)));
            return right ? null : Vectors.difference(recorded, actual);
        });
    }

    /// The message of a binding that fits nowhere depends on the order of filters, which is random in the original.
    private static Value comparable(Value outcome) {
        if (!"NoClusterFit".equals(outcome.textAt("condition", "reason"))) return outcome;
        return ((MapValue) outcome).without("error").with("condition", outcome.mapAt("condition").without("message"));
    }

    private static MapValue schedule(MapValue input) {
        Binding binding = binding(input.mapAt("binding"));
        Placement placement = Placement.read(input.mapAt("binding", "placement"));
        var filters = new Filters(placement, new FleetIndex(new Fleet(clusters(input))));
        var rules = new Scheduler.Rules(Release.NEWEST, Webster.upwards(binding.uid()), input.isTrueAt("propagateEmptyWorkloads"),
                false);
        var outcome = new Scheduler(filters, rules).schedule(binding);

        var result = MapValue.builder();
        List<Binding.Target> targets = new ArrayList<>(outcome.targets());
        targets.sort(java.util.Comparator.comparing(Binding.Target::cluster));
        result.put("clusters", ListValue.of(targets.stream()
                .map(target -> MapValue.builder().put("name", target.cluster()).put("replicas", target.replicas()).build())
                .toList()));
        Failure failure = outcome.failure();
        result.put("condition",
                MapValue.builder()
                        .put("message", failure == null ? "Binding has been scheduled successfully." : failure.message())
                        .put("reason", reason(failure)).put("status", failure == null ? "True" : "False").put("type", "Scheduled")
                        .build());
        if (failure != null) result.put("error", failure.message());
        if (failure != null && failure.kind() != Failure.Kind.FIT) result.put("retried", Value.TRUE);
        if (!outcome.observed().isEmpty()) result.put("observedAffinityName", outcome.observed());
        return result.build();
    }

    private static String reason(@Nullable Failure failure) {
        if (failure == null) return "Success";
        return switch (failure.kind()) {
            case FIT -> "NoClusterFit";
            case UNSCHEDULABLE -> "Unschedulable";
            case OTHER -> "SchedulerError";
        };
    }

    private static Binding binding(MapValue map) {
        String apiVersion = map.textAt("resource", "apiVersion");
        String kind = map.textAt("resource", "kind");
        String uid = map.textAt("resource", "uid");
        Long replicas = map.intAt("replicas");
        String observed = map.textAt("observedAffinityName");
        var evicting = new HashSet<String>();
        map.listAt("gracefulEvictionTasks").maps().forEach(task -> evicting.add(String.valueOf(task.textAt("fromCluster"))));
        List<Binding.Target> previous = map.listAt("previous").maps().stream().map(target -> {
            Long count = target.intAt("replicas");
            return new Binding.Target(String.valueOf(target.textAt("name")), count == null ? 0 : count.intValue());
        }).toList();
        return new Binding(new TypeRef(String.valueOf(apiVersion), String.valueOf(kind)), uid == null ? "" : uid,
                replicas == null ? 0 : replicas.intValue(), Binding.Need.read(map.get("replicaRequirements")), List.of(),
                previous, evicting,
                observed == null ? "" : observed, map.isTrueAt("rescheduleTriggered"));
    }

    private static List<MemberCluster> clusters(MapValue input) {
        return input.listAt("clusters").maps().stream().map(cluster -> ClusterDocument.read(new Manifest(cluster))).toList();
    }
}
