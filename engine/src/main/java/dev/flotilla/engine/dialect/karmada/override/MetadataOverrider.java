package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Changes labels or annotations of the object itself.
///
/// @param map `labels` or `annotations`
record MetadataOverrider(FieldPath field, String map, String operator, MapValue values) implements Overrider {

    static MetadataOverrider read(FieldPath field, String map, MapValue entry) {
        String operator = entry.textAt("operator");
        return new MetadataOverrider(field, map, operator == null ? "" : operator, entry.mapAt("value"));
    }

    @Override
    public Manifest apply(Manifest manifest, Provenance provenance) throws OverrideException {
        Manifest changed = manifest;
        var patch = new ArrayList<JsonPatch.Operation>();
        MapValue known = known(manifest);
        for (var entry : values) {
            String key = entry.getKey();
            Value now = known == null ? null : known.get(key);
            switch (operator) {
                case "add" -> {
                    if (known == null) {
                        Value metadata = manifest.root().get("metadata");
                        if (metadata != null && !(metadata instanceof MapValue)) continue;
                        changed = new Manifest((MapValue) manifest.root().set(FieldPath.of("metadata", map), MapValue.EMPTY));
                    }
                }
                case "replace", "remove" -> {
                    if (now == null) {
                        provenance.warn("karmada.override-key-absent", operator, map, key, manifest.kind(), manifest.name());
                        continue;
                    }
                }
                default -> {
                }
            }
            if (operator.equals("remove") || !entry.getValue().equals(now)) {
                patch.add(new JsonPatch.Operation(operator, "/metadata/" + map + "/" + key.replace("/", "~1"), entry.getValue()));
            }
        }
        return Patches.apply(changed, patch, provenance);
    }

    /// The map as Kubernetes' accessor finds it: `null` where there is none, or one that holds something else than strings.
    private @Nullable MapValue known(Manifest manifest) {
        return manifest.at("metadata", map) instanceof MapValue found && found.texts().size() == found.size() ? found : null;
    }
}
