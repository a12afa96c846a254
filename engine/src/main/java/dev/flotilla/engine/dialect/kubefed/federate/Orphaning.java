package dev.flotilla.engine.dialect.kubefed.federate;

import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Whether the members' copies stay when a federated object is deleted.
///
/// Source: kubefed `pkg/kubefedctl/orphaning`, `pkg/controller/util/orphaning.go`.
public final class Orphaning {
    private static final FieldPath PLACE = FieldPath.of("metadata", "annotations", KubeFed.ORPHAN_ANNOTATION);

    private Orphaning() {}

    public static MapValue enable(MapValue federated) {
        return (MapValue) federated.set(PLACE, Value.text("true"));
    }

    public static MapValue disable(MapValue federated) {
        Value out = federated.remove(PLACE);
        return (MapValue) (out.mapAt("metadata", "annotations").isEmpty() ? out.remove(PLACE.parent()) : out);
    }

    /// Only the exact word `true` counts.
    public static boolean isEnabled(MapValue federated) {
        return "true".equals(federated.at(PLACE) instanceof Value.Text(String text) ? text : "");
    }
}
