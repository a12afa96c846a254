package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.match.LabelSelector;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Karmada's `ClusterAffinity`: all parts must hold.
///
/// Source: karmada: pkg/util/selector.go, ClusterMatches.
///
/// @param names  empty means every cluster
/// @param labels `null` means any labels
/// @param zones  conditions on the list of zones
/// @param fields conditions on provider and region
public record Affinity(Set<String> names, Set<String> exclude, @Nullable LabelSelector labels,
        List<LabelSelector.Requirement> zones,
        LabelSelector fields) {
    public static final Affinity EVERYWHERE = new Affinity(Set.of(), Set.of(), null, List.of(), LabelSelector.EVERYTHING);

    public Affinity {
        names = Set.copyOf(names);
        exclude = Set.copyOf(exclude);
        zones = List.copyOf(zones);
    }

    /// The part of an affinity that keeps a cluster out, in the order in which Karmada asks.
    public enum Part {
        EXCLUDE, LABELS, FIELDS, NAMES
    }

    public static Affinity read(MapValue map) {
        return read(map, Release.NEWEST);
    }

    /// As a release reads it: in 2021 a field selector without conditions matched nothing.
    public static Affinity read(MapValue map, Release release) {
        boolean matchesNothing = release.isBeforeOne() && map.get("fieldSelector") instanceof MapValue selector
                && selector.listAt("matchExpressions").isEmpty();
        var zones = new ArrayList<LabelSelector.Requirement>();
        var others = new ArrayList<LabelSelector.Requirement>();
        for (MapValue expression : map.listAt("fieldSelector", "matchExpressions").maps()) {
            var requirement = LabelSelector.requirement(expression);
            (requirement.key().equals("zone") ? zones : others).add(requirement);
        }
        return new Affinity(Set.copyOf(map.listAt("clusterNames").texts()), Set.copyOf(map.listAt("exclude").texts()),
                LabelSelector.read(map.get("labelSelector")), zones, LabelSelector.of(others, !matchesNothing));
    }

    /// An affinity, or `null` where none is written.
    public static @Nullable Affinity readOrNull(@Nullable Value value, Release release) {
        return value instanceof MapValue map ? read(map, release) : null;
    }

    public boolean matches(MemberCluster cluster) {
        return refusal(cluster) == null;
    }

    /// The first part that keeps the cluster out, or `null` when it matches.
    public @Nullable Part refusal(MemberCluster cluster) {
        if (exclude.contains(cluster.name())) return Part.EXCLUDE;
        if (labels != null && !labels.matches(cluster.labels())) return Part.LABELS;
        if (!matchesFields(cluster.location())) return Part.FIELDS;
        return names.isEmpty() || names.contains(cluster.name()) ? null : Part.NAMES;
    }

    private boolean matchesFields(MemberCluster.Locality location) {
        for (LabelSelector.Requirement zone : zones) {
            if (!holds(zone, location.zones())) return false;
        }
        if (fields.valid() && fields.requirements().isEmpty()) return true;
        Map<String, String> known = new HashMap<>();
        if (!location.provider().isEmpty()) known.put("provider", location.provider());
        if (!location.region().isEmpty()) known.put("region", location.region());
        return fields.matches(known);
    }

    private static boolean holds(LabelSelector.Requirement requirement, List<String> zones) {
        return switch (requirement.operator()) {
            case "In" -> zones.stream().anyMatch(requirement.values()::contains);
            case "NotIn" -> zones.stream().noneMatch(requirement.values()::contains);
            case "Exists" -> !zones.isEmpty();
            case "DoesNotExist" -> zones.isEmpty();
            default -> false;
        };
    }
}
