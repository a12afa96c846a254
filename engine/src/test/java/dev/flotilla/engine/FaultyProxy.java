package dev.flotilla.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// Stands between Flotilla and a real API server and spoils some of the requests: 429, 500, a reset connection, an answer cut off
/// in the middle. A spoiled write has been done half of the time, as with a real network.
final class FaultyProxy implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient http;
    private final RealCluster cluster;
    private final Random random;
    private final double share;
    private final AtomicInteger spoiled = new AtomicInteger();

    FaultyProxy(RealCluster cluster, double share, long seed) throws IOException {
        this.cluster = cluster;
        this.share = share;
        this.random = new Random(seed);
        http = HttpClient.newBuilder().sslContext(Pem.trusting(cluster.caFile())).build();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /// How many requests were spoiled.
    int spoiled() {
        return spoiled.get();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private synchronized int fault() {
        return random.nextDouble() < share ? 1 + random.nextInt(6) : 0;
    }

    private void handle(HttpExchange exchange) throws IOException {
        int fault = fault();
        if (fault > 0) spoiled.incrementAndGet();
        try (exchange) {
            switch (fault) {
                case 1 -> answer(exchange, 429, "{\"kind\":\"Status\",\"code\":429}", Map.of("Retry-After", "1"));
                case 2 -> answer(exchange, 500, "{\"kind\":\"Status\",\"code\":500,\"message\":\"spoiled\"}", Map.of());
                case 3 -> {
                    // Closing without a word: a reset.
                }
                default -> {
                    HttpResponse<byte[]> answer = forward(exchange);
                    switch (fault) {
                        case 4 -> answer(exchange, 500, "{\"kind\":\"Status\",\"code\":500,\"message\":\"spoiled\"}", Map.of());
                        case 5 -> {
                            // Done, and the answer lost.
                        }
                        case 6 -> {
                            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                            exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
                        }
                        default -> {
                            exchange.getResponseHeaders().add("Content-Type", "application/json");
                            exchange.sendResponseHeaders(answer.statusCode(),
                                    answer.body().length == 0 ? -1 : answer.body().length);
                            exchange.getResponseBody().write(answer.body());
                        }
                    }
                }
            }
        } catch (IOException _) {
            // The client went away, or the answer was meant to be cut off.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(URI.create(cluster.server() + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[]{"Authorization", "Content-Type", "Accept"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) request.header(header, value);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, int status, String text, Map<String, String> headers) throws IOException {
        exchange.getRequestBody().readAllBytes();
        headers.forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
