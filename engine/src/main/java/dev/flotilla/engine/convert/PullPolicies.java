package dev.flotilla.engine.convert;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The one default that depends on what an override changes: `Always` for an image without a tag or with `latest`, else
/// `IfNotPresent`. Karmada's API server fills it in before its overrides, KubeFed's members after.
///
/// Source: Kubernetes `pkg/apis/core/v1/defaults.go` SetDefaults_Container.
final class PullPolicies {
    static final String FIELD = "imagePullPolicy";
    private static final List<FieldPath> POD_SPECS = List.of(FieldPath.of("spec", "template", "spec"),
            FieldPath.of("spec", "jobTemplate", "spec", "template", "spec"), FieldPath.of("spec"));

    private PullPolicies() {}

    static String of(String image) {
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
        return (MapValue) out;
    }

    private static ListValue filledIn(ListValue containers) {
        ListValue out = containers;
        for (int i = 0; i < containers.size(); i++) {
            if (containers.items().get(i) instanceof MapValue container && !container.has(FIELD)
                    && container.textAt("image") instanceof String image) {
                out = out.with(i, container.with(FIELD, Value.text(of(image))));
            }
        }
        return out;
    }
}
