package dev.flotilla.engine.convert;

import java.util.List;
import java.util.Set;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What every API server fills in. Karmada's own does so before overrides, KubeFed's members do so after them: where both give the
/// same, members hold the same, whether it was written or not.
///
/// Source: Kubernetes `pkg/apis/core/v1/defaults.go`, `pkg/apis/apps/v1/defaults.go`, `pkg/apis/batch/v1/defaults.go`.
final class ServerDefaults {
    static final String PULL_POLICY = "imagePullPolicy";
    private static final Set<String> SCALED = Set.of("Deployment", "StatefulSet", "ReplicaSet");
    private static final List<FieldPath> POD_SPECS = List.of(FieldPath.of("spec", "template", "spec"),
            FieldPath.of("spec", "jobTemplate", "spec", "template", "spec"), FieldPath.of("spec"));

    private ServerDefaults() {}

    static String pullPolicy(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        if (image.contains("@")) return "IfNotPresent";
        String tag = name.indexOf(':', name.lastIndexOf('/') + 1) < 0 ? "latest" : name.substring(name.lastIndexOf(':') + 1);
        return tag.equals("latest") ? "Always" : "IfNotPresent";
    }

    static MapValue filledIn(MapValue manifest) {
        Value out = manifest;
        for (FieldPath pod : POD_SPECS) {
            for (String list : new String[]{"containers", "initContainers"}) {
                FieldPath place = pod.key(list);
                if (out.at(place) instanceof ListValue containers) out = out.set(place, filledIn(containers));
            }
        }
        return out.get("spec") instanceof MapValue ? spec((MapValue) out) : (MapValue) out;
    }

    private static MapValue spec(MapValue manifest) {
        String kind = manifest.textAt("kind");
        String apiVersion = manifest.textAt("apiVersion");
        if ("apps/v1".equals(apiVersion) && kind != null && SCALED.contains(kind))
            return absent(manifest, "replicas", Value.number(1));
        if ("v1".equals(apiVersion) && "Service".equals(kind)) return absent(manifest, "type", Value.text("ClusterIP"));
        if (!"batch/v1".equals(apiVersion) || !"Job".equals(kind)) return manifest;
        MapValue completed = manifest.at("spec", "parallelism") == null
                ? absent(manifest, "completions", Value.number(1))
                : manifest;
        return absent(completed, "parallelism", Value.number(1));
    }

    private static MapValue absent(MapValue manifest, String field, Value value) {
        Value written = manifest.at("spec", field);
        boolean there = written != null && written != Value.NULL;
        return there ? manifest : (MapValue) manifest.set(FieldPath.of("spec", field), value);
    }

    private static ListValue filledIn(ListValue containers) {
        ListValue out = containers;
        for (int i = 0; i < containers.size(); i++) {
            if (containers.items().get(i) instanceof MapValue container && !container.has(PULL_POLICY)
                    && container.textAt("image") instanceof String image) {
                out = out.with(i, container.with(PULL_POLICY, Value.text(pullPolicy(image))));
            }
        }
        return out;
    }
}
