package dev.flotilla.engine.dialect.karmada.override;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.GoJson;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.JsonPointer;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Changes values inside a string that holds JSON or YAML, such as a file in a ConfigMap.
///
/// @param path where the string stands
/// @param json patch for JSON text; only looked at when `yaml` is empty
record FieldOverrider(FieldPath field, String path, List<JsonPatch.Operation> json, List<JsonPatch.Operation> yaml)
        implements
            Overrider {
    private static final JsonPatch.Listener NOBODY = new JsonPatch.Listener() {
        @Override
        public void changed(FieldPath at, String operation, @Nullable Value replaced) {}

        @Override
        public void shifted(FieldPath list, int from, int by) {}
    };

    FieldOverrider {
        json = List.copyOf(json);
        yaml = List.copyOf(yaml);
    }

    static FieldOverrider read(FieldPath field, MapValue entry) {
        String path = entry.textAt("fieldPath");
        return new FieldOverrider(field, path == null ? "" : path, PlaintextOverrider.operations(entry.listAt("json"), "subPath"),
                PlaintextOverrider.operations(entry.listAt("yaml"), "subPath"));
    }

    @Override
    public boolean moves() {
        return Pointers.meansNamespace(path);
    }

    @Override
    public Manifest apply(Manifest manifest, Provenance provenance) throws OverrideException {
        if (!path.isEmpty() && !path.startsWith("/")) throw new OverrideException("karmada.override-field-path", path);
        Value value = found(manifest.root());
        if (value == null) throw new OverrideException("karmada.override-path-missing", "replace", path);
        if (!(value instanceof Value.Text(String text))) throw new OverrideException("karmada.override-field-not-text", path);
        String changed = yaml.isEmpty() ? json.isEmpty() ? "" : patchedJson(text) : patchedYaml(text);
        if (changed.equals(text)) return manifest;
        return Patches.apply(manifest, List.of(Patches.replace(path, Value.text(changed))), provenance);
    }

    private @Nullable Value found(Value root) {
        @Nullable Value here = root;
        for (String token : JsonPointer.parse(path).tokens()) {
            here = switch (here) {
                case null -> null;
                case MapValue map -> map.get(token);
                case ListValue list -> Pointers.item(list, token);
                default -> null;
            };
        }
        return here;
    }

    private String patchedYaml(String text) throws OverrideException {
        YamlFile file = YamlReader.read(new SourceFile("", text));
        if (file.documents().isEmpty() && !file.diagnostics().isEmpty()) {
            throw new OverrideException("karmada.override-field-unreadable", path, "YAML");
        }
        Value document = file.documents().isEmpty() ? Value.NULL : file.documents().getFirst().root();
        return YamlText.write(patched(document, yaml));
    }

    private String patchedJson(String text) throws OverrideException {
        if (text.isEmpty()) return text;
        Value document;
        try {
            document = Json.read(text);
        } catch (IllegalArgumentException _) {
            throw new OverrideException("karmada.override-field-unreadable", path, "JSON");
        }
        return GoJson.SINCE_1_22.writeInOrder(patched(document, json));
    }

    private Value patched(Value document, List<JsonPatch.Operation> patch) throws OverrideException {
        if (document != Value.NULL && !(document instanceof MapValue) && !(document instanceof ListValue)) {
            throw new OverrideException("karmada.override-field-not-text", path);
        }
        Value changed = JsonPatch.apply(document, patch, NOBODY);
        if (changed == Value.NULL) throw new OverrideException("karmada.override-not-an-object", path);
        return changed;
    }
}
