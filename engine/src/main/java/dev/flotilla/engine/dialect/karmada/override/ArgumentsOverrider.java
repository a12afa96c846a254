package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.dialect.karmada.interpret.Containers;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Changes the command or the arguments of the containers with one name.
///
/// @param list `command` or `args`
record ArgumentsOverrider(FieldPath field, String list, String container, String operator,
        List<Value> values) implements Overrider {
    ArgumentsOverrider {
        values = List.copyOf(values);
    }

    static ArgumentsOverrider read(FieldPath field, String list, MapValue entry) {
        return new ArgumentsOverrider(field, list, text(entry.textAt("containerName")), text(entry.textAt("operator")),
                entry.listAt("value").items().stream().filter(Value.Text.class::isInstance).toList());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public Manifest apply(Manifest manifest, Provenance provenance) throws OverrideException {
        Containers found = Overrider.containers(manifest, provenance, Containers::asWritten);
        if (found == null) return manifest;
        String path = Pointers.text(found.path());
        var patch = new ArrayList<JsonPatch.Operation>();
        for (int i = 0; i < found.containers().size(); i++) {
            MapValue candidate = found.containers().get(i);
            if (!container.equals(candidate.textAt("name"))) continue;
            Value now = candidate.get(list);
            boolean present = now != null && now != Value.NULL;
            ListValue changed = changed(texts(found.path().index(i), manifest.kind(), now));
            if (!present || !changed.equals(now)) {
                patch.add(new JsonPatch.Operation(present ? "replace" : "add", path + "/" + i + "/" + list, changed));
            }
        }
        if (patch.isEmpty() && found.containers().stream().noneMatch(candidate -> container.equals(candidate.textAt("name")))) {
            provenance.warn("karmada.override-container-unknown", container, manifest.kind(), manifest.name());
        }
        return Patches.apply(manifest, patch, provenance);
    }

    private ListValue texts(FieldPath at, String kind, @Nullable Value now) throws OverrideException {
        if (now == null || now == Value.NULL) return ListValue.EMPTY;
        if (now instanceof ListValue items && items.texts().size() == items.size()) return items;
        throw new OverrideException("karmada.override-field-type", kind, at.key(list).toString(), "list-of-strings");
    }

    private ListValue changed(ListValue now) {
        var items = new ArrayList<>(now.items());
        switch (operator) {
            case "add" -> items.addAll(values);
            case "remove" -> items.removeAll(values);
            default -> {
            }
        }
        return ListValue.of(items);
    }
}
