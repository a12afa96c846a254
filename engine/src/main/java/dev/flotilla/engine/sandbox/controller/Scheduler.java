package dev.flotilla.engine.sandbox.controller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Finds a node for a pod: among those that admit it and have room, the one with the fewest pods, then the first name.
final class Scheduler {
    private static final String NAME = "default-scheduler";
    private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage", "pods");

    private final World world;
    private final Nodes nodes;

    Scheduler(World world, Nodes nodes) {
        this.world = world;
        this.nodes = nodes;
    }

    void schedule(MapValue pod) {
        Map<String, List<MapValue>> running = new HashMap<>();
        for (MapValue other : world.list("", "Pod", "")) {
            String node = other.textAt("spec", "nodeName");
            String phase = String.valueOf(other.textAt("status", "phase"));
            if (node != null && !phase.equals("Succeeded") && !phase.equals("Failed"))
                running.computeIfAbsent(node, _ -> new ArrayList<>())
                        .add(other);
        }
        var refusals = new TreeMap<String, Integer>();
        @Nullable String best = null;
        int fewest = Integer.MAX_VALUE;
        List<MapValue> all = nodes.all();
        for (MapValue node : all) {
            List<MapValue> there = running.getOrDefault(Meta.name(node), List.of());
            String refusal = refusal(node, there, pod.mapAt("spec"));
            if (refusal != null) {
                refusals.merge(refusal, 1, Integer::sum);
            } else if (there.size() < fewest) {
                best = Meta.name(node);
                fewest = there.size();
            }
        }
        if (best == null) {
            unschedulable(pod, all.size(), refusals);
        } else {
            bind(pod, best);
        }
    }

    private @Nullable String refusal(MapValue node, List<MapValue> there, MapValue spec) {
        if (!Nodes.tolerates(node, spec)) {
            String taint = node.listAt("spec", "taints").maps().stream().map(t -> String.valueOf(t.textAt("key"))).findFirst()
                    .orElse("");
            return "node(s) had untolerated taint {" + taint + ": }";
        }
        if (node.isTrueAt("spec", "unschedulable")) return "node(s) were unschedulable";
        if (!Nodes.admits(node, spec)) return "node(s) didn't match Pod's node affinity/selector";
        for (String resource : RESOURCES) {
            if (Nodes.request(spec, resource) > 0 && Nodes.free(node, there, resource) < Nodes.request(spec, resource)) {
                return resource.equals("pods") ? "Too many pods" : "Insufficient " + resource;
            }
        }
        return null;
    }

    private void unschedulable(MapValue pod, int count, Map<String, Integer> refusals) {
        var reasons = new ArrayList<String>();
        refusals.forEach((reason, times) -> reasons.add(times + " " + reason));
        String message = "0/" + count + " nodes are available"
                + (reasons.isEmpty() ? "." : ": " + String.join(", ", reasons) + ".");
        MapValue known = World.condition(pod, "PodScheduled");
        if (known != null && message.equals(known.textAt("message"))) return;
        world.status(pod, NAME, status -> world.withCondition(status.with("phase", Value.text("Pending")), "PodScheduled", false,
                "Unschedulable", message));
        world.event(pod, "Warning", "FailedScheduling", message, NAME);
    }

    private void bind(MapValue pod, String node) {
        world.change(pod, NAME, current -> Meta.into(current, "spec", spec -> spec.with("nodeName", Value.text(node))));
        world.status(pod, NAME, status -> {
            var others = status.listAt("conditions").maps().stream().filter(c -> !"PodScheduled".equals(c.textAt("type")))
                    .toList();
            var scheduled = MapValue.builder().put("type", "PodScheduled").put("status", "True").put("lastProbeTime", Value.NULL)
                    .put(
                            "lastTransitionTime", world.now().toString())
                    .build();
            return status.with("conditions", ListValue.of(others).appended(scheduled));
        });
        world.event(pod, "Normal", "Scheduled",
                "Successfully assigned " + Meta.namespace(pod) + "/" + Meta.name(pod) + " to " + node, NAME);
    }
}
