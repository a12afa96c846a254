package dev.flotilla.engine.sandbox.schema;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a CustomResourceDefinition's schema has to be like.
///
/// Source: <https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema>
public final class StructuralRules {
    private StructuralRules() {}

    /// What keeps a schema from being structural.
    ///
    /// @param path where the schema stands in the definition
    public static List<FieldError> violations(MapValue openApi, String path) {
        var errors = new ArrayList<FieldError>();
        if (!"object".equals(openApi.textAt("type"))) {
            String type = openApi.textAt("type");
            errors.add(type == null
                    ? FieldError.required(path + ".type", "must not be empty at the root")
                    : FieldError.invalid(path
                            + ".type", Value.text(type), "must be object at the root"));
        }
        collect(openApi, path, errors);
        return errors;
    }

    private static void collect(MapValue json, String path, List<FieldError> errors) {
        if (json.has("properties") && json.has("additionalProperties")) {
            errors.add(FieldError.forbidden(path + ".additionalProperties",
                    "additionalProperties and properties are mutual exclusive"));
        }
        if ("array".equals(json.textAt("type")) && !json.has("items"))
            errors.add(FieldError.required(path + ".items",
                    "must be specified"));
        if (json.isTrueAt("uniqueItems"))
            errors.add(FieldError.forbidden(path + ".uniqueItems", "uniqueItems cannot be set to true"));
        if (json.has("$ref")) errors.add(FieldError.forbidden(path + ".$ref", "$ref is not supported"));
        String list = json.textAt("x-kubernetes-list-type");
        if ("map".equals(list) && json.listAt("x-kubernetes-list-map-keys").isEmpty()) {
            errors.add(FieldError.required(path + ".x-kubernetes-list-map-keys",
                    "must not be empty if x-kubernetes-list-type is map"));
        }
        for (var property : json.mapAt("properties")) {
            if (property.getValue() instanceof MapValue child)
                child(child, path + ".properties[" + property.getKey() + "]", errors);
        }
        if (json.get("items") instanceof MapValue items) child(items, path + ".items", errors);
        if (json.get("additionalProperties") instanceof MapValue values) child(values, path + ".additionalProperties", errors);
    }

    private static void child(MapValue json, String path, List<FieldError> errors) {
        @Nullable String type = json.textAt("type");
        boolean free = json.isTrueAt("x-kubernetes-int-or-string") || json.isTrueAt("x-kubernetes-preserve-unknown-fields");
        if (type == null && !free)
            errors.add(FieldError.required(path + ".type", path.endsWith(".items")
                    ? "must not be empty for specified array items"
                    : "must not be empty for specified object fields"));
        collect(json, path, errors);
    }
}
