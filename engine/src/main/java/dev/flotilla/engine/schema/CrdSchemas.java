package dev.flotilla.engine.schema;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

import dev.flotilla.engine.schema.Schema.ListType;
import dev.flotilla.engine.schema.Schema.Type;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Structural schemas of CustomResourceDefinitions.
///
/// Source: <https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema>
public final class CrdSchemas {
    private CrdSchemas() {}

    /// The schema of a custom object: what the definition says, with the metadata that every object has.
    ///
    /// @param openApi `spec.versions[].schema.openAPIV3Schema`; empty keeps every field
    public static Schema ofObject(MapValue openApi) {
        Schema written = openApi.isEmpty() ? Schema.of(Type.OBJECT).preserveUnknown(true).build() : of(openApi);
        return withObjectFields(written);
    }

    /// A schema inside `anyOf` and the like, which may leave its type open.
    public static Schema ofRule(MapValue rule) {
        return of(rule);
    }

    private static Schema withObjectFields(Schema written) {
        var properties = new LinkedHashMap<>(written.properties());
        Schema text = Schema.of(Type.STRING).build();
        properties.put("apiVersion", text);
        properties.put("kind", text);
        properties.put("metadata", BuiltinSchemas.shared().type("meta.v1.ObjectMeta"));
        return written.toBuilder().properties(properties).build();
    }

    private static Schema of(MapValue json) {
        var schema = Schema.of(type(json)).rules(json).nullable(json.isTrueAt("nullable")).defaultValue(json.get("default"))
                .atomic("atomic"
                        .equals(json.textAt("x-kubernetes-map-type")));
        String format = json.textAt("format");
        if (format != null) schema.format(format);
        schema.preserveUnknown(json.isTrueAt("x-kubernetes-preserve-unknown-fields"));
        schema.required(new LinkedHashSet<>(json.listAt("required").texts()));
        var properties = new LinkedHashMap<String, Schema>();
        for (var property : json.mapAt("properties")) {
            if (property.getValue() instanceof MapValue child) properties.put(property.getKey(), of(child));
        }
        schema.properties(properties);
        Value additional = json.get("additionalProperties");
        if (additional instanceof MapValue child) schema.additional(of(child));
        if (additional instanceof Value.Bool(boolean any) && any) schema.additional(Schema.ANY);
        if (json.get("items") instanceof MapValue items) schema.items(of(items));
        switch (String.valueOf(json.textAt("x-kubernetes-list-type"))) {
            case "map" -> schema.list(ListType.MAP, json.listAt("x-kubernetes-list-map-keys").texts());
            case "set" -> schema.list(ListType.SET, List.of());
            default -> schema.list(ListType.ATOMIC, List.of());
        }
        Schema built = schema.build();
        return json.isTrueAt("x-kubernetes-embedded-resource") ? withObjectFields(built) : built;
    }

    private static Type type(MapValue json) {
        if (json.isTrueAt("x-kubernetes-int-or-string")) return Type.INT_OR_STRING;
        return switch (String.valueOf(json.textAt("type"))) {
            case "object" -> Type.OBJECT;
            case "array" -> Type.ARRAY;
            case "string" -> Type.STRING;
            case "integer" -> Type.INTEGER;
            case "number" -> Type.NUMBER;
            case "boolean" -> Type.BOOLEAN;
            default -> json.has("properties") ? Type.OBJECT : Type.ANY;
        };
    }
}
