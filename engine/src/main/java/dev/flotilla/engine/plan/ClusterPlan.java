package dev.flotilla.engine.plan;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// What one member gets of one template.
///
/// @param replicas  `null` for what has none
/// @param manifest  complete, as it will be sent
/// @param origins   which fields do not come from the template, and where they come from; in manifest order
/// @param overrides the override policies that were applied, in order
/// @param delivery  how the object is to be sent and kept
public record ClusterPlan(String cluster, @Nullable Integer replicas, Manifest manifest, List<Origin> origins,
        List<ObjectRef> overrides, Delivery delivery) {
    public ClusterPlan {
        origins = List.copyOf(origins);
        overrides = List.copyOf(overrides);
    }
}
