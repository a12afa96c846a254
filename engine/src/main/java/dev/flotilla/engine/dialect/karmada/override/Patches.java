package dev.flotilla.engine.dialect.karmada.override;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Applies JSON patches to manifests.
final class Patches {
    private Patches() {}

    /// The patched manifest.
    ///
    /// @throws OverrideException also when what remains is no object, or has no kind
    static Manifest apply(Manifest manifest, List<JsonPatch.Operation> patch, Provenance provenance) throws OverrideException {
        if (patch.isEmpty()) return manifest;
        Value changed = JsonPatch.apply(manifest.root(), patch, provenance);
        if (changed == manifest.root()) return manifest;
        String kind = changed.textAt("kind");
        if (!(changed instanceof MapValue root) || kind == null || kind.isEmpty()) {
            throw new OverrideException("karmada.override-not-an-object", patch.getLast().path());
        }
        return new Manifest(root);
    }

    static JsonPatch.Operation replace(String path, Value value) {
        return new JsonPatch.Operation("replace", path, value);
    }
}
