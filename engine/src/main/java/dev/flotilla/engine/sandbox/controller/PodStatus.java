package dev.flotilla.engine.sandbox.controller;

import java.util.ArrayList;
import java.util.function.Function;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a kubelet writes into a pod's status.
final class PodStatus {
    private PodStatus() {}

    /// @param host of the node that it runs on
    record Addresses(String pod, String host) {}

    static MapValue creating(MapValue pod, MapValue before, World world) {
        MapValue status = before.with("phase", Value.text("Pending")).with("startTime", Value.text(world.now().toString()));
        status = conditions(status, false, world);
        return status.with("containerStatuses",
                containers(pod, 0, false, _ -> MapValue.of("waiting", MapValue.of("reason", Value.text(
                        "ContainerCreating")))));
    }

    static MapValue running(MapValue pod, MapValue before, boolean ready, long restarts, Addresses addresses, World world) {
        String now = world.now().toString();
        MapValue status = before.with("phase", Value.text("Running")).with("podIP", Value.text(addresses.pod()))
                .with("podIPs", ListValue.of(MapValue
                        .of("ip", Value.text(addresses.pod()))))
                .with("hostIP", Value.text(addresses.host()));
        status = conditions(status, ready, world);
        return status.with("containerStatuses", containers(pod, restarts, ready, name -> {
            Value since = state(pod, name).at("running", "startedAt");
            return MapValue.of("running", MapValue.of("startedAt", since == null ? Value.text(now) : since));
        }));
    }

    static MapValue waiting(MapValue pod, MapValue before, String reason, String message) {
        return before.with("containerStatuses",
                containers(pod, 0, false, _ -> MapValue.of("waiting", MapValue.builder().put("reason", reason)
                        .put("message", message).build())));
    }

    static MapValue crashed(MapValue pod, MapValue before, long restarts, World world) {
        MapValue status = conditions(before, false, world);
        return status.with("containerStatuses",
                containers(pod, restarts, false, name -> MapValue.of("waiting", MapValue.builder().put(
                        "reason", "CrashLoopBackOff")
                        .put("message", "back-off restarting failed container=" + name + " pod=" + Meta.name(pod))
                        .build())));
    }

    static MapValue ended(MapValue before, boolean well, World world) {
        String now = world.now().toString();
        MapValue status = before.with("phase", Value.text(well ? "Succeeded" : "Failed"));
        status = conditions(status, false, world);
        var containers = new ArrayList<Value>();
        for (MapValue container : before.listAt("containerStatuses").maps()) {
            Value since = container.at("state", "running", "startedAt");
            var ended = MapValue.builder().put("exitCode", well ? 0 : 1).put("reason", well ? "Completed" : "Error")
                    .put("startedAt",
                            since == null ? Value.text(now) : since)
                    .put("finishedAt", now).build();
            containers.add(container.with("ready", Value.FALSE).with("started", Value.FALSE).with("state",
                    MapValue.of("terminated", ended)));
        }
        return status.with("containerStatuses", ListValue.of(containers));
    }

    private static MapValue conditions(MapValue before, boolean ready, World world) {
        MapValue status = world.withCondition(before, "Initialized", true, "", "");
        String why = ready ? "" : "ContainersNotReady";
        String message = ready ? "" : "containers with unready status";
        status = world.withCondition(status, "Ready", ready, why, message);
        return world.withCondition(status, "ContainersReady", ready, why, message);
    }

    private static ListValue containers(MapValue pod, long restarts, boolean ready, Function<String, MapValue> state) {
        var containers = new ArrayList<Value>();
        for (MapValue container : pod.listAt("spec", "containers").maps()) {
            String name = String.valueOf(container.textAt("name"));
            String image = String.valueOf(container.textAt("image"));
            containers.add(MapValue.builder().put("name", name).put("image", image).put("imageID", "sandbox://" + image)
                    .put("ready", Value
                            .bool(ready))
                    .put("started", Value.bool(ready)).put("restartCount", restarts).put("state", state.apply(name)).put(
                            "lastState", MapValue.EMPTY)
                    .build());
        }
        return ListValue.of(containers);
    }

    private static MapValue state(MapValue pod, String container) {
        for (MapValue status : pod.listAt("status", "containerStatuses").maps()) {
            if (container.equals(status.textAt("name"))) return status.mapAt("state");
        }
        return MapValue.EMPTY;
    }

    static long restarts(MapValue pod) {
        return pod.listAt("status", "containerStatuses").maps().stream().mapToLong(one -> World.number(one, 0, "restartCount"))
                .max().orElse(
                        0);
    }

    /// What the first container waits for, or `null`.
    static @Nullable String waiting(MapValue pod) {
        var statuses = pod.listAt("status", "containerStatuses").maps();
        return statuses.isEmpty() ? null : statuses.getFirst().textAt("state", "waiting", "reason");
    }
}
