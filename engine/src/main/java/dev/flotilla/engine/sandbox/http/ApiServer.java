package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on loopback. Can go down and come back on the same port.
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    static {
        // Without it every answer of the JDK's server on a kept connection waits 40 ms for an acknowledgement (Nagle against
        // delayed ACK); the property is read once, when the first server of the JVM is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final TlsIdentity identity;
    private final Tokens tokens;
    private final Faults faults;
    private final Routes routes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InetSocketAddress address;
    private @Nullable HttpsServer server;

    public ApiServer(TlsIdentity identity, Tokens tokens, Faults faults, Routes routes) {
        this.identity = identity;
        this.tokens = tokens;
        this.faults = faults;
        this.routes = routes;
        HttpsServer first = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = first;
        address = first.getAddress();
    }

    private HttpsServer listen(InetSocketAddress where) {
        try {
            var listening = HttpsServer.create(where, 0);
            listening.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
            listening.setExecutor(threads);
            listening.createContext("/", this::handle);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return address.getPort();
    }

    /// Down: connections are refused and open ones end.
    public synchronized void setDown(boolean down) {
        HttpsServer listening = server;
        if (down && listening != null) {
            server = null;
            routes.endWatches();
            listening.stop(0);
        } else if (!down && listening == null) {
            server = listen(address);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            Request request = Request.of(exchange);
            int refused = faults.beforeRequest();
            if (refused != 0) throw injected(refused);
            String user = tokens.user(exchange.getRequestHeaders().getFirst("Authorization"));
            if (user == null) throw ApiError.unauthorized();
            routes.serve(request, user);
        } catch (ApiError e) {
            if (exchange.getResponseCode() < 0) Answers.error(exchange, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("sandbox request failed method={} path={}", exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                    e);
            if (exchange.getResponseCode() < 0)
                Answers.error(exchange, new ApiError(500, "InternalError", "Internal error occurred: " + e,
                        MapValue.EMPTY));
        }
    }

    private static ApiError injected(int code) {
        return switch (code) {
            case 429 -> new ApiError(429, "TooManyRequests",
                    "the server has received too many requests and has asked us to try again later",
                    MapValue.of("retryAfterSeconds", dev.flotilla.engine.value.Value.number(1)));
            case 503 ->
                new ApiError(503, "ServiceUnavailable", "the server is currently unable to handle the request", MapValue.EMPTY);
            case 504 -> new ApiError(504, "Timeout", "request did not complete within the allotted timeout", MapValue.EMPTY);
            default -> new ApiError(code, "InternalError", "Internal error occurred: injected", MapValue.EMPTY);
        };
    }

    @Override
    public void close() {
        faults.setHanging(false);
        setDown(true);
        threads.shutdownNow();
    }
}
