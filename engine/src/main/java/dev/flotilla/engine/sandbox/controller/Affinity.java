package dev.flotilla.engine.sandbox.controller;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// The required node affinity of a pod.
final class Affinity {
    private Affinity() {}

    static boolean admits(MapValue node, MapValue podSpec) {
        var terms = podSpec
                .listAt("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").maps();
        return terms.isEmpty() || terms.stream().anyMatch(term -> holds(term, node));
    }

    private static boolean holds(MapValue term, MapValue node) {
        return term
                .listAt("matchExpressions").maps().stream().allMatch(one -> holds(one,
                        Meta.labels(node).textAt(String.valueOf(one.textAt(
                                "key")))))
                && term.listAt("matchFields").maps().stream().allMatch(one -> holds(one, Meta.name(node)));
    }

    private static boolean holds(MapValue requirement, @Nullable String value) {
        var values = requirement.listAt("values").texts();
        return switch (String.valueOf(requirement.textAt("operator"))) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> value != null && value.matches("-?\\d+") && Long.parseLong(value) > Long.parseLong(values.getFirst());
            case "Lt" -> value != null && value.matches("-?\\d+") && Long.parseLong(value) < Long.parseLong(values.getFirst());
            default -> false;
        };
    }
}
