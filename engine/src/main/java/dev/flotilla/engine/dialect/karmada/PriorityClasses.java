package dev.flotilla.engine.dialect.karmada;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.documents.Manifest;
import org.jspecify.annotations.Nullable;

/// The priority classes of a control plane.
///
/// Source: karmada: pkg/util/helper/priorityclass.go.
///
/// @param values   by name
/// @param standard the value of the class that is the default for all; `null` for none
/// @param complete whether these are all there are, so that another name is known to be wrong
record PriorityClasses(Map<String, Long> values, @Nullable Long standard, boolean complete) {
    /// Offline nobody knows which classes there are.
    static final PriorityClasses UNKNOWN = new PriorityClasses(Map.of(), null, false);

    PriorityClasses {
        values = Map.copyOf(values);
    }

    /// All classes of a control plane among its objects.
    static PriorityClasses of(List<Manifest> objects) {
        var values = new HashMap<String, Long>();
        Long standard = null;
        for (Manifest object : objects) {
            if (!object.kind().equals("PriorityClass")) continue;
            Long written = object.root().intAt("value");
            long value = written == null ? 0 : written;
            values.put(object.name(), value);
            if (standard == null && object.root().isTrueAt("globalDefault")) standard = value;
        }
        return new PriorityClasses(values, standard, true);
    }

    /// The value of a class, or of the default where there is no such class.
    @Nullable
    Long value(String name) {
        return values.getOrDefault(name, standard);
    }

    boolean isMissing(String name) {
        return complete && value(name) == null;
    }
}
