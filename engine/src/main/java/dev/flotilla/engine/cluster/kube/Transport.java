package dev.flotilla.engine.cluster.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import org.jspecify.annotations.Nullable;

/// Sends requests to one server and waits for their answers.
///
/// All requests share one HTTP/2 connection, and the JDK's client keeps it as long as nothing tells it that the other side is
/// gone: after a laptop's sleep every request would go into it and time out. So after a second time-out in a row the client is
/// replaced; what was still under way in it fails and is tried again by whoever asked.
final class Transport implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int TIME_OUTS = 2;
    private static final String JSON = "application/json";

    private final Connection connection;
    private final Credentials credentials;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient.Builder builder;
    private final AtomicReference<HttpClient> http;
    private final AtomicInteger timeOuts = new AtomicInteger();
    private final String base;
    private volatile boolean known;
    private volatile long heard = System.nanoTime();
    private volatile boolean closed;

    Transport(Connection connection, ConsentStore consent) throws ClusterException {
        this.connection = connection;
        this.credentials = new Credentials(connection.login(), consent);
        this.base = connection.server().toString();
        boolean secure = "https".equals(connection.server().getScheme());
        this.builder = HttpClient.newBuilder().connectTimeout(CONNECT).executor(threads)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        if (secure) builder.sslContext(TlsSetup.context(connection));
        URI proxy = connection.proxy();
        if (proxy != null) builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), port(proxy))));
        this.http = new AtomicReference<>(builder.build());
    }

    private static int port(URI proxy) {
        return proxy.getPort() >= 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
    }

    String address() {
        return ClusterFailure.hostAndPort(connection.server());
    }

    /// An answer of any status.
    record Answer(int status, HttpResponse<?> response, byte[] body) {}

    /// Sends and waits for the whole answer.
    ///
    /// @param mediaType of the body; ignored without one
    Answer send(String method, String path, @Nullable String mediaType, byte @Nullable [] body, Duration patience)
            throws ClusterException {
        Answer answer = sendOnce(method, path, mediaType, body, JSON, patience);
        return answer.status() == 401 && credentials.renew() ? sendOnce(method, path, mediaType, body, JSON, patience) : answer;
    }

    /// Reads in the form that `accept` asks for.
    Answer get(String path, String accept, Duration patience) throws ClusterException {
        Answer answer = sendOnce("GET", path, null, null, accept, patience);
        return answer.status() == 401 && credentials.renew() ? sendOnce("GET", path, null, null, accept, patience) : answer;
    }

    private Answer sendOnce(String method, String path, @Nullable String mediaType, byte @Nullable [] body, String accept,
            Duration patience) throws ClusterException {
        HttpRequest request = request(method, path, mediaType, body, accept);
        HttpResponse<byte[]> response = await(http.get(), request, HttpResponse.BodyHandlers.ofByteArray(), patience);
        return new Answer(response.statusCode(), response, response.body());
    }

    /// A stream that was opened.
    ///
    /// @param via what it comes through, for [#abandon]
    record Opened(HttpResponse<InputStream> response, HttpClient via) {}

    /// Sends and waits for the answer's head; the caller reads and closes the stream.
    Opened open(String path, String accept, Duration patience) throws ClusterException {
        HttpClient via = http.get();
        return new Opened(
                await(via, request("GET", path, null, null, accept), HttpResponse.BodyHandlers.ofInputStream(), patience),
                via);
    }

    private HttpRequest request(String method, String path, @Nullable String mediaType, byte @Nullable [] body, String accept)
            throws ClusterException {
        BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body);
        var builder = HttpRequest.newBuilder(URI.create(base + path)).method(method, publisher)
                .header("Accept", accept)
                .header("User-Agent", "flotilla");
        if (body != null && mediaType != null) builder.header("Content-Type", mediaType);
        String authorization = credentials.header();
        if (authorization != null) builder.header("Authorization", authorization);
        return builder.build();
    }

    private <T> HttpResponse<T> await(HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler,
            Duration patience) throws ClusterException {
        CompletableFuture<HttpResponse<T>> answer;
        try {
            answer = client.sendAsync(request, handler);
        } catch (UncheckedIOException e) {
            throw new ClusterException(closed ? new ClusterFailure.Cancelled() : Failures.of(connection, e, known), e);
        }
        try {
            HttpResponse<T> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            timeOuts.set(0);
            heard = System.nanoTime();
            known = true;
            return response;
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ClusterException(new ClusterFailure.Cancelled(), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            if (timeOuts.incrementAndGet() >= TIME_OUTS) replace(client);
            throw new ClusterException(new ClusterFailure.TimedOut(address(), patience.toSeconds()), e);
        } catch (CancellationException e) {
            // The client was replaced under the request.
            throw new ClusterException(closed
                    ? new ClusterFailure.Cancelled()
                    : new ClusterFailure.ConnectionLost(address(), "the connection was given up"), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (closed) throw new ClusterException(new ClusterFailure.Cancelled(), e);
            throw new ClusterException(Failures.of(connection, cause == null ? e : cause, known), e);
        }
    }

    /// Whether any request was answered since that moment of [System#nanoTime].
    boolean answeredSince(long moment) {
        return heard - moment > 0;
    }

    /// Whoever asks next gets new connections; what is under way in the old ones fails. They are known to be dead though nothing
    /// said so.
    void abandon(HttpClient dead) {
        replace(dead);
    }

    /// Only once for all requests that timed out in the same client.
    private void replace(HttpClient dead) {
        if (closed || !http.compareAndSet(dead, builder.build())) return;
        timeOuts.set(0);
        dead.shutdownNow();
    }

    /// What an exception from reading an opened stream means.
    ClusterException broken(IOException e) {
        return closed || Thread.currentThread().isInterrupted()
                ? new ClusterException(new ClusterFailure.Cancelled(), e)
                : new ClusterException(Failures.of(connection, e, known), e);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        closed = true;
        http.get().shutdownNow();
        threads.shutdownNow();
    }
}
