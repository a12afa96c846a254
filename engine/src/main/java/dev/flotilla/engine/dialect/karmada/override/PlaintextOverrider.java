package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// All plain text patches of a rule: one JSON patch, all or nothing.
record PlaintextOverrider(FieldPath field, List<JsonPatch.Operation> patch) implements Overrider {
    PlaintextOverrider {
        patch = List.copyOf(patch);
    }

    static PlaintextOverrider read(FieldPath field, ListValue entries) {
        return new PlaintextOverrider(field, operations(entries, "path"));
    }

    /// @param path name of the field that holds the pointer
    static List<JsonPatch.Operation> operations(ListValue entries, String path) {
        var operations = new ArrayList<JsonPatch.Operation>();
        for (MapValue entry : entries.maps()) {
            String operator = entry.textAt("operator");
            String pointer = entry.textAt(path);
            Value value = entry.get("value");
            operations.add(new JsonPatch.Operation(operator == null ? "" : operator, pointer == null ? "" : pointer,
                    value == null ? Value.NULL : value));
        }
        return operations;
    }

    @Override
    public boolean moves() {
        return patch.stream().anyMatch(operation -> Pointers.meansNamespace(operation.path()));
    }

    @Override
    public Manifest apply(Manifest manifest, Provenance provenance) throws OverrideException {
        return Patches.apply(manifest, patch, provenance);
    }
}
