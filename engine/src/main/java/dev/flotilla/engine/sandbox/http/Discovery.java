package dev.flotilla.engine.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.kind.Catalog;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What there is: groups, versions, resources.
final class Discovery {
    private static final List<String> VERBS = List.of("create", "delete", "deletecollection", "get", "list", "patch", "update",
            "watch");

    private final Catalog catalog;
    private final String version;

    Discovery(Catalog catalog, String version) {
        this.catalog = catalog;
        this.version = version;
    }

    MapValue root() {
        var paths = new ArrayList<String>(List.of("/api", "/api/v1", "/apis"));
        catalog.groups().forEach((group, versions) -> {
            if (group.isEmpty()) return;
            paths.add("/apis/" + group);
            versions.forEach(one -> paths.add("/apis/" + group + "/" + one));
        });
        paths.addAll(List.of("/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"));
        return MapValue.of("paths", ListValue.ofTexts(paths));
    }

    MapValue version() {
        String[] numbers = version.substring(1).split("\\.");
        return MapValue.builder().put("major", numbers[0]).put("minor", numbers.length > 1 ? numbers[1] : "0")
                .put("gitVersion", version)
                .put("gitCommit", "flotilla-sandbox").put("gitTreeState", "clean").put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion",
                        "none")
                .put("compiler", "javac").put("platform", "sandbox/simulated").build();
    }

    MapValue api() {
        return MapValue.builder().put("kind", "APIVersions").put("versions", ListValue.of(Value.text("v1"))).put(
                "serverAddressByClientCIDRs", ListValue.EMPTY).build();
    }

    MapValue groups() {
        var groups = new ArrayList<Value>();
        catalog.groups().forEach((group, versions) -> {
            if (!group.isEmpty()) groups.add(group(group, versions));
        });
        return MapValue.builder().put("kind", "APIGroupList").put("apiVersion", "v1").put("groups", ListValue.of(groups)).build();
    }

    MapValue group(String group) {
        Set<String> versions = catalog.groups().get(group);
        if (versions == null || group.isEmpty()) throw ApiError.noSuchPath();
        return MapValue
                .builder().put("kind", "APIGroup").put("apiVersion", "v1").put("name", group).put("versions",
                        group(group, versions)
                                .listAt("versions"))
                .put("preferredVersion", group(group, versions).mapAt("preferredVersion")).build();
    }

    private static MapValue group(String group, Set<String> versions) {
        var list = versions.stream()
                .map(one -> MapValue.builder().put("groupVersion", group + "/" + one).put("version", one).build())
                .toList();
        return MapValue.builder().put("name", group).put("versions", ListValue.of(list)).put("preferredVersion", list.getFirst())
                .build();
    }

    MapValue resources(String group, String apiVersion) {
        var resources = new ArrayList<Value>();
        List<ServedKind> kinds = catalog.in(group, apiVersion);
        if (kinds.isEmpty()) throw ApiError.noSuchPath();
        for (ServedKind kind : kinds) {
            resources.add(resource(kind));
            if (kind.hasStatus())
                resources.add(subresource(kind, "status", kind.kind(), "", "", List.of("get", "patch", "update")));
            if (kind.scale() != null)
                resources.add(subresource(kind, "scale", "Scale", "autoscaling", "v1", List.of("get", "patch",
                        "update")));
            if (kind.is("", "Pod")) {
                resources.add(subresource(kind, "log", "Pod", "", "", List.of("get")));
                resources.add(subresource(kind, "eviction", "Eviction", "policy", "v1", List.of("create")));
            }
            if (kind.is("", "Namespace")) resources.add(subresource(kind, "finalize", "Namespace", "", "", List.of("update")));
            if (kind.is("", "ServiceAccount"))
                resources.add(subresource(kind, "token", "TokenRequest", "authentication.k8s.io", "v1", List
                        .of("create")));
        }
        return MapValue.builder().put("kind", "APIResourceList").put("apiVersion", "v1")
                .put("groupVersion", group.isEmpty()
                        ? apiVersion
                        : group + "/" + apiVersion)
                .put("resources", ListValue.of(resources)).build();
    }

    private static MapValue resource(ServedKind kind) {
        var names = kind.names();
        var resource = MapValue.builder().put("name", names.plural()).put("singularName", names.singular())
                .put("namespaced", Value.bool(kind
                        .namespaced()))
                .put("kind", names.kind());
        boolean review = kind.group().equals("authorization.k8s.io") || kind.is("", "Binding");
        resource.put("verbs", ListValue.ofTexts(review ? List.of("create") : VERBS));
        if (!names.shortNames().isEmpty()) resource.put("shortNames", ListValue.ofTexts(names.shortNames()));
        if (!names.categories().isEmpty()) resource.put("categories", ListValue.ofTexts(names.categories()));
        return resource.build();
    }

    private static MapValue subresource(ServedKind kind, String name, String typeName, String group, String version,
            List<String> verbs) {
        var resource = MapValue.builder().put("name", kind.plural() + "/" + name).put("singularName", "").put("namespaced",
                Value.bool(kind
                        .namespaced()));
        if (!group.isEmpty()) resource.put("group", group).put("version", version);
        return resource.put("kind", typeName).put("verbs", ListValue.ofTexts(verbs)).build();
    }
}
