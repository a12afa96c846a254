package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Which part of a member's status reaches the control plane.
///
/// Source: karmada: pkg/resourceinterpreter/default/native/reflectstatus.go.
final class Reflection {
    private static final String TEMPLATE_GENERATION = "resourcetemplate.karmada.io/generation";

    private Reflection() {}

    /// [Value#NULL] when nothing is reported.
    static Value of(Manifest object) throws UnreadableException {
        Value status = object.at("status");
        if (status == null) return Value.NULL;
        if (!(status instanceof MapValue map)) throw new UnreadableException("status", "map");
        return switch (Kinds.of(object)) {
            case DEPLOYMENT -> generations(object, StatusShapes.DEPLOYMENT, map, "replicas", "updatedReplicas", "readyReplicas",
                    "availableReplicas", "unavailableReplicas", "observedGeneration");
            case REPLICA_SET ->
                generations(object, StatusShapes.REPLICA_SET, map, "replicas", "readyReplicas", "availableReplicas",
                        "observedGeneration");
            case DAEMON_SET ->
                generations(object, StatusShapes.DAEMON_SET, map, "currentNumberScheduled", "desiredNumberScheduled",
                        "numberAvailable", "numberMisscheduled", "numberReady", "updatedNumberScheduled", "numberUnavailable",
                        "observedGeneration");
            case STATEFUL_SET -> generations(object, StatusShapes.STATEFUL_SET, map, "availableReplicas", "currentReplicas",
                    "readyReplicas", "replicas", "updatedReplicas");
            case SERVICE -> "LoadBalancer".equals(object.root().textAt("spec", "type"))
                    ? grabbed(StatusShapes.SERVICE, map, "loadBalancer")
                    : Value.NULL;
            case JOB ->
                grabbed(StatusShapes.JOB, map, "active", "succeeded", "failed", "conditions", "startTime", "completionTime");
            case DISRUPTION_BUDGET -> grabbed(StatusShapes.DISRUPTION_BUDGET, map, "disruptionsAllowed", "expectedPods",
                    "desiredHealthy", "currentHealthy", "disruptedPods");
            case AUTOSCALER -> grabbed(StatusShapes.AUTOSCALER, map, "currentReplicas", "desiredReplicas");
            default -> map;
        };
    }

    private static MapValue grabbed(Shape.Struct shape, MapValue status, String... fields) throws UnreadableException {
        MapValue typed = shape.through(status, "status");
        var kept = List.of(fields);
        var grabbed = MapValue.builder();
        typed.forEach((key, value) -> {
            if (kept.contains(key)) grabbed.put(key, value);
        });
        return shape.through(grabbed.build(), "status");
    }

    /// With the member's own generation and the template's that it was made from.
    private static MapValue generations(Manifest object, Shape.Struct shape, MapValue status, String... fields)
            throws UnreadableException {
        MapValue grabbed = grabbed(shape, status, fields);
        String written = object.annotations().getOrDefault(TEMPLATE_GENERATION, "");
        long template;
        try {
            template = Long.parseLong(written);
        } catch (NumberFormatException _) {
            throw new UnreadableException("metadata.annotations[" + TEMPLATE_GENERATION + "]", "int64");
        }
        Long generation = object.root().intAt("metadata", "generation");
        if (generation != null && generation != 0) grabbed = grabbed.with("generation", Value.number(generation));
        return template == 0 ? grabbed : grabbed.with("resourceTemplateGeneration", Value.number(template));
    }
}
