package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import dev.flotilla.engine.sandbox.api.WriteOptions;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A request, taken apart.
///
/// @param path     decoded segments
/// @param content  the body
/// @param warnings collects sentences for the answer's `Warning` headers
record Request(HttpExchange exchange, String method, List<String> path, Map<String, String> query, byte[] content,
        List<String> warnings) {
    private static final int LARGEST_BODY = 16 << 20;

    /// Reads the whole body first: an answer given before that would cost the connection.
    static Request of(HttpExchange exchange) throws IOException {
        byte[] content;
        try (InputStream in = exchange.getRequestBody()) {
            content = in.readNBytes(LARGEST_BODY);
        }
        var path = new ArrayList<String>();
        for (String segment : exchange.getRequestURI().getRawPath().split("/")) {
            if (!segment.isEmpty()) path.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        var query = new LinkedHashMap<String, String>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                query.put(URLDecoder.decode(key, StandardCharsets.UTF_8), equals < 0
                        ? ""
                        : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return new Request(exchange, exchange.getRequestMethod(), List.copyOf(path), query,
                content, new ArrayList<>());
    }

    String query(String key) {
        return query.getOrDefault(key, "");
    }

    boolean isTrue(String key) {
        String value = query.get(key);
        return value != null && (value.equals("true") || value.equals("1") || value.isEmpty());
    }

    long number(String key, long absent) {
        try {
            String value = query(key);
            return value.isEmpty() ? absent : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw ApiError.badRequest("strconv.ParseInt: parsing \"" + query(key) + "\": invalid syntax");
        }
    }

    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /// The media type of the body, without parameters.
    String contentType() {
        String type = header("Content-Type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }

    boolean accepts(String form) {
        return header("Accept").contains("as=" + form);
    }

    WriteOptions writeOptions() {
        String manager = query("fieldManager");
        if (manager.isEmpty()) {
            String agent = header("User-Agent");
            int slash = agent.indexOf('/');
            manager = slash > 0 ? agent.substring(0, slash) : agent.isEmpty() ? "unknown" : agent;
        }
        if (manager.length() > 128) throw ApiError.badRequest("fieldManager: Too long: may not be more than 128 bytes");
        String dryRun = query("dryRun");
        if (!dryRun.isEmpty() && !dryRun.equals("All"))
            throw ApiError.badRequest("dryRun: Unsupported value: \"" + dryRun
                    + "\": supported values: \"All\"");
        String validation = query("fieldValidation");
        return new WriteOptions(manager, dryRun.equals("All"), validation.isEmpty() ? "Warn" : validation, isTrue("force"),
                warnings);
    }

    /// The body as an object.
    MapValue body() {
        return value() instanceof MapValue map ? map : MapValue.EMPTY;
    }

    /// The body, in JSON, YAML or protobuf; an empty map when there is none.
    Value value() {
        if (header("Content-Type").contains("protobuf") && content.length > 0) return ProtobufBody.decode(content);
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) return MapValue.EMPTY;
        try {
            return text.startsWith("{") || text.startsWith("[") ? Json.read(text) : yaml(text);
        } catch (IllegalArgumentException | YamlEngineException e) {
            throw ApiError.badRequest("couldn't get version/kind; json parse error: " + e.getMessage());
        }
    }

    private static Value yaml(String text) {
        @Nullable Object plain = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(text);
        return Value.of(plain);
    }
}
