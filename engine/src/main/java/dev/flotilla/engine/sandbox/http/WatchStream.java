package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.flotilla.engine.sandbox.api.Backend;
import dev.flotilla.engine.sandbox.api.Versions;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.http.Lists.Filter;
import dev.flotilla.engine.sandbox.store.Change;
import dev.flotilla.engine.sandbox.store.ObjectStore.Subscription;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Keeps watches open: a line of JSON for each change, on the thread of the request.
final class WatchStream {
    private static final Duration BOOKMARK = Duration.ofSeconds(30);
    private static final long LONGEST = 3600;

    private final Backend backend;
    private final Set<BlockingQueue<Event>> open = ConcurrentHashMap.newKeySet();

    WatchStream(Backend backend) {
        this.backend = backend;
    }

    private record Event(String type, MapValue object) {
        static final Event END = new Event("", MapValue.EMPTY);
    }

    /// Ends every watch, as a server that goes down does.
    void endAll() {
        open.forEach(queue -> queue.add(Event.END));
    }

    void serve(Request request, Target target, Filter filter) throws IOException {
        var events = new LinkedBlockingQueue<Event>();
        open.add(events);
        try (Subscription _ = subscribe(request, target, filter, events)) {
            var exchange = request.exchange();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.flush();
                pump(request, target, events, out);
            }
        } finally {
            open.remove(events);
        }
    }

    private Subscription subscribe(Request request, Target target, Filter filter, BlockingQueue<Event> events) {
        long since = request.number("resourceVersion", 0);
        boolean initial = since == 0 || request.isTrue("sendInitialEvents");
        return backend.store().locked(() -> {
            if (initial) {
                for (MapValue object : backend.store().list(target.kind().storage(), target.namespace())) {
                    if (filter.accepts(object)) events.add(new Event("ADDED", Versions.to(target.kind(), object)));
                }
                if (request.isTrue("sendInitialEvents")) events.add(new Event("BOOKMARK", bookmark(target, true)));
            }
            long from = initial ? backend.store().revision() : since;
            Subscription subscription = backend.store().watch(from, change -> {
                Event event = event(change, target, filter);
                if (event != null) events.add(event);
            });
            if (subscription != null) return subscription;
            String why = "too old resource version: " + since + " (" + backend.store().revision() + ")";
            events.add(new Event("ERROR", ApiError.gone(why).status()));
            events.add(Event.END);
            return () -> {};
        });
    }

    /// What a watcher with this filter sees of a change: an object that no longer matches is gone for it.
    private static @Nullable Event event(Change change, Target target, Filter filter) {
        if (!change.id().storage().equals(target.kind().storage())) return null;
        if (!target.namespace().isEmpty() && !target.namespace().equals(change.id().namespace())) return null;
        MapValue before = change.previous();
        boolean was = before != null && filter.accepts(before);
        boolean is = change.type() != Change.Type.DELETED && filter.accepts(change.object());
        if (!was && !is) return null;
        String type = was ? is ? "MODIFIED" : "DELETED" : "ADDED";
        return new Event(type, Versions.to(target.kind(), change.object()));
    }

    private void pump(Request request, Target target, BlockingQueue<Event> events, OutputStream out) throws IOException {
        long seconds = request.number("timeoutSeconds", LONGEST);
        long deadline = System.nanoTime() + Duration.ofSeconds(Math.min(seconds, LONGEST)).toNanos();
        boolean bookmarks = request.isTrue("allowWatchBookmarks");
        try {
            while (true) {
                long left = deadline - System.nanoTime();
                if (left <= 0) return;
                Event event = events.poll(Math.min(left, BOOKMARK.toNanos()), TimeUnit.NANOSECONDS);
                if (event == null && bookmarks) event = new Event("BOOKMARK", bookmark(target, false));
                if (event == null) continue;
                if (event == Event.END) return;
                write(request, target, event, out);
                if (events.isEmpty()) out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Request request, Target target, Event event, OutputStream out) throws IOException {
        MapValue object = event.object;
        boolean plain = event.type.equals("ERROR") || event.type.equals("BOOKMARK");
        if (!plain && Tables.asked(request)) object = Tables.of(target.kind(), List.of(object), "", request);
        if (!plain && Tables.asksMetadata(request)) object = Tables.metadata(object);
        var line = MapValue.builder().put("type", event.type).put("object", object).build();
        out.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private MapValue bookmark(Target target, boolean endsInitial) {
        var metadata = MapValue.builder().put("resourceVersion", Long.toString(backend.store().revision()));
        if (endsInitial) metadata.put("annotations", MapValue.of("k8s.io/initial-events-end", Value.text("true")));
        return MapValue.builder().put("kind", target.kind().kind()).put("apiVersion", target.kind().apiVersion())
                .put("metadata", metadata
                        .build())
                .build();
    }
}
