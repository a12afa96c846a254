package dev.flotilla.engine.sandbox.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.MapValue;

/// What a simulated container has to say: a line at its start and one every ten seconds since, derived from the pod alone.
final class PodLogs {
    private static final int MOST = 500;

    private PodLogs() {}

    static String of(MapValue pod, Request request, Clock clock) {
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
        MapValue state = MapValue.EMPTY;
        for (MapValue one : pod.listAt("status", "containerStatuses").maps()) {
            if (container.equals(one.textAt("name"))) state = one.mapAt("state");
        }
        String started = state.textAt("running", "startedAt");
        if (started == null) started = state.textAt("terminated", "startedAt");
        if (started == null)
            throw ApiError.badRequest("container \"" + container + "\" in pod \"" + name
                    + "\" is waiting to start: " + waiting(state));
        List<String> lines = lines(Instant.parse(started), state, clock.instant(), container);
        int tail = (int) request.number("tailLines", lines.size());
        return String.join("", lines.subList(Math.max(0, lines.size() - tail), lines.size()));
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
