package dev.flotilla.engine.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import dev.flotilla.engine.schema.BuiltinSchemas;
import dev.flotilla.engine.schema.CrdSchemas;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// The kinds whose fields are known: Kubernetes' own, and those that CustomResourceDefinitions among the documents define.
public final class Kinds {
    private static final TypeRef DEFINITION = new TypeRef("apiextensions.k8s.io/v1", "CustomResourceDefinition");

    /// Kubernetes' own only.
    public static final Kinds BUILT_IN = new Kinds(List.of());

    private final List<Document> definitions;
    private final SequencedMap<TypeRef, Schema> custom = new LinkedHashMap<>();

    private Kinds(List<Document> definitions) {
        this.definitions = definitions;
        definitions.forEach(this::define);
    }

    /// The documents that define kinds, of all of them.
    public static List<Document> definitions(List<Document> documents) {
        return documents.stream().filter(document -> document.manifest().type().equals(DEFINITION)).toList();
    }

    /// @param definitions as [#definitions] finds them
    /// @param before      the answer is this very instance where it was made of the same definitions
    public static Kinds of(List<Document> definitions, Kinds before) {
        return definitions.equals(before.definitions) ? before : new Kinds(List.copyOf(definitions));
    }

    private void define(Document definition) {
        MapValue spec = definition.manifest().root().mapAt("spec");
        String group = spec.textAt("group");
        String kind = spec.textAt("names", "kind");
        if (group == null || kind == null) return;
        for (MapValue version : spec.listAt("versions").maps()) {
            String name = version.textAt("name");
            if (name == null) continue;
            custom.put(new TypeRef(group + "/" + name, kind), CrdSchemas.ofObject(version.mapAt("schema", "openAPIV3Schema")));
        }
    }

    /// Whether documents define kinds.
    public boolean hasCustom() {
        return !custom.isEmpty();
    }

    /// The schema of a kind that the documents define, or `null`.
    public @Nullable Schema custom(TypeRef type) {
        return custom.get(type);
    }

    /// The schema of a kind, or `null` where nobody defines it.
    public @Nullable Schema schema(TypeRef type) {
        Schema own = BuiltinSchemas.shared().kind(type.apiVersion(), type.kind());
        return own == null ? custom.get(type) : own;
    }

    /// Every kind that people write into files, the documents' own first.
    public List<TypeRef> types() {
        var types = new ArrayList<>(custom.keySet());
        BuiltinSchemas.shared().kinds().forEach(kind -> types.add(new TypeRef(kind.apiVersion(), kind.name())));
        return types;
    }
}
