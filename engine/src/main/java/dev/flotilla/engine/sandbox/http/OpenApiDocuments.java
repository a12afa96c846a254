package dev.flotilla.engine.sandbox.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.kind.Catalog;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The OpenAPI documents, made when they are first asked for and again when the kinds have changed.
final class OpenApiDocuments {
    private record Version2(long generation, String json, byte[] protobuf) {}

    private final Catalog catalog;
    private final OpenApi openApi;
    private final Map<String, MapValue> version3 = new ConcurrentHashMap<>();
    private volatile @Nullable Version2 version2;

    OpenApiDocuments(Catalog catalog, String version) {
        this.catalog = catalog;
        this.openApi = new OpenApi(catalog, version);
    }

    private Version2 v2() {
        Version2 known = version2;
        long generation = catalog.generation();
        if (known == null || known.generation != generation) {
            MapValue document = openApi.v2();
            known = new Version2(generation, Json.write(document), OpenApiProtobuf.encode(document));
            version2 = known;
        }
        return known;
    }

    String v2Json() {
        return v2().json;
    }

    byte[] v2Protobuf() {
        return v2().protobuf;
    }

    MapValue v3Index() {
        var paths = MapValue.builder();
        catalog.groups().forEach((group, versions) -> versions.forEach(version -> {
            String path = group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
            String url = "/openapi/v3/" + path + "?hash=" + catalog.generation();
            paths.put(path, MapValue.of("serverRelativeURL", Value.text(url)));
        }));
        return MapValue.of("paths", paths.build());
    }

    MapValue v3(String group, String version) {
        if (catalog.in(group, version).isEmpty()) throw ApiError.noSuchPath();
        String key = group + "/" + version + "@" + catalog.generation();
        return version3.computeIfAbsent(key, _ -> openApi.v3(group, version));
    }
}
