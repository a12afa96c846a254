package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.MapValue;

/// What a simulated container has to say: a line at its start and one every ten seconds since, derived from the pod alone.
final class PodLogs {
    private static final int MOST = 500;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private PodLogs() {}

    static String of(MapValue pod, Request request, Clock clock) {
        return String.join("", tail(lines(pod, request, clock), request));
    }

    private static List<String> tail(List<String> lines, Request request) {
        int tail = (int) request.number("tailLines", lines.size());
        return lines.subList(Math.max(0, lines.size() - tail), lines.size());
    }

    /// Goes on as the container does, until it ends, its pod is gone or nobody reads any more.
    ///
    /// @param pod as it is at the moment
    /// @throws ApiError where there is no log yet; nothing is answered then
    static void follow(Supplier<MapValue> pod, Request request, Clock clock) throws IOException {
        List<String> lines = lines(pod.get(), request, clock);
        var exchange = request.exchange();
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            write(tail(lines, request), out);
            while (true) {
                MapValue now = pod.get();
                int said = lines.size();
                lines = lines(now, request, clock);
                write(lines.subList(Math.min(said, lines.size()), lines.size()), out);
                if (!isRunning(now, request)) return;
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ApiError _) {
            return; // the pod is gone, or its container begins anew
        }
    }

    private static void write(List<String> lines, OutputStream out) throws IOException {
        for (String line : lines) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    private static boolean isRunning(MapValue pod, Request request) {
        return state(pod, container(pod, request)).has("running");
    }

    private static String container(MapValue pod, Request request) {
        String name = String.valueOf(pod.textAt("metadata", "name"));
        List<String> names = pod.listAt("spec", "containers").maps().stream().map(one -> String.valueOf(one.textAt("name")))
                .toList();
        String container = request.query("container");
        if (container.isEmpty()) {
            if (names.size() > 1)
                throw ApiError.badRequest("a container name must be specified for pod " + name + ", choose one of: " + names
                        .toString().replace(",", ""));
            container = names.getFirst();
        }
        if (!names.contains(container)) throw ApiError.badRequest("container " + container + " is not valid for pod " + name);
        return container;
    }

    private static MapValue state(MapValue pod, String container) {
        for (MapValue one : pod.listAt("status", "containerStatuses").maps()) {
            if (container.equals(one.textAt("name"))) return one.mapAt("state");
        }
        return MapValue.EMPTY;
    }

    private static List<String> lines(MapValue pod, Request request, Clock clock) {
        String container = container(pod, request);
        MapValue state = state(pod, container);
        String started = state.textAt("running", "startedAt");
        if (started == null) started = state.textAt("terminated", "startedAt");
        if (started == null)
            throw ApiError.badRequest("container \"" + container + "\" in pod \"" + pod.textAt("metadata", "name")
                    + "\" is waiting to start: " + waiting(state));
        return lines(Instant.parse(started), state, clock.instant(), container);
    }

    private static String waiting(MapValue state) {
        String reason = state.textAt("waiting", "reason");
        return reason == null ? "ContainerCreating" : reason;
    }

    private static List<String> lines(Instant started, MapValue state, Instant now, String container) {
        var lines = new ArrayList<String>();
        lines.add(started + " " + container + " started (simulated)\n");
        String finished = state.textAt("terminated", "finishedAt");
        Instant end = finished == null ? now : Instant.parse(finished);
        Instant next = started.plusSeconds(10);
        while (!next.isAfter(end) && lines.size() < MOST) {
            lines.add(next + " " + container + " is well, up for " + Duration.between(started, next).toSeconds() + " s\n");
            next = next.plusSeconds(10);
        }
        Long exit = state.intAt("terminated", "exitCode");
        if (exit != null) lines.add(end + " " + container + " ended with exit code " + exit + "\n");
        return lines;
    }
}
