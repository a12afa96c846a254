package dev.flotilla.engine.dialect.kubefed.federate;

import java.util.function.Consumer;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A live object without what only its own cluster can say.
///
/// Source: kubefed `pkg/kubefedctl/federate/util.go` RemoveUnwantedFields, and what it forgets: fields that a server generates and
/// another server would refuse.
final class Cleaning {
    private static final String[] JOB_LABELS = {"controller-uid", "job-name", "batch.kubernetes.io/controller-uid",
            "batch.kubernetes.io/job-name"};

    private Cleaning() {}

    /// @param left told of each generated field that kubefedctl would have kept
    static MapValue of(MapValue object, Consumer<String> left) {
        Value out = switch (String.valueOf(object.textAt("kind"))) {
            case "Namespace" -> object.remove(FieldPath.of("spec", "finalizers"));
            case "ServiceAccount" -> object.without("secrets");
            case "Service" -> service(object, left);
            case "Job" -> job(object, left);
            case "PersistentVolumeClaim" -> generated(object, FieldPath.of("spec", "volumeName"), left);
            default -> object;
        };
        MapValue cleaned = ((MapValue) out).without("apiVersion").without("kind").without("status");
        MapValue labels = cleaned.mapAt("metadata", "labels");
        cleaned = cleaned.without("metadata");
        if (cleaned.get("spec") instanceof MapValue spec && spec.isEmpty()) cleaned = cleaned.without("spec");
        return labels.isEmpty() ? cleaned : first(MapValue.of("labels", labels), cleaned);
    }

    private static MapValue first(MapValue metadata, MapValue rest) {
        var out = MapValue.builder().put("metadata", metadata);
        rest.forEach(out::put);
        return out.build();
    }

    private static Value generated(Value object, FieldPath path, Consumer<String> left) {
        if (object.at(path) == null) return object;
        left.accept(path.toString());
        return object.remove(path);
    }

    private static Value service(MapValue object, Consumer<String> left) {
        Value out = object.remove(FieldPath.of("spec", "clusterIP")).remove(FieldPath.of("spec", "clusterIPs"));
        ListValue ports = out.listAt("spec", "ports");
        for (int i = 0; i < ports.size(); i++) {
            out = out.remove(FieldPath.of("spec", "ports").index(i).key("nodePort"));
        }
        return generated(out, FieldPath.of("spec", "healthCheckNodePort"), left);
    }

    /// A selector that somebody chose on purpose stays.
    private static Value job(MapValue object, Consumer<String> left) {
        if (object.isTrueAt("spec", "manualSelector")) return object;
        Value out = generated(object, FieldPath.of("spec", "selector"), left);
        for (FieldPath labels : new FieldPath[]{FieldPath.of("metadata", "labels"),
                FieldPath.of("spec", "template", "metadata", "labels")}) {
            for (String label : JOB_LABELS) {
                out = generated(out, labels.key(label), left);
            }
        }
        return out;
    }
}
