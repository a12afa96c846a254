package dev.flotilla.engine.sandbox.controller;

import java.util.HashMap;
import java.util.Map;

import dev.flotilla.engine.sandbox.api.DeleteOptions;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// The life of a pod, as the kubelet of its node would tell it: scheduled, pulling, running, ready, ended, gone.
final class Pods {
    private static final String KUBELET = "kubelet";
    private static final long PULL = 350;
    private static final long READY = 200;
    private static final long RUN = 900;
    private static final long STOP = 250;
    private static final long BACK_OFF = 2_000;
    private static final long EVICTION = 5_000;

    private final World world;
    private final Nodes nodes;
    private final Scheduler scheduler;
    private final Map<String, Step> steps = new HashMap<>();

    private enum Kind {
        START, READY, END, STOP, EVICT, BACK_OFF
    }

    /// What happens next to a pod, and from when on.
    private record Step(Kind kind, long due) {}

    Pods(World world, Nodes nodes, Scheduler scheduler) {
        this.world = world;
        this.nodes = nodes;
        this.scheduler = scheduler;
    }

    void reconcile(String namespace, String name) {
        MapValue pod = world.find("", "Pod", namespace, name);
        if (pod == null) return;
        String node = pod.textAt("spec", "nodeName");
        if (Meta.isBeingDeleted(pod)) {
            if (reached(pod, Kind.STOP, STOP)) {
                steps.remove(Meta.uid(pod));
                world.delete(pod, DeleteOptions.NOW);
            }
            return;
        }
        if (node == null) {
            scheduler.schedule(pod);
        } else if (nodes.isDown(node)) {
            lost(pod);
        } else {
            live(pod);
        }
    }

    /// Whether it is time for a step; else it is looked at again when it is.
    private boolean reached(MapValue pod, Kind kind, long millis) {
        Step step = steps.get(Meta.uid(pod));
        long now = world.time().nanos();
        if (step == null || step.kind != kind) {
            step = new Step(kind, now + world.nanos(millis));
            steps.put(Meta.uid(pod), step);
        }
        if (step.due <= now) return true;
        world.later("pod", Meta.namespace(pod) + "/" + Meta.name(pod), Math.max(1, millis));
        return false;
    }

    private void live(MapValue pod) {
        Behaviour behaviour = Behaviour.of(pod);
        switch (String.valueOf(pod.textAt("status", "phase"))) {
            case "Pending" -> {
                if (behaviour == Behaviour.HOLD) return;
                if (pod.listAt("status", "containerStatuses").isEmpty()) {
                    world.status(pod, KUBELET, status -> PodStatus.creating(pod, status, world));
                } else if (behaviour == Behaviour.IMAGE_PULL) {
                    imagePull(pod);
                } else if (reached(pod, Kind.START, spread(pod, PULL))) {
                    start(pod);
                }
            }
            case "Running" -> running(pod, behaviour);
            default -> steps.remove(Meta.uid(pod));
        }
    }

    /// Pods do not all take the same time; the same pod always does.
    private static long spread(MapValue pod, long millis) {
        return millis + Math.floorMod(Meta.uid(pod).hashCode(), millis);
    }

    private void start(MapValue pod) {
        for (MapValue container : pod.listAt("spec", "containers").maps()) {
            world.event(pod, "Normal", "Pulled",
                    "Container image \"" + container.textAt("image") + "\" already present on machine", KUBELET);
            world.event(pod, "Normal", "Started", "Started container " + container.textAt("name"), KUBELET);
        }
        world.status(pod, KUBELET, status -> PodStatus.running(pod, status, false, 0, addresses(pod), world));
    }

    private PodStatus.Addresses addresses(MapValue pod) {
        MapValue node = world.find("", "Node", "", String.valueOf(pod.textAt("spec", "nodeName")));
        String known = pod.textAt("status", "podIP");
        String range = node == null ? null : node.textAt("spec", "podCIDR");
        String prefix = range == null ? "10.244.0." : range.substring(0, range.lastIndexOf('.') + 1);
        String host = node == null ? null : Nodes.internalAddress(node);
        return new PodStatus.Addresses(known == null ? prefix + (2 + Math.floorMod(Meta.uid(pod).hashCode(), 250)) : known,
                host == null ? "" : host);
    }

