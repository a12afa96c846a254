package dev.flotilla.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A validating webhook that a real API server asks over HTTPS, with the certificate of that very server.
final class AdmissionWebhook implements AutoCloseable {
    private final HttpsServer server;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Behaviour behaviour;

    /// `QUOTES` denies with the whole object in its words, and a Secret's values as they are meant.
    enum Behaviour {
        ALLOWS, DENIES, QUOTES, HANGS
    }

    AdmissionWebhook(RealCluster cluster, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        Path pki = cluster.caFile().resolveSibling("apiserver.crt");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(Pem.serving(pki, pki.resolveSibling("apiserver.key"))));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/validate");
    }

    void behave(Behaviour now) {
        behaviour = now;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Value review = Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean denies = behaviour == Behaviour.DENIES || behaviour == Behaviour.QUOTES;
            String words = behaviour == Behaviour.QUOTES ? quoted(review.mapAt("request", "object")) : "not on a Friday";
            if (behaviour == Behaviour.HANGS) over.await();
            var response = MapValue.builder().put("uid", String.valueOf(review.textAt("request", "uid")))
                    .put("allowed", Value.bool(!denies));
            if (denies) response.put("status", MapValue.builder().put("code", 403).put("message", words).build());
            byte[] answer = Json.write(MapValue.builder().put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview")
                    .put("response", response.build()).build()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String quoted(MapValue object) {
        var words = new StringBuilder("refused: ").append(Json.write(object));
        object.mapAt("data").texts()
                .forEach((key, value) -> words.append(", ").append(key).append(" is ").append(new String(Base64
                        .getDecoder().decode(value), StandardCharsets.UTF_8)));
        return words.toString();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
