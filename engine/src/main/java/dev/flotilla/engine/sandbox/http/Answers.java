package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;

/// Writes answers.
final class Answers {
    private Answers() {}

    static void json(Request request, int code, MapValue body) throws IOException {
        for (String warning : request.warnings()) {
            request.exchange().getResponseHeaders().add("Warning",
                    "299 - \"" + warning.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        send(request.exchange(), code, "application/json", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    static void text(Request request, String text) throws IOException {
        send(request.exchange(), 200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static void error(HttpExchange exchange, ApiError error) throws IOException {
        if (error.code() == 429) exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, error.code(), "application/json", Json.write(error.status()).getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, int code, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache, private");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, head || body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            if (!head) out.write(body);
        }
    }
}