    private void running(MapValue pod, Behaviour behaviour) {
        if (Behaviour.ends(pod)) {
            if (!reached(pod, Kind.END, spread(pod, RUN))) return;
            world.status(pod, KUBELET, status -> PodStatus.ended(status, behaviour == Behaviour.SUCCEED, world));
            return;
        }
        switch (behaviour) {
            case CRASH -> crash(pod);
            case NEVER_READY -> {
                Step step = steps.get(Meta.uid(pod));
                boolean told = step != null && step.kind == Kind.BACK_OFF;
                if (!told && reached(pod, Kind.READY, READY)) {
                    world.event(pod, "Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503",
                            KUBELET);
                    steps.put(Meta.uid(pod), new Step(Kind.BACK_OFF, Long.MAX_VALUE));
                }
            }
            case RUN, SUCCEED, FAIL, HOLD, IMAGE_PULL -> {
                if (World.isTrue(pod, "Ready")) return;
                if (reached(pod, Kind.READY, READY))
                    world.status(pod, KUBELET, status -> PodStatus.running(pod, status, true,
                            PodStatus.restarts(pod), addresses(pod), world));
            }
        }
    }

    private void crash(MapValue pod) {
        long restarts = PodStatus.restarts(pod);
        boolean waits = "CrashLoopBackOff".equals(PodStatus.waiting(pod));
        if (!reached(pod, waits ? Kind.BACK_OFF : Kind.END, waits ? BACK_OFF * Math.min(restarts, 10) : READY)) return;
        steps.remove(Meta.uid(pod));
        if (waits) {
            world.status(pod, KUBELET, status -> PodStatus.running(pod, status, false, restarts, addresses(pod), world));
        } else {
            world.status(pod, KUBELET, status -> PodStatus.crashed(pod, status, restarts + 1, world));
            world.event(pod, "Warning", "BackOff",
                    "Back-off restarting failed container " + pod.listAt("spec", "containers").maps().getFirst()
                            .textAt("name") + " in pod " + Meta.name(pod),
                    KUBELET);
        }
    }

    private void imagePull(MapValue pod) {
        @Nullable String waiting = PodStatus.waiting(pod);
        String image = String.valueOf(pod.listAt("spec", "containers").maps().getFirst().textAt("image"));
        if ("ImagePullBackOff".equals(waiting)) return;
        boolean failed = "ErrImagePull".equals(waiting);
        if (!reached(pod, failed ? Kind.BACK_OFF : Kind.START, PULL)) return;
        steps.remove(Meta.uid(pod));
        String reason = failed ? "ImagePullBackOff" : "ErrImagePull";
        String message = failed
                ? "Back-off pulling image \"" + image + "\""
                : "failed to pull and unpack image \"" + image
                        + "\": not found";
        if (!failed) world.event(pod, "Normal", "Pulling", "Pulling image \"" + image + "\"", KUBELET);
        world.event(pod, failed ? "Normal" : "Warning", failed ? "BackOff" : "Failed",
                failed
                        ? message
                        : "Failed to pull image \"" + image
                                + "\": " + message,
                KUBELET);
        world.status(pod, KUBELET, status -> PodStatus.waiting(pod, status, reason, message));
    }

    /// The node has gone: the pod is not ready, and after a while it is deleted, so that its owner makes another.
    private void lost(MapValue pod) {
        if (World.isTrue(pod, "Ready")) {
            world.status(pod, "node-controller", status -> world.withCondition(status, "Ready", false, "NodeNotReady", ""));
        }
        MapValue owner = Meta.controller(pod);
        boolean stays = owner == null || "DaemonSet".equals(owner.textAt("kind"));
        if (!stays && reached(pod, Kind.EVICT, EVICTION)) {
            world.event(pod, "Normal", "TaintManagerEviction",
                    "Marking for deletion Pod " + Meta.namespace(pod) + "/" + Meta.name(pod),
                    "taint-eviction-controller");
            world.delete(pod);
        }
    }

}
