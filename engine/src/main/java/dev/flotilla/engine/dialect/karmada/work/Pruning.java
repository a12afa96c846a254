package dev.flotilla.engine.dialect.karmada.work;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Takes out what an API server wrote and a member must not get. Kinds are told apart by name alone.
///
/// Source: karmada: pkg/resourceinterpreter/default/native/prune/prune.go.
final class Pruning {
    private static final List<String> METADATA = List.of("creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
            "generation", "managedFields", "resourceVersion", "selfLink", "uid", "ownerReferences", "finalizers");

    private Pruning() {}

    static MapValue pruned(MapValue object) {
        MapValue root = object.without("status");
        if (root.get("metadata") instanceof MapValue metadata) {
            MapValue kept = metadata;
            for (String field : METADATA) {
                kept = kept.without(field);
            }
            if (kept != metadata) root = root.with("metadata", kept);
        }
        return switch (new Manifest(root).kind()) {
            case "Deployment" -> withoutAnnotation(withoutAnnotation(root, "deployment.kubernetes.io/revision"),
                    "deployment.kubernetes.io/revision-history");
            case "Job" -> job(root);
            case "Secret" -> "kubernetes.io/service-account-token".equals(root.textAt("type"))
                    ? withoutAnnotation(root, "kubernetes.io/service-account.uid").with("data", Value.NULL)
                    : root;
            case "ServiceAccount" -> serviceAccount(root);
            case "Service" -> service(root);
            case "PersistentVolumeClaim" -> withoutAnnotation(root, "volume.kubernetes.io/selected-node");
            default -> root;
        };
    }

    private static MapValue without(MapValue root, FieldPath path) {
        return (MapValue) root.remove(path);
    }

    private static MapValue withoutAnnotation(MapValue root, String annotation) {
        return without(root, FieldPath.of("metadata", "annotations", annotation));
    }

    private static MapValue job(MapValue root) {
        MapValue pruned = without(root, FieldPath.of("spec", "ttlSecondsAfterFinished"));
        if (root.isTrueAt("spec", "manualSelector")) return pruned;
        for (String label : List.of("controller-uid", "batch.kubernetes.io/controller-uid")) {
            pruned = without(pruned, FieldPath.of("spec", "selector", "matchLabels", label));
            pruned = without(pruned, FieldPath.of("spec", "template", "metadata", "labels", label));
        }
        for (String label : List.of("job-name", "batch.kubernetes.io/job-name")) {
            pruned = without(pruned, FieldPath.of("spec", "template", "metadata", "labels", label));
        }
        return pruned;
    }

    private static MapValue service(MapValue root) {
        String address = root.textAt("spec", "clusterIP");
        if (address == null || address.equals("None")) return root;
        return without(without(root, FieldPath.of("spec", "clusterIP")), FieldPath.of("spec", "clusterIPs"));
    }

    /// Generated token secrets go. The original steps over the entry behind one that it removes, so every second neighbour stays.
    private static MapValue serviceAccount(MapValue root) {
        if (!(root.get("secrets") instanceof ListValue secrets)) return root;
        String prefix = new Manifest(root).name() + "-token-";
        var kept = new ArrayList<>(secrets.items());
        for (int i = 0; i < kept.size(); i++) {
            String name = kept.get(i).textAt("name");
            if (name != null && name.startsWith(prefix)) kept.remove(i);
        }
        return kept.size() == secrets.size() ? root : root.with("secrets", ListValue.of(kept));
    }
}
