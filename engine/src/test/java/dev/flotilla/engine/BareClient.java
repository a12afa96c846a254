package dev.flotilla.engine;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import static org.assertj.core.api.Assertions.assertThat;

/// Nothing but requests: one HTTP/2 connection, so many under way, answers thrown away. The limit of what any client can do.
final class BareClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI server;
    private final String token;

    /// @param server may be another way to the cluster
    BareClient(RealCluster cluster, URI server) {
        this.http = HttpClient.newBuilder().sslContext(Pem.trusting(cluster.caFile())).executor(Executors
                .newVirtualThreadPerTaskExecutor()).build();
        this.server = server;
        this.token = cluster.token();
    }

    /// Applies all of them.
    ///
    /// @param paths  of the objects
    /// @param bodies in the same order
    void apply(List<String> paths, List<String> bodies, int together) throws Exception {
        var places = new Semaphore(together);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = new ArrayList<Future<?>>();
            for (int i = 0; i < paths.size(); i++) {
                String path = paths.get(i) + "?fieldManager=flotilla";
                String body = bodies.get(i);
                Callable<Void> work = () -> {
                    places.acquire();
                    try {
                        send("PATCH", path, "application/apply-patch+yaml", body);
                        return null;
                    } finally {
                        places.release();
                    }
                };
                sent.add(threads.submit(work));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    void send(String method, String path, String mediaType, String body) throws Exception {
        answer(HttpRequest.newBuilder(URI.create(server + path)).header("Accept", "application/json").header("Content-Type",
                mediaType).method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    /// How many requests the server says it has answered.
    ///
    /// @param verb     such as `LIST`
    /// @param resource plural
    long answered(String verb, String resource) throws Exception {
        String metrics = answer(HttpRequest.newBuilder(URI.create(server + "/metrics")));
        return metrics.lines()
                .filter(line -> line.startsWith("apiserver_request_total{") && line.contains("resource=\"" + resource
                        + "\"") && line.contains("verb=\"" + verb + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(
                        line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String answer(HttpRequest.Builder asking) throws Exception {
        HttpRequest request = asking.timeout(PATIENCE).header("Authorization", "Bearer " + token).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode() / 100).as("%s: %s", request, answer.body()).isEqualTo(2);
        return answer.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
