package dev.flotilla.engine.diff;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A manifest in the form in which an API server stores it, as far as that is known beforehand, so that what is sent can be
/// compared with what comes back.
final class NormalForm {
    private NormalForm() {}

    /// Without `status` and null creation times, a Secret's `stringData` folded into `data`.
    static Manifest of(Manifest manifest) {
        MapValue root = manifest.root().without("status");
        MapValue metadata = root.mapAt("metadata");
        if (metadata.get("creationTimestamp") == Value.NULL) root = root.with("metadata", metadata.without("creationTimestamp"));
        if (Secrets.isSecret(root) && root.get("stringData") instanceof MapValue texts) {
            var data = MapValue.builder();
            root.mapAt("data").forEach(data::put);
            texts.forEach((key, value) -> {
                if (value instanceof Value.Text(String text)) {
                    data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
                }
            });
            root = root.without("stringData").with("data", data.build());
        }
        return root.equals(manifest.root()) ? manifest : new Manifest(root);
    }
}
