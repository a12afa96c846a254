package dev.flotilla.engine.convert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.dialect.kubefed.placement.LabelSelector;
import dev.flotilla.engine.dialect.kubefed.placement.LabelSelector.Operator;
import dev.flotilla.engine.dialect.kubefed.placement.LabelSelector.Requirement;
import dev.flotilla.engine.dialect.kubefed.placement.Placement;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The placements of an object and of its namespace as one cluster affinity.
final class Affinities {
    private Affinities() {}

    /// @param namespace the FederatedNamespace around the object, or `null`
    /// @return empty for every member; `null` for none at all, which an affinity cannot say
    static @Nullable MapValue of(Document object, @Nullable Document namespace, Fleet fleet) {
        var placements = new ArrayList<Placement>();
        placements.add(Placement.of(object.manifest().root(), false));
        if (namespace != null) placements.add(Placement.of(namespace.manifest().root(), false));
        @Nullable Set<String> names = null;
        var requirements = new ArrayList<Requirement>();
        for (Placement placement : placements) {
            switch (placement) {
                case Placement.Listed(var listed) -> {
                    var known = new LinkedHashSet<>(listed.keySet());
                    known.retainAll(fleet.names());
                    if (names != null) known.retainAll(names);
                    names = known;
                }
                case Placement.Selected(LabelSelector selector) -> requirements.addAll(selector.requirements());
                case Placement.Nothing _,Placement.Broken _ -> {
                    return null;
                }
            }
        }
        if (names != null && names.isEmpty()) return null;
        var affinity = MapValue.builder();
        if (names != null) affinity.put("clusterNames", ListValue.ofTexts(names));
        if (!requirements.isEmpty()) affinity.put("labelSelector", selector(requirements));
        return affinity.build();
    }

    private static MapValue selector(List<Requirement> requirements) {
        var labels = MapValue.builder();
        var expressions = new ArrayList<Value>();
        for (Requirement requirement : requirements) {
            if (requirement.operator() == Operator.EQUALS && !labels.has(requirement.key())) {
                labels.put(requirement.key(), requirement.values().getFirst());
            } else {
                expressions.add(expression(requirement));
            }
        }
        var out = MapValue.builder();
        MapValue matchLabels = labels.build();
        if (!matchLabels.isEmpty()) out.put("matchLabels", matchLabels);
        if (!expressions.isEmpty()) out.put("matchExpressions", ListValue.of(expressions));
        return out.build();
    }

    private static Value expression(Requirement requirement) {
        String operator = switch (requirement.operator()) {
            case EQUALS, IN -> "In";
            case NOT_IN -> "NotIn";
            case EXISTS -> "Exists";
            case DOES_NOT_EXIST -> "DoesNotExist";
        };
        var out = MapValue.builder().put("key", requirement.key()).put("operator", operator);
        if (!requirement.values().isEmpty()) out.put("values", ListValue.ofTexts(requirement.values()));
        return out.build();
    }
}
