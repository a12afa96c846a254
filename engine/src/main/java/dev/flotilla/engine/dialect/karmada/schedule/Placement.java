package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.List;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// `spec.placement` of a propagation policy, after admission's defaults.
///
/// @param affinity   `null` where none is written: every cluster
/// @param terms      ordered affinity groups; empty where none are written
/// @param scheduling `null` where none is written: duplicated
public record Placement(@Nullable Affinity affinity, List<Term> terms, List<Toleration> tolerations, List<Spread> spreads,
        @Nullable Scheduling scheduling) {
    public Placement {
        terms = List.copyOf(terms);
        tolerations = List.copyOf(tolerations);
        spreads = List.copyOf(spreads);
    }

    /// An affinity group.
    ///
    /// @param overflow where replicas go that do not fit into `affinity`, in order
    public record Term(String name, Affinity affinity, List<Affinity> overflow) {
        public Term {
            overflow = List.copyOf(overflow);
        }
    }

    /// @param field `cluster`, `region`, `zone`, `provider`, or empty for a label
    /// @param max   0 where none is written
    public record Spread(String field, long min, long max) {}

    /// @param preference empty, `Aggregated` or `Weighted`
    /// @param weights    `null` where no `weightPreference` is written
    public record Scheduling(boolean divided, String type, String preference, @Nullable Weights weights) {
        /// Without a type nothing is divided, whatever the preference says.
        boolean isAggregated() {
            return divided && preference.equals("Aggregated");
        }

        boolean isWeighted() {
            return divided && preference.equals("Weighted");
        }

        boolean isDynamic() {
            return isWeighted() && weights != null && !weights.dynamic().isEmpty();
        }
    }

    /// @param dynamic empty or `AvailableReplicas`
    public record Weights(List<StaticWeight> rules, String dynamic) {
        public Weights {
            rules = List.copyOf(rules);
        }
    }

    public record StaticWeight(Affinity target, long weight) {}

    public static Placement read(MapValue map) {
        return read(map, Release.NEWEST);
    }

    public static Placement read(MapValue map, Release release) {
        List<Term> terms = map.listAt("clusterAffinities").maps().stream().map(Placement::term).toList();
        return new Placement(Affinity.readOrNull(map.get("clusterAffinity"), release), terms,
                map.listAt("clusterTolerations").maps().stream().map(Toleration::read).toList(),
                map.listAt("spreadConstraints").maps().stream().map(Placement::spread).toList(),
                scheduling(map.get("replicaScheduling"), release));
    }

    private static Term term(MapValue map) {
        return new Term(text(map.textAt("affinityName")), Affinity.read(map),
                map.listAt("overflowAffinities").maps().stream().map(Affinity::read).toList());
    }

    private static Spread spread(MapValue map) {
        return new Spread(text(map.textAt("spreadByField")), number(map.intAt("minGroups")), number(map.intAt("maxGroups")));
    }

    private static @Nullable Scheduling scheduling(@Nullable Value value, Release release) {
        if (!(value instanceof MapValue map)) return null;
        String type = text(map.textAt("replicaSchedulingType"));
        Weights weights = null;
        if (map.get("weightPreference") instanceof MapValue preference) {
            weights = new Weights(preference.listAt("staticWeightList").maps().stream()
                    .map(rule -> new StaticWeight(Affinity.read(rule.mapAt("targetCluster"), release),
                            number(rule.intAt("weight"))))
                    .toList(),
                    text(preference.textAt("dynamicWeight")));
        }
        return new Scheduling(type.equals("Divided"), type, text(map.textAt("replicaDivisionPreference")), weights);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long number(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    /// Whether every chosen cluster gets all replicas.
    boolean isDuplicated() {
        return scheduling == null || scheduling.type().equals("Duplicated");
    }

    @Nullable
    Spread spreadBy(String field) {
        return spreads.stream().filter(spread -> spread.field().equals(field)).reduce((_, last) -> last).orElse(null);
    }
}
