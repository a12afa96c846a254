package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// The regular containers of a workload, where Karmada looks for them: by kind alone, whatever the group.
///
/// @param path       of the list
/// @param containers as Go's type holds them; names and images may be empty
public record Containers(FieldPath path, List<MapValue> containers) {
    private static final FieldPath IN_POD = FieldPath.of("spec", "containers");
    private static final FieldPath IN_TEMPLATE = FieldPath.of("spec", "template", "spec", "containers");

    public Containers {
        containers = List.copyOf(containers);
    }

    /// `null` for kinds in which Karmada does not look.
    ///
    /// @throws UnreadableException when the object cannot be of its kind
    public static @Nullable Containers of(Manifest object) throws UnreadableException {
        FieldPath path = switch (object.kind()) {
            case "Pod" -> IN_POD;
            case "ReplicaSet", "Deployment", "DaemonSet", "StatefulSet", "Job" -> IN_TEMPLATE;
            default -> null;
        };
        if (path == null) return null;
        MapValue typed = ObjectShapes.typed(object);
        return new Containers(path, (path == IN_POD
                ? typed.listAt("spec", "containers")
                : typed.listAt("spec", "template", "spec", "containers")).maps());
    }
}
