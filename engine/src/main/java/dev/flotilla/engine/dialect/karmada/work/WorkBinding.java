package dev.flotilla.engine.dialect.karmada.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.replicas.Webster;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a ResourceBinding or ClusterResourceBinding says of an object's Works.
///
/// @param namespace   of the binding; `null` for a ClusterResourceBinding
/// @param permanentId the binding's label, or `null` offline, where nobody has given it one
/// @param targets     the chosen members with their replicas, in order, each once
/// @param workload    whether there are replicas to write into the object
/// @param divided     the replicas to divide, or 0 when every member gets all
/// @param overwrites  whether objects that somebody else made are taken over
/// @param delivery    what keeps Works from being sent, and objects from being deleted
public record WorkBinding(@Nullable String namespace, String name, @Nullable String permanentId, List<Target> targets,
        boolean workload, long divided, boolean overwrites, Sending delivery) {
    /// For the Works of controllers that need no binding: those of namespaces and quotas.
    public static final WorkBinding NONE = new WorkBinding(null, "", null, List.of(), false, 0, false, Sending.NORMAL);

    public WorkBinding {
        targets = List.copyOf(targets);
    }

    boolean isNone() {
        return name.isEmpty();
    }

    /// @param replicas 0 for what has none
    public record Target(String cluster, long replicas) {}

    /// @param suspended   nothing is sent anywhere
    /// @param suspendedOn clusters to which nothing is sent
    /// @param preserves   objects stay in the members when the template goes
    public record Sending(boolean suspended, Set<String> suspendedOn, boolean preserves) {
        public static final Sending NORMAL = new Sending(false, Set.of(), false);

        public Sending {
            suspendedOn = Set.copyOf(suspendedOn);
        }

        boolean isSuspended(String cluster) {
            return suspended || suspendedOn.contains(cluster);
        }
    }

    /// From a binding's `spec`.
    public static WorkBinding read(@Nullable String namespace, String name, @Nullable String permanentId, MapValue spec) {
        long replicas = number(spec, "replicas");
        boolean workload = replicas > 0 || spec.get("replicaRequirements") instanceof MapValue
                || !spec.listAt("components").isEmpty();
        boolean divided = "Divided".equals(spec.textAt("placement", "replicaScheduling", "replicaSchedulingType"));
        var sending = new Sending(spec.isTrueAt("suspension", "dispatching"),
                Set.copyOf(spec.listAt("suspension", "dispatchingOnClusters", "clusterNames").texts()),
                spec.isTrueAt("preserveResourcesOnDeletion"));
        return new WorkBinding(namespace, name, permanentId, targets(spec), workload, divided ? replicas : 0,
                "Overwrite".equals(spec.textAt("conflictResolution")), sending);
    }

    /// The binding's own clusters, then those of the bindings that need it.
    private static List<Target> targets(MapValue spec) {
        var targets = new ArrayList<Target>();
        var seen = new HashSet<String>();
        var all = new ArrayList<>(spec.listAt("clusters").maps());
        spec.listAt("requiredBy").maps().forEach(dependent -> all.addAll(dependent.listAt("clusters").maps()));
        for (MapValue cluster : all) {
            String name = cluster.textAt("name");
            if (name != null && seen.add(name)) targets.add(new Target(name, number(cluster, "replicas")));
        }
        return targets;
    }

    private static long number(MapValue map, String key) {
        Long number = map.intAt(key);
        return number == null ? 0 : number;
    }

    /// How a divided Job's completions are handed out: in proportion to its parallelism. Empty for everything else.
    ///
    /// Source: karmada: pkg/controllers/binding/common.go, divideReplicasByJobCompletions.
    Map<String, Long> completions(Manifest template) {
        if (divided <= 0 || !template.kind().equals("Job")) return Map.of();
        if (!(template.at("spec", "completions") instanceof Value.Int(long completions))) return Map.of();
        var votes = new HashMap<String, Long>();
        targets.forEach(target -> votes.put(target.cluster(), target.replicas()));
        return Webster.split(completions, votes, Webster.upwards(uid(template)));
    }

    private static String uid(Manifest template) {
        String uid = template.root().textAt("metadata", "uid");
        return uid == null ? "" : uid;
    }

    /// Whether who gets how many completions depends on a UID that nobody has given yet.
    public boolean tiesInCompletions(Manifest template) {
        Map<String, Long> completions = completions(template);
        if (completions.isEmpty() || !uid(template).isEmpty()) return false;
        var votes = new HashMap<String, Long>();
        targets.forEach(target -> votes.put(target.cluster(), target.replicas()));
        long all = completions.values().stream().mapToLong(Long::longValue).sum();
        return !Webster.split(all, votes, false).equals(Webster.split(all, votes, true));
    }
}
