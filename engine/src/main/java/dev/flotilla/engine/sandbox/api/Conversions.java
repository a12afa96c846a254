package dev.flotilla.engine.sandbox.api;

import java.util.ArrayList;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The same object in another version of its kind. Custom kinds change their apiVersion only (strategy `None`).
final class Conversions {
    private Conversions() {}

    static MapValue to(ServedKind kind, MapValue object) {
        String version = kind.apiVersion();
        String from = object.textAt("apiVersion");
        if (version.equals(from)) return object;
        MapValue converted = switch (version) {
            case "autoscaling/v1" -> Meta.into(object, "spec", Conversions::autoscalerToV1);
            case "autoscaling/v2" -> Meta.into(object, "spec", Conversions::autoscalerToV2);
            case "events.k8s.io/v1" ->
                renamed(object, "involvedObject", "regarding", "message", "note", "source", "deprecatedSource",
                        "firstTimestamp", "deprecatedFirstTimestamp", "lastTimestamp", "deprecatedLastTimestamp", "count",
                        "deprecatedCount",
                        "reportingComponent", "reportingController");
            case "v1" -> renamed(object, "regarding", "involvedObject", "note", "message", "deprecatedSource", "source",
                    "deprecatedFirstTimestamp", "firstTimestamp", "deprecatedLastTimestamp", "lastTimestamp", "deprecatedCount",
                    "count",
                    "reportingController", "reportingComponent");
            default -> object;
        };
        return converted.with("apiVersion", Value.text(version));
    }

    private static MapValue renamed(MapValue object, String... pairs) {
        MapValue renamed = object;
        for (int i = 0; i < pairs.length; i += 2) {
            Value value = renamed.get(pairs[i]);
            if (value != null) renamed = renamed.without(pairs[i]).with(pairs[i + 1], value);
        }
        return renamed;
    }

    private static boolean isCpu(MapValue metric) {
        return "Resource".equals(metric.textAt("type")) && "cpu".equals(metric.textAt("resource", "name"))
                && metric.intAt("resource",
                        "target", "averageUtilization") != null;
    }

    private static MapValue autoscalerToV1(MapValue spec) {
        MapValue converted = spec.without("metrics").without("behavior");
        for (MapValue metric : spec.listAt("metrics").maps()) {
            Long target = metric.intAt("resource", "target", "averageUtilization");
            if (isCpu(metric) && target != null)
                converted = converted.with("targetCPUUtilizationPercentage", Value.number(target));
        }
        return converted;
    }

    private static MapValue autoscalerToV2(MapValue spec) {
        Value target = spec.get("targetCPUUtilizationPercentage");
        if (target == null) return spec;
        var metrics = new ArrayList<Value>(spec.listAt("metrics").items());
        var resource = MapValue.builder().put("name", "cpu").put("target", MapValue.builder().put("type", "Utilization").put(
                "averageUtilization", target).build()).build();
        metrics.add(MapValue.builder().put("type", "Resource").put("resource", resource).build());
        return spec.without("targetCPUUtilizationPercentage").with("metrics", ListValue.of(metrics));
    }
}
