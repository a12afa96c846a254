package dev.flotilla.engine.dialect.karmada.interpret;

import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// What a template asks for.
///
/// @param replicas     how many replicas
/// @param requirements what each of them needs, as a binding's `spec.replicaRequirements`: `nodeClaim`, `resourceRequest`;
///                     `null` when they need nothing
public record ReplicaDemand(long replicas, @Nullable MapValue requirements) {}
