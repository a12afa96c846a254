package dev.flotilla.engine.dialect.karmada;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.dialect.karmada.work.Evictions;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// What a running control plane would do with the copies of an object in clusters that are being left, as its binding has it.
final class EvictionAccount {
    private static final String DIRECTLY = "Directly";

    private EvictionAccount() {}

    /// @param binding a ResourceBinding or ClusterResourceBinding, as copied from a control plane
    static List<Reason> of(Manifest binding) {
        MapValue root = binding.root();
        List<String> targets = root.listAt("spec", "clusters").maps().stream()
                .map(cluster -> String.valueOf(cluster.textAt("name"))).toList();
        Map<String, String> health = new HashMap<>();
        root.listAt("status", "aggregatedStatus").maps().forEach(item -> health
                .put(String.valueOf(item.textAt("clusterName")), String.valueOf(item.textAt("health"))));
        Long generation = root.intAt("metadata", "generation");
        boolean scheduled = generation != null && generation.equals(root.intAt("status", "schedulerObservedGeneration"));
        boolean settled = Evictions.isSettled(targets, health, scheduled);
        String others = targets.isEmpty() ? "–" : String.join(", ", targets);
        return root.listAt("spec", "gracefulEvictionTasks").maps().stream().map(task -> of(task, settled, others)).toList();
    }

    private static Reason of(MapValue task, boolean settled, String others) {
        String cluster = text(task.textAt("fromCluster"));
        if (DIRECTLY.equals(task.textAt("purgeMode"))) return Reason.of("karmada.account.evicted-directly", cluster);
        return switch (Evictions.of(task, settled, Evictions.TIMEOUT)) {
            case Evictions.Fate.Begins(var limit) ->
                Reason.of("karmada.account.evicted-begins", cluster, others, limit.toSeconds());
            case Evictions.Fate.Kept() -> Reason.of("karmada.account.evicted-kept", cluster);
            case Evictions.Fate.Until(var end) -> Reason.of("karmada.account.evicted-until", cluster, others, end.toString());
            case Evictions.Fate.Over() -> Reason.of("karmada.account.evicted-over", cluster);
        };
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
