package dev.flotilla.engine.plan;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;

import org.jspecify.annotations.Nullable;

/// Where a rendered field comes from when it is not the template.
///
/// @param path      the field in the rendered manifest; for a removed field, where it stood
/// @param kind      who set it
/// @param by        the policy, or `null` for [Kind#DIALECT] and [Kind#DEFAULT]
/// @param rule      the lines of the rule that set it, or `null`
/// @param operation such as `replace`, `add`, `remove`, `divide`, `default`
/// @param replaced  what stood there before, or `null` for nothing
public record Origin(FieldPath path, Kind kind, @Nullable ObjectRef by, @Nullable Location rule, String operation,
        @Nullable Value replaced) {
    /// `POLICY` divides replicas, `OVERRIDE` changes fields, `DIALECT` adds the labels and annotations that its control plane
    /// would, `DEFAULT` is what an API server would have filled in.
    public enum Kind {
        POLICY, OVERRIDE, DIALECT, DEFAULT
    }
}
