package dev.flotilla.engine.cluster.kube;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.WatchEvent;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Reads one watch.
///
/// A connection can be gone without either side noticing: the laptop slept, a middlebox forgot it. So a silent watch is doubted:
/// a guard asks the server for its version now and then. When nothing comes through the connection any more, neither that answer
/// nor any other, it is given up and the stream ends; whoever watches again gets a new connection. All within half a minute.
final class WatchStream {
    /// How long the server is asked to keep a watch; then it is simply opened again.
    static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration DOUBT_AFTER = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final KubeClusterClient client;
    private final Transport transport;
    private final ApiResource type;
    private final AtomicLong heard = new AtomicLong(System.nanoTime());

    WatchStream(KubeClusterClient client, Transport transport, ApiResource type) {
        this.client = client;
        this.transport = transport;
        this.type = type;
    }

    void read(Transport.Opened opened, Consumer<WatchEvent> each) throws ClusterException {
        var dead = new AtomicBoolean();
        InputStream body = opened.response().body();
        Thread reader = Thread.currentThread();
        Thread guard = Thread.ofVirtual().name("watch-guard-" + client.cluster()).start(() -> guard(opened, dead, reader));
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.set(System.nanoTime());
                if (!line.isBlank()) each.accept(event(line));
            }
        } catch (IOException e) {
            if (dead.get()) {
                throw new ClusterException(new ClusterFailure.TimedOut(transport.address(), DOUBT_AFTER.toSeconds()), e);
            }
            throw transport.broken(e);
        } catch (IllegalArgumentException e) {
            throw new ClusterException(new ClusterFailure.ConnectionLost(transport.address(), "the watch is cut off"), e);
        } finally {
            guard.interrupt();
        }
        if (Thread.currentThread().isInterrupted()) throw new ClusterException(new ClusterFailure.Cancelled());
    }

    private void guard(Transport.Opened opened, AtomicBoolean dead, Thread reader) {
        InputStream body = opened.response().body();
        try {
            while (true) {
                Thread.sleep(DOUBT_AFTER);
                if (System.nanoTime() - heard.get() < DOUBT_AFTER.toNanos()) continue;
                long asked = System.nanoTime();
                try {
                    transport.send("GET", "/version", null, null, ANSWER_WITHIN);
                    heard.set(System.nanoTime());
                } catch (ClusterException e) {
                    if (!e.failure().isUnreachable() || transport.answeredSince(asked)) continue;
                    dead.set(true);
                    transport.abandon(opened.via());
                    close(body);
                    return;
                }
            }
        } catch (InterruptedException _) {
            if (reader.isInterrupted()) close(body);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    private WatchEvent event(String line) throws ClusterException {
        Value event = Json.read(line);
        MapValue object = event.mapAt("object");
        String kind = String.valueOf(event.textAt("type"));
        return switch (kind) {
            case "ADDED", "MODIFIED" -> new WatchEvent.Seen(LiveObject.of(KubeClusterClient.typed(type, object)));
            case "DELETED" -> new WatchEvent.Removed(LiveObject.of(KubeClusterClient.typed(type, object)));
            case "BOOKMARK" -> new WatchEvent.Bookmark(String.valueOf(object.textAt("metadata", "resourceVersion")));
            default -> throw new ClusterException(Failures.of(transport.connection(), code(object), Json.write(object).getBytes(
                    StandardCharsets.UTF_8), null, null));
        };
    }

    private int code(MapValue status) {
        Long code = status.intAt("code");
        return code == null ? 500 : code.intValue();
    }

    @Override
    public String toString() {
        return "watch of " + type.plural() + " on " + client.cluster();
    }
}
