package dev.flotilla.engine.sandbox.rules;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What an update may not change.
public final class Immutable {
    private static final String FIXED = "field is immutable";

    private Immutable() {}

    public static List<FieldError> check(ServedKind kind, MapValue before, MapValue after) {
        var errors = new ArrayList<FieldError>();
        switch (kind.kind()) {
            case "Deployment", "DaemonSet", "ReplicaSet" -> fixed(before, after, errors, "spec", "selector");
            case "StatefulSet" -> statefulSet(before.mapAt("spec"), after.mapAt("spec"), errors);
            case "Job" -> {
                fixed(before, after, errors, "spec", "completions");
                fixed(before, after, errors, "spec", "selector");
                fixed(before, after, errors, "spec", "template");
                fixed(before, after, errors, "spec", "completionMode");
            }
            case "Service" -> service(before.mapAt("spec"), after.mapAt("spec"), errors);
            case "Pod" -> pod(before.mapAt("spec"), after.mapAt("spec"), errors);
            case "Secret" -> {
                fixed(before, after, errors, "type");
                data(before, after, errors);
            }
            case "ConfigMap" -> data(before, after, errors);
            case "RoleBinding", "ClusterRoleBinding" -> {
                if (!same(before.get("roleRef"), after.get("roleRef")))
                    errors.add(FieldError.invalid("roleRef", after.get("roleRef"),
                            "cannot change roleRef"));
            }
            case "PersistentVolumeClaim" -> {
                if (!same(claim(before), claim(after)))
                    errors.add(FieldError.forbidden("spec",
                            "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims"));
            }
            case "StorageClass" -> {
                for (String field : List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")) {
                    if (!same(before.get(field), after.get(field)))
                        errors.add(FieldError.forbidden(field, "updates to " + field
                                + " are forbidden."));
                }
            }
            case "CustomResourceDefinition" -> {
                fixed(before, after, errors, "spec", "group");
                fixed(before, after, errors, "spec", "scope");
                fixed(before, after, errors, "spec", "names", "kind");
                fixed(before, after, errors, "spec", "names", "plural");
            }
            default -> {
            }
        }
        return errors;
    }

    private static boolean same(@Nullable Value a, @Nullable Value b) {
        return a == null ? b == null : a.equals(b);
    }

    private static void fixed(MapValue before, MapValue after, List<FieldError> errors, String... path) {
        Value now = after.at(path);
        if (!same(before.at(path), now)) errors.add(FieldError.invalid(String.join(".", path), now, FIXED));
    }

    private static void statefulSet(MapValue before, MapValue after, List<FieldError> errors) {
        MapValue a = before;
        MapValue b = after;
        for (String free : List.of("replicas", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy",
                "minReadySeconds",
                "ordinals", "revisionHistoryLimit")) {
            a = a.without(free);
            b = b.without(free);
        }
        if (!a.equals(b))
            errors.add(FieldError.forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', "
                    + "'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are "
                    + "forbidden"));
    }

    private static void service(MapValue before, MapValue after, List<FieldError> errors) {
        Value address = before.get("clusterIP");
        Value now = after.get("clusterIP");
        boolean external = "ExternalName".equals(after.textAt("type")) || "ExternalName".equals(before.textAt("type"));
        if (address != null && !external && !address.equals(now)) {
            errors.add(FieldError.invalid("spec.clusterIPs[0]", ListValue.of(now == null ? Value.NULL : now),
                    "may not change once set"));
        }
    }

    private static void pod(MapValue before, MapValue after, List<FieldError> errors) {
        if (!frozen(before).equals(frozen(after)))
            errors.add(FieldError.forbidden("spec",
                    "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                            + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                            + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"));
    }

    private static MapValue frozen(MapValue spec) {
        MapValue frozen = spec.without("activeDeadlineSeconds").without("tolerations").without("terminationGracePeriodSeconds")
                .without(
                        "nodeName");
        frozen = Fill.each(frozen, "containers", container -> container.without("image"));
        return Fill.each(frozen, "initContainers", container -> container.without("image"));
    }

    private static MapValue claim(MapValue object) {
        return object.mapAt("spec").without("resources").without("volumeName");
    }

    private static void data(MapValue before, MapValue after, List<FieldError> errors) {
        if (!before.isTrueAt("immutable")) return;
        if (!after.isTrueAt("immutable"))
            errors.add(FieldError.forbidden("immutable", "field is immutable when `immutable` is set"));
        for (String field : List.of("data", "binaryData")) {
            if (!same(before.get(field), after.get(field)))
                errors.add(FieldError.forbidden(field,
                        "field is immutable when `immutable` is set"));
        }
    }
}
