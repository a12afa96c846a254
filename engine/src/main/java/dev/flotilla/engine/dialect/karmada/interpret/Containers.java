package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The regular containers of a workload, where Karmada looks for them: by kind alone, whatever the group.
///
/// @param path       of the list
/// @param containers names and images may be empty
public record Containers(FieldPath path, List<MapValue> containers) {
    private static final FieldPath IN_POD = FieldPath.of("spec", "containers");
    private static final FieldPath IN_TEMPLATE = FieldPath.of("spec", "template", "spec", "containers");

    public Containers {
        containers = List.copyOf(containers);
    }

    /// As Go's type holds them; `null` for kinds in which Karmada does not look.
    ///
    /// @throws UnreadableException when the object cannot be of its kind
    public static @Nullable Containers of(Manifest object) throws UnreadableException {
        FieldPath path = path(object.kind());
        if (path == null) return null;
        return new Containers(path, ObjectShapes.typed(object).at(path) instanceof ListValue list ? list.maps() : List.of());
    }

    /// As they are written, whatever else the object holds; `null` for kinds in which Karmada does not look.
    ///
    /// @throws UnreadableException when there is no list of objects where one should be
    public static @Nullable Containers asWritten(Manifest object) throws UnreadableException {
        FieldPath path = path(object.kind());
        if (path == null) return null;
        for (int i = 0; i < path.segments().size(); i++) {
            var at = new FieldPath(path.segments().subList(0, i));
            Value holder = object.root().at(at);
            if (holder == null || holder == Value.NULL) return new Containers(path, List.of());
            if (!(holder instanceof MapValue)) throw new UnreadableException(at.toString(), "map");
        }
        Value written = object.root().at(path);
        if (written == null) return new Containers(path, List.of());
        if (!(written instanceof ListValue list) || list.maps().size() != list.size()) {
            throw new UnreadableException(path.toString(), "list-of-maps");
        }
        return new Containers(path, list.maps());
    }

    private static @Nullable FieldPath path(String kind) {
        return switch (kind) {
            case "Pod" -> IN_POD;
            case "ReplicaSet", "Deployment", "DaemonSet", "StatefulSet", "Job" -> IN_TEMPLATE;
            default -> null;
        };
    }
}
