package dev.flotilla.engine.sandbox.controller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A pod on every node that admits it.
///
/// Source: kubernetes `pkg/controller/daemon/daemon_controller.go`.
final class DaemonSets {
    private static final String HASH = "controller-revision-hash";
    private static final ListValue TOLERATIONS = (ListValue) Json.read("""
            [{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute"},
             {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute"},
             {"key":"node.kubernetes.io/disk-pressure","operator":"Exists","effect":"NoSchedule"},
             {"key":"node.kubernetes.io/unschedulable","operator":"Exists","effect":"NoSchedule"}]""");

    private final World world;
    private final Nodes nodes;

    DaemonSets(World world, Nodes nodes) {
        this.world = world;
        this.nodes = nodes;
    }

    void reconcile(String namespace, String name) {
        MapValue set = world.find("apps", "DaemonSet", namespace, name);
        if (set == null) return;
        MapValue template = tolerant(set.mapAt("spec", "template"));
        String hash = Templates.hash(set.mapAt("spec", "template"));
        List<String> wanted = nodes.all().stream().filter(node -> Nodes.admits(node, template.mapAt("spec"))).map(Meta::name)
                .toList();
        if (!Meta.isBeingDeleted(set)) step(set, template, hash, wanted);
        status(set, hash, wanted);
    }

    private static MapValue tolerant(MapValue template) {
        return Meta.into(template, "spec", spec -> {
            var all = new ArrayList<Value>(spec.listAt("tolerations").items());
            all.addAll(TOLERATIONS.items());
            return spec.with("tolerations", ListValue.of(all));
        });
    }

    private Map<String, MapValue> byNode(MapValue set) {
        var pods = new HashMap<String, MapValue>();
        for (MapValue pod : world.owned("", "Pod", set)) {
            pods.put(String.valueOf(pod.textAt("spec", "nodeName")), pod);
        }
        return pods;
    }

    private void step(MapValue set, MapValue template, String hash, List<String> wanted) {
        Map<String, MapValue> pods = byNode(set);
        pods.forEach((node, pod) -> {
            if (!wanted.contains(node) && !Meta.isBeingDeleted(pod)) world.delete(pod);
        });
        for (String node : wanted) {
            if (pods.containsKey(node)) continue;
            MapValue pod = Templates.pod(Templates.withLabel(template, HASH, hash), set, Meta.name(set) + "-");
            MapValue made = world.create("", "Pod", Meta.namespace(set),
                    Meta.into(pod, "spec", spec -> spec.with("nodeName", Value.text(
                            node))));
            if (made != null)
                world.event(set, "Normal", "SuccessfulCreate", "Created pod: " + Meta.name(made), "daemonset-controller");
        }
        if (!"RollingUpdate".equals(set.textAt("spec", "updateStrategy", "type"))) return;
        long most = Math.max(1,
                World.share(set.at("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), wanted.size(), true));
        long missing = wanted.stream().filter(node -> !pods.containsKey(node) || !World.isTrue(pods.get(node), "Ready") || Meta
                .isBeingDeleted(pods.get(node))).count();
        for (String node : wanted) {
            MapValue pod = pods.get(node);
            if (pod == null || hash.equals(Meta.labels(pod).textAt(HASH)) || Meta.isBeingDeleted(pod)) continue;
            boolean useless = !World.isTrue(pod, "Ready");
            if (!useless && missing >= most) return;
            world.delete(pod);
            if (!useless) missing++;
        }
    }

    private void status(MapValue set, String hash, List<String> wanted) {
        List<MapValue> pods = byNode(set).values().stream().filter(Templates::isActive).toList();
        List<MapValue> there = pods.stream().filter(pod -> wanted.contains(String.valueOf(pod.textAt("spec", "nodeName"))))
                .toList();
        long ready = there.stream().filter(pod -> World.isTrue(pod, "Ready")).count();
        long updated = there.stream().filter(pod -> hash.equals(Meta.labels(pod).textAt(HASH))).count();
        world.status(set, before -> {
            MapValue status = before.with("observedGeneration", Value.number(Meta.generation(set)))
                    .with("currentNumberScheduled", Value
                            .number(there.size()))
                    .with("numberMisscheduled", Value.number(pods.size() - there.size())).with(
                            "desiredNumberScheduled", Value.number(wanted.size()))
                    .with("numberReady", Value.number(ready));
            status = ReplicaSets.count(status, "updatedNumberScheduled", updated);
            status = ReplicaSets.count(status, "numberAvailable", ready);
            return ReplicaSets.count(status, "numberUnavailable", wanted.size() - ready);
        });
    }
}
