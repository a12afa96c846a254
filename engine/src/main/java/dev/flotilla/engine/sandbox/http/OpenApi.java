package dev.flotilla.engine.sandbox.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import dev.flotilla.engine.sandbox.kind.Catalog;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.schema.BuiltinSchemas;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.schema.Schema.ListType;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Describes the served kinds in OpenAPI, both versions: the types with their merge extensions, and the paths with the query
/// parameters by which kubectl finds out what the server can do.
final class OpenApi {
    private static final String GVK = "x-kubernetes-group-version-kind";

    private final Catalog catalog;
    private final String version;

    OpenApi(Catalog catalog, String version) {
        this.catalog = catalog;
        this.version = version;
    }

    MapValue v2() {
        List<ServedKind> kinds = catalog.kinds();
        return MapValue.builder().put("swagger", "2.0").put("info", info()).put("paths", paths(kinds, false))
                .put("definitions", types(
                        kinds, "#/definitions/"))
                .build();
    }

    MapValue v3(String group, String apiVersion) {
        List<ServedKind> kinds = catalog.in(group, apiVersion);
        return MapValue.builder().put("openapi", "3.0.0").put("info", info()).put("paths", paths(kinds, true))
                .put("components", MapValue.of(
                        "schemas", types(kinds, "#/components/schemas/")))
                .build();
    }

    private MapValue info() {
        return MapValue.builder().put("title", "Kubernetes").put("version", version).build();
    }

    private MapValue paths(List<ServedKind> kinds, boolean third) {
        var paths = MapValue.builder();
        for (ServedKind kind : kinds) {
            String base = (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion() + (kind.namespaced()
                    ? "/namespaces/{namespace}/"
                    : "/") + kind.plural();
            paths.put(base, MapValue.builder().put("get", operation(kind, "list", third))
                    .put("post", operation(kind, "post", third)).build());
            paths.put(base + "/{name}",
                    MapValue.builder().put("get", operation(kind, "get", third)).put("put", operation(kind, "put",
                            third)).put("patch", operation(kind, "patch", third)).put("delete", operation(kind, "delete", third))
                            .build());
        }
        return paths.build();
    }

    private static MapValue operation(ServedKind kind, String action, boolean third) {
        var operation = MapValue.builder().put("x-kubernetes-action", action).put(GVK, gvk(kind));
        if (Set.of("post", "put", "patch", "delete").contains(action)) {
            var names = action.equals("delete") ? List.of("dryRun") : List.of("dryRun", "fieldManager", "fieldValidation");
            operation.put("parameters", ListValue.of(names.stream().map(name -> parameter(name, third)).toList()));
        }
        return operation.put("responses", MapValue.of("200", MapValue.of("description", Value.text("OK")))).build();
    }

    private static MapValue parameter(String name, boolean third) {
        var parameter = MapValue.builder().put("name", name).put("in", "query").put("uniqueItems", Value.TRUE);
        if (third) {
            parameter.put("schema", MapValue.of("type", Value.text("string")));
        } else {
            parameter.put("type", "string");
        }
        return parameter.build();
    }

    private static MapValue gvk(ServedKind kind) {
        return MapValue.builder().put("group", kind.group()).put("kind", kind.kind()).put("version", kind.version()).build();
    }

    private static MapValue types(List<ServedKind> kinds, String prefix) {
        var types = new TreeMap<String, Value>();
        Deque<String> open = new ArrayDeque<>();
        for (ServedKind kind : kinds) {
            String name = kind.schema().name();
            if (name == null) {
                types.put(customName(kind), object(kind.schema(), prefix, open).with(GVK, ListValue.of(gvk(kind))));
            } else {
                types.put(published(name), object(kind.schema(), prefix, open).with(GVK, ListValue.of(gvk(kind))));
            }
        }
        Set<String> done = new HashSet<>();
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!done.add(name)) continue;
            types.computeIfAbsent(published(name), _ -> object(BuiltinSchemas.shared().type(name), prefix, open));
        }
        return MapValue.of(types);
    }

    private static String customName(ServedKind kind) {
        var reversed = new StringBuilder();
        for (String part : kind.group().split("\\.")) {
            reversed.insert(0, part + ".");
        }
        return reversed + kind.version() + "." + kind.kind();
    }

    private static String published(String name) {
        if (name.startsWith("meta.")) return "io.k8s.apimachinery.pkg.apis." + name;
        if (name.startsWith("apiextensions.")) return "io.k8s.apiextensions-apiserver.pkg.apis." + name;
        return "io.k8s.api." + name;
    }

    private static MapValue object(Schema schema, String prefix, Deque<String> open) {
        var object = MapValue.builder().put("type", "object");
        if (!schema.required().isEmpty()) object.put("required", ListValue.ofTexts(schema.required()));
        var properties = MapValue.builder();
        schema.properties().forEach((name, field) -> properties.put(name, field(field, prefix, open)));
        if (!schema.properties().isEmpty()) object.put("properties", properties.build());
        Schema additional = schema.additional();
        if (additional != null) object.put("additionalProperties", field(additional, prefix, open));
        if (schema.isAtomic()) object.put("x-kubernetes-map-type", "atomic");
        if (schema.preservesUnknown()) object.put("x-kubernetes-preserve-unknown-fields", Value.TRUE);
        return object.build();
    }

    private static MapValue field(Schema schema, String prefix, Deque<String> open) {
        String name = schema.name();
        if (name != null) {
            open.add(name);
            return MapValue.of("$ref", Value.text(prefix + published(name)));
        }
        MapValue described = switch (schema.type()) {
            // kubectl explain takes a schema that says nothing for one that is missing.
            case ANY -> MapValue.of("description", Value.text("any value"));
            case OBJECT -> object(schema, prefix, open);
            case ARRAY -> array(schema, prefix, open);
            case STRING, QUANTITY -> MapValue.of("type", Value.text("string"));
            case INTEGER ->
                MapValue.builder().put("type", "integer").put("format", schema.format().isEmpty() ? "int64" : schema.format())
                        .build();
            case NUMBER -> MapValue.of("type", Value.text("number"));
            case BOOLEAN -> MapValue.of("type", Value.text("boolean"));
            case INT_OR_STRING -> MapValue.builder().put("type", "string").put("format", "int-or-string").build();
        };
        String description = schema.rules().textAt("description");
        return description == null ? described : described.with("description", Value.text(description));
    }

    private static MapValue array(Schema schema, String prefix, Deque<String> open) {
        var array = MapValue.builder().put("type", "array").put("items", field(schema.items(), prefix, open));
        array.put("x-kubernetes-list-type", schema.listType().name().toLowerCase(java.util.Locale.ROOT));
        if (schema.listType() == ListType.MAP) array.put("x-kubernetes-list-map-keys", ListValue.ofTexts(schema.listKeys()));
        String key = schema.mergeKey();
        if (key != null) array.put("x-kubernetes-patch-merge-key", key);
        if (schema.patchMerges()) array.put("x-kubernetes-patch-strategy", schema.retainsKeys() ? "merge,retainKeys" : "merge");
        return array.build();
    }
}
