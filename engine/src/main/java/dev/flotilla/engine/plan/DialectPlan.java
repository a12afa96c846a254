package dev.flotilla.engine.plan;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;

/// One dialect's answer.
///
/// @param objects     a plan for every template the dialect places or tried to place, in document order
/// @param diagnostics what is wrong with the dialect's own documents
/// @param memo        whatever the dialect wants to find again in [PlanRequest#last]; nobody else looks inside
public record DialectPlan(List<ObjectPlan> objects, List<Diagnostic> diagnostics, @Nullable Object memo) {
    public DialectPlan {
        objects = List.copyOf(objects);
        diagnostics = List.copyOf(diagnostics);
    }
}
