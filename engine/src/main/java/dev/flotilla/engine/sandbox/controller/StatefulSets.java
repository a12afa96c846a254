package dev.flotilla.engine.sandbox.controller;

import java.util.List;
import java.util.TreeMap;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Numbered pods, one after the other.
///
/// Source: kubernetes `pkg/controller/statefulset/stateful_set_control.go`.
final class StatefulSets {
    private static final String HASH = "controller-revision-hash";
    private static final String NAME = "statefulset.kubernetes.io/pod-name";

    private final World world;

    StatefulSets(World world) {
        this.world = world;
    }

    void reconcile(String namespace, String name) {
        MapValue set = world.find("apps", "StatefulSet", namespace, name);
        if (set == null) return;
        String revision = revision(set);
        if (!Meta.isBeingDeleted(set)) step(set, revision);
        status(set, revision);
    }

    private String revision(MapValue set) {
        MapValue template = set.mapAt("spec", "template");
        String name = Meta.name(set) + "-" + Templates.hash(template);
        if (world.find("apps", "ControllerRevision", Meta.namespace(set), name) == null && !Meta.isBeingDeleted(set)) {
            long next = 1 + world.owned("apps", "ControllerRevision", set).stream()
                    .mapToLong(one -> World.number(one, 0, "revision")).max()
                    .orElse(0);
            var metadata = MapValue.builder().put("name", name).put("labels", set.mapAt("spec", "selector", "matchLabels")).put(
                    "ownerReferences", ListValue.of(World.ownedBy(set))).build();
            world.create("apps", "ControllerRevision", Meta.namespace(set),
                    MapValue.builder().put("metadata", metadata).put("data", MapValue
                            .of("spec", MapValue.of("template", template))).put("revision", next).build());
        }
        return name;
    }

    private TreeMap<Integer, MapValue> pods(MapValue set) {
        var pods = new TreeMap<Integer, MapValue>();
        String prefix = Meta.name(set) + "-";
        for (MapValue pod : world.owned("", "Pod", set)) {
            String number = Meta.name(pod).substring(prefix.length());
            if (number.matches("[0-9]{1,9}")) pods.put(Integer.parseInt(number), pod);
        }
        return pods;
    }

    private void step(MapValue set, String revision) {
        long wanted = World.number(set, 1, "spec", "replicas");
        boolean parallel = "Parallel".equals(set.textAt("spec", "podManagementPolicy"));
        TreeMap<Integer, MapValue> pods = pods(set);
        for (int i = 0; i < wanted; i++) {
            MapValue pod = pods.get(i);
            if (pod == null) {
                create(set, revision, i);
                if (!parallel) return;
            } else if (!parallel && (!World.isTrue(pod, "Ready") || Meta.isBeingDeleted(pod))) {
                return;
            }
        }
        for (int number : pods.descendingKeySet()) {
            if (number < wanted) break;
            MapValue pod = pods.get(number);
            if (pod != null && !Meta.isBeingDeleted(pod)) {
                world.delete(pod);
                world.event(set, "Normal", "SuccessfulDelete",
                        "delete Pod " + Meta.name(pod) + " in StatefulSet " + Meta.name(set)
                                + " successful",
                        "statefulset-controller");
            }
            if (!parallel) return;
        }
        update(set, revision, pods);
    }

    /// One pod at a time, from the last to the partition.
    private void update(MapValue set, String revision, TreeMap<Integer, MapValue> pods) {
        if (!"RollingUpdate".equals(set.textAt("spec", "updateStrategy", "type"))) return;
        long partition = World.number(set, 0, "spec", "updateStrategy", "rollingUpdate", "partition");
        for (int number : pods.descendingKeySet()) {
            MapValue pod = pods.get(number);
            if (number < partition || pod == null) return;
            if (!revision.equals(Meta.labels(pod).textAt(HASH))) {
                if (!Meta.isBeingDeleted(pod)) world.delete(pod);
                return;
            }
            if (!World.isTrue(pod, "Ready")) return;
        }
    }

    private void create(MapValue set, String revision, int number) {
        String name = Meta.name(set) + "-" + number;
        MapValue template = set.mapAt("spec", "template");
        template = Templates.withLabel(template, HASH, revision);
        template = Templates.withLabel(template, NAME, name);
        template = Templates.withLabel(template, "apps.kubernetes.io/pod-index", Integer.toString(number));
        MapValue pod = Templates.pod(template, set, name);
        pod = Meta.into(pod, "spec", spec -> spec.with("hostname", Value.text(name)));
        for (MapValue claim : set.listAt("spec", "volumeClaimTemplates").maps()) {
            String claimName = Meta.name(claim) + "-" + name;
            if (world.find("", "PersistentVolumeClaim", Meta.namespace(set), claimName) == null) {
                world.create("", "PersistentVolumeClaim", Meta.namespace(set),
                        MapValue.builder().put("metadata", MapValue.builder().put(
                                "name", claimName).put("labels", set.mapAt("spec", "selector", "matchLabels")).build())
                                .put("spec", claim.mapAt(
                                        "spec"))
                                .build());
            }
            var volume = MapValue.builder().put("name", Meta.name(claim))
                    .put("persistentVolumeClaim", MapValue.of("claimName", Value.text(
                            claimName)))
                    .build();
            pod = Meta.into(pod, "spec", spec -> spec.with("volumes", spec.listAt("volumes").appended(volume)));
        }
        if (world.create("", "Pod", Meta.namespace(set), pod) != null)
            world.event(set, "Normal", "SuccessfulCreate", "create Pod " + name
                    + " in StatefulSet " + Meta.name(set) + " successful", "statefulset-controller");
    }

    private void status(MapValue set, String revision) {
        List<MapValue> pods = pods(set).values().stream().filter(Templates::isActive).toList();
        long ready = pods.stream().filter(pod -> World.isTrue(pod, "Ready")).count();
        long updated = pods.stream().filter(pod -> revision.equals(Meta.labels(pod).textAt(HASH))).count();
        boolean settled = updated == pods.size() && updated == World.number(set, 1, "spec", "replicas");
        world.status(set, before -> {
            String old = before.textAt("currentRevision");
            String now = settled || old == null ? revision : old;
            long current = pods.stream().filter(pod -> now.equals(Meta.labels(pod).textAt(HASH))).count();
            MapValue status = before.with("observedGeneration", Value.number(Meta.generation(set)))
                    .with("replicas", Value.number(pods
                            .size()))
                    .with("collisionCount", Value.number(0)).with("currentRevision", Value.text(now)).with("updateRevision", Value
                            .text(revision))
                    .with("availableReplicas", Value.number(ready));
            status = ReplicaSets.count(status, "readyReplicas", ready);
            status = ReplicaSets.count(status, "currentReplicas", current);
            return ReplicaSets.count(status, "updatedReplicas", updated);
        });
    }
}
