package dev.flotilla.engine.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Speaks to an API server with nothing but the JDK's HTTP client.
final class KubeHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(System.getenv("CI") == null ? 60 : 120);
    private final HttpClient client;
    private final URI server;
    private final String token;

    KubeHttp(URI server, String token, SSLContext tls) {
        this.server = server;
        this.token = token;
        this.client = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
    }

    record Answer(int status, MapValue body) {
        /// Fails with what the server said when the status is another one.
        MapValue expect(int wanted) {
            if (status != wanted) throw new AssertionError("expected " + wanted + " but was " + status + ": " + body);
            return body;
        }
    }

    Answer get(String path) {
        return send("GET", path, "", "");
    }

    /// As `kubectl get` asks.
    Answer table(String path) {
        return send("GET", path, "", "", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
    }

    Answer post(String path, String body) {
        return send("POST", path, "application/json", body);
    }

    Answer put(String path, MapValue body) {
        return send("PUT", path, "application/json", Json.write(body));
    }

    Answer delete(String path) {
        return send("DELETE", path, "", "");
    }

    Answer delete(String path, String options) {
        return send("DELETE", path, "application/json", options);
    }

    Answer merge(String path, String patch) {
        return send("PATCH", path, "application/merge-patch+json", patch);
    }

    Answer jsonPatch(String path, String patch) {
        return send("PATCH", path, "application/json-patch+json", patch);
    }

    Answer strategic(String path, String patch) {
        return send("PATCH", path, "application/strategic-merge-patch+json", patch);
    }

    /// @param manager with further query parameters: `me&force=true`
    Answer apply(String path, String manager, String body) {
        return send("PATCH", path + "?fieldManager=" + manager, "application/apply-patch+yaml", body);
    }

    Answer send(String method, String path, String contentType, String body) {
        return send(method, path, contentType, body, "application/json");
    }

    private Answer send(String method, String path, String contentType, String body, String accept) {
        var request = request(path).method(method,
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers
                                .ofString(body));
        request.setHeader("Accept", accept);
        if (!contentType.isEmpty()) request.header("Content-Type", contentType);
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            var value = text.startsWith("{") ? Json.read(text) : MapValue.of("text", Value.text(text));
            return new Answer(response.statusCode(), (MapValue) value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", "Bearer " + token).header("User-Agent",
                "behaviour/1").header("Accept", "application/json").timeout(Duration.ofSeconds(100));
    }

    /// Reads a watch until it has seen as many events as asked for, or `end` accepts one.
    List<MapValue> watch(String path, Predicate<MapValue> end) {
        try {
            var response = client.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
            var events = new ArrayList<MapValue>();
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    var event = (MapValue) Json.read(line);
                    events.add(event);
                    if (end.test(event)) return events;
                }
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Asks until the answer is as wanted.
    ///
    /// @return the answer
    Answer await(String path, Predicate<Answer> wanted) {
        return await(path, () -> get(path), wanted);
    }

    /// Creates something that a server of before 1.24 refuses with `ServerTimeout` until it has made the service account's token.
    Answer postOnceReady(String path, String body) {
        return await(path, () -> post(path, body), answer -> !"ServerTimeout".equals(answer.body().textAt("reason")));
    }

    private static Answer await(String path, Supplier<Answer> ask, Predicate<Answer> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = ask.get();
            if (wanted.test(answer)) return answer;
            if (System.nanoTime() > end) throw new AssertionError("in vain waited for " + path + ": " + answer);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    MapValue awaitBody(String path, Predicate<MapValue> wanted) {
        return await(path, answer -> answer.status() == 200 && wanted.test(answer.body())).body();
    }

    void awaitGone(String path) {
        await(path, answer -> answer.status() == 404);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
