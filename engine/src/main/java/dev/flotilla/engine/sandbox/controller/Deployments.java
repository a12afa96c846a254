package dev.flotilla.engine.sandbox.controller;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.flotilla.engine.sandbox.store.LabelSelector;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Rolls Deployments out: a ReplicaSet for each template, scaled up and down within maxSurge and maxUnavailable.
///
/// Source: kubernetes `pkg/controller/deployment/{rolling,recreate,sync,progress}.go`.
final class Deployments {
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String SOURCE = "deployment-controller";
    /// A deadline that one can wait for: real ones are ten minutes.
    private static final long LONGEST_DEADLINE = 10_000;

    private final World world;
    private final Map<String, Progress> progress = new HashMap<>();

    /// How far a rollout is, and since when.
    private record Progress(long generation, long updated, long available, long old, long since) {}

    Deployments(World world) {
        this.world = world;
    }

    void reconcile(String namespace, String name) {
        MapValue deployment = world.find("apps", "Deployment", namespace, name);
        if (deployment == null) return;
        if (!Meta.isBeingDeleted(deployment)) {
            adopt(deployment);
            boolean paused = deployment.isTrueAt("spec", "paused");
            @Nullable MapValue current = current(deployment);
            if (current == null && !paused) current = create(deployment);
            if (current != null) {
                revise(deployment, current);
                if ("Recreate".equals(deployment.textAt("spec", "strategy", "type"))) {
                    recreate(deployment, current);
                } else {
                    roll(deployment, current, paused);
                }
                forget(deployment, current);
            }
        }
        status(deployment);
    }

    private List<MapValue> sets(MapValue deployment) {
        return world.owned("apps", "ReplicaSet", deployment);
    }

    /// ReplicaSets that match and belong to nobody are taken over, as after an orphaning deletion.
    private void adopt(MapValue deployment) {
        LabelSelector selector = LabelSelector.of(deployment.mapAt("spec", "selector"));
        for (MapValue set : world.list("apps", "ReplicaSet", Meta.namespace(deployment))) {
            if (Meta.controller(set) != null || !selector.acceptsObject(set) || Meta.isBeingDeleted(set)) continue;
            world.change(set,
                    one -> Meta.with(one, "ownerReferences", one.listAt("metadata", "ownerReferences").appended(World.ownedBy(
                            deployment))));
        }
    }

    private static MapValue plain(MapValue template) {
        MapValue labels = template.mapAt("metadata", "labels").without(HASH);
        return Meta.into(template, "metadata",
                meta -> (labels.isEmpty() ? meta.without("labels") : meta.with("labels", labels)).without(
                        "creationTimestamp"));
    }

    private @Nullable MapValue current(MapValue deployment) {
        MapValue template = plain(deployment.mapAt("spec", "template"));
        return sets(deployment).stream().filter(set -> plain(set.mapAt("spec", "template")).equals(template))
                .min(Comparator.comparing(
                        set -> String.valueOf(set.textAt("metadata", "creationTimestamp"))))
                .orElse(null);
    }

    private @Nullable MapValue create(MapValue deployment) {
        MapValue template = plain(deployment.mapAt("spec", "template"));
        String hash = Templates.hash(template);
        MapValue labelled = Templates.withLabel(template, HASH, hash);
        MapValue selector = Meta.into(deployment.mapAt("spec", "selector"), "matchLabels",
                labels -> labels.with(HASH, Value.text(hash)));
        var metadata = MapValue.builder().put("name", Meta.name(deployment) + "-" + hash)
                .put("labels", labelled.mapAt("metadata", "labels"))
                .put("annotations", MapValue.of(REVISION, Value.text(Long.toString(lastRevision(deployment) + 1))))
                .put("ownerReferences",
                        ListValue.of(World.ownedBy(deployment)))
                .build();
        var spec = MapValue.builder().put("replicas", 0).put("selector", selector).put("template", labelled);
        Value ready = deployment.at("spec", "minReadySeconds");
        if (ready != null) spec.put("minReadySeconds", ready);
        MapValue made = world.create("apps", "ReplicaSet", Meta.namespace(deployment),
                MapValue.builder().put("metadata", metadata).put(
                        "spec", spec.build()).build());
        return made != null ? made : current(deployment);
    }

    private static long revision(MapValue object) {
        String text = object.textAt("metadata", "annotations", REVISION);
        return text == null ? 0 : Long.parseLong(text);
    }

    private long lastRevision(MapValue deployment) {
        return sets(deployment).stream().mapToLong(Deployments::revision).max().orElse(0);
    }

    /// A template that comes back (a rollback) gets the newest revision.
    private void revise(MapValue deployment, MapValue current) {
        long last = lastRevision(deployment);
        if (revision(current) < last) world.change(current, set -> annotated(set, last + 1));
        long mine = Math.max(revision(current), revision(current) < last ? last + 1 : last);
        if (revision(deployment) != mine) world.change(deployment, one -> annotated(one, mine));
    }

    private static MapValue annotated(MapValue object, long revision) {
        return Meta.into(object, "metadata",
                meta -> Meta.into(meta, "annotations", all -> all.with(REVISION, Value.text(Long.toString(
                        revision)))));
    }

    private static long replicas(MapValue set) {
        return World.number(set, 0, "spec", "replicas");
    }

    private static long available(MapValue set) {
        return World.number(set, 0, "status", "availableReplicas");
    }

    private void scale(MapValue deployment, MapValue set, long wanted) {
        if (replicas(set) == wanted) return;
        String direction = wanted > replicas(set) ? "up" : "down";
        world.change(set, one -> Meta.into(one, "spec", spec -> spec.with("replicas", Value.number(wanted))));
        world.event(deployment, "Normal", "ScalingReplicaSet",
                "Scaled " + direction + " replica set " + Meta.name(set) + " from " + replicas(
                        set) + " to " + wanted,
                SOURCE);
    }

    private List<MapValue> others(MapValue deployment, MapValue current) {
        return sets(deployment).stream().filter(set -> !Meta.uid(set).equals(Meta.uid(current)) && replicas(set) > 0)
                .sorted(Comparator
                        .comparingLong(Deployments::revision))
                .toList();
    }

    private void recreate(MapValue deployment, MapValue current) {
        List<MapValue> others = others(deployment, current);
        others.forEach(set -> scale(deployment, set, 0));
        boolean gone = sets(deployment).stream().filter(set -> !Meta.uid(set).equals(Meta.uid(current)))
                .allMatch(set -> world.owned("",
                        "Pod", set).isEmpty());
        if (gone) {
            scale(deployment, current, World.number(deployment, 1, "spec", "replicas"));
        } else {
            world.later("deployment", deployment, 100);
        }
    }

    private void roll(MapValue deployment, MapValue current, boolean paused) {
        long wanted = World.number(deployment, 1, "spec", "replicas");
        List<MapValue> others = others(deployment, current);
        if (others.isEmpty() || paused) {
            if (paused && !others.isEmpty()) return;
            scale(deployment, current, wanted);
            return;
        }
        Value rolling = deployment.mapAt("spec", "strategy", "rollingUpdate");
        long surge = World.share(rolling.get("maxSurge"), wanted, true);
        long mayMiss = World.share(rolling.get("maxUnavailable"), wanted, false);
        if (surge == 0 && mayMiss == 0) mayMiss = 1;
        long old = others.stream().mapToLong(Deployments::replicas).sum();
        long room = wanted + surge - old - replicas(current);
        long next = replicas(current) > wanted ? wanted : Math.min(wanted, replicas(current) + Math.max(0, room));
        scale(deployment, current, next);

        long least = wanted - Math.min(mayMiss, wanted);
        long missing = next - available(current);
        long mayGo = old + next - least - missing;
        for (MapValue set : others) {
            if (mayGo <= 0) return;
            // Those that are of no use go first, and do not count against those that are.
            long useless = Math.min(mayGo, replicas(set) - available(set));
            long useful = Math.clamp(totalAvailable(deployment) - least, 0, replicas(set) - Math.max(0, useless));
            long down = Math.min(Math.min(mayGo, replicas(set)), Math.max(0, useless) + useful);
            if (down > 0) scale(deployment, set, replicas(set) - down);
            mayGo -= down;
        }
    }

    private long totalAvailable(MapValue deployment) {
        return sets(deployment).stream().mapToLong(set -> Math.min(replicas(set), available(set))).sum();
    }

    private void forget(MapValue deployment, MapValue current) {
        long kept = World.number(deployment, 10, "spec", "revisionHistoryLimit");
        List<MapValue> empty = sets(deployment).stream()
                .filter(set -> !Meta.uid(set).equals(Meta.uid(current)) && replicas(set) == 0 && World
                        .number(set, 0, "status", "replicas") == 0)
                .sorted(Comparator.comparingLong(Deployments::revision)).toList();
        for (int i = 0; i < empty.size() - kept; i++) {
            world.delete(empty.get(i));
        }
    }

    private void status(MapValue deployment) {
        @Nullable MapValue current = current(deployment);
        List<MapValue> sets = sets(deployment);
        long total = sum(sets, "replicas");
        long ready = sum(sets, "readyReplicas");
        long available = sum(sets, "availableReplicas");
        long updated = current == null ? 0 : World.number(current, 0, "status", "replicas");
        long wanted = World.number(deployment, 1, "spec", "replicas");
        long mayMiss = "Recreate".equals(deployment.textAt("spec", "strategy", "type"))
                ? 0
                : World.share(deployment.at("spec", "strategy",
                        "rollingUpdate", "maxUnavailable"), wanted, false);
        boolean enough = available >= wanted - Math.min(mayMiss, wanted);
        boolean complete = updated == wanted && total == wanted && available == wanted;
        boolean late = !complete && isLate(deployment, updated, available, total - updated);
        world.status(deployment, before -> {
            MapValue status = before.with("observedGeneration", Value.number(Meta.generation(deployment)));
            status = ReplicaSets.count(status, "replicas", total);
            status = ReplicaSets.count(status, "updatedReplicas", updated);
            status = ReplicaSets.count(status, "readyReplicas", ready);
            status = ReplicaSets.count(status, "availableReplicas", available);
            status = ReplicaSets.count(status, "unavailableReplicas", Math.max(0, Math.max(wanted, total) - available));
            return conditions(deployment, current, status, enough, complete, late);
        });
    }

    private MapValue conditions(MapValue deployment, @Nullable MapValue current, MapValue before, boolean enough,
            boolean complete,
            boolean late) {
        MapValue status = world.withCondition(before, "Available", enough, enough
                ? "MinimumReplicasAvailable"
                : "MinimumReplicasUnavailable",
                enough
                        ? "Deployment has minimum availability."
                        : "Deployment does not have minimum availability.");
        if (current != null) {
            String set = "ReplicaSet \"" + Meta.name(current) + "\"";
            if (complete) {
                status = world.withCondition(status, "Progressing", true, "NewReplicaSetAvailable",
                        set + " has successfully progressed.");
            } else if (late) {
                status = world.withCondition(status, "Progressing", false, "ProgressDeadlineExceeded",
                        set + " has timed out progressing.");
            } else {
                status = world.withCondition(status, "Progressing", true, "ReplicaSetUpdated", set + " is progressing.");
            }
        }
        ListValue conditions = status.listAt("conditions");
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i) instanceof MapValue one && !one.has("lastUpdateTime"))
                conditions = conditions.with(i, one.with(
                        "lastUpdateTime",
                        Objects.requireNonNullElse(one.get("lastTransitionTime"), Value.text(world.now().toString()))));
        }
        return status.with("conditions", conditions);
    }

    private static long sum(List<MapValue> sets, String count) {
        return new ArrayList<>(sets).stream().mapToLong(set -> World.number(set, 0, "status", count)).sum();
    }

    /// Whether nothing has moved for as long as the deadline; looks again when it ends.
    private boolean isLate(MapValue deployment, long updated, long available, long old) {
        long now = world.time().nanos();
        Progress before = progress.get(Meta.uid(deployment));
        long generation = Meta.generation(deployment);
        boolean still = before != null && before.generation == generation && updated <= before.updated
                && available <= before.available
                && old >= before.old;
        Progress latest = new Progress(generation, updated, available, old, before != null && still ? before.since : now);
        progress.put(Meta.uid(deployment), latest);
        long deadline = Math.min(LONGEST_DEADLINE, World.number(deployment, 600, "spec", "progressDeadlineSeconds") * 1000);
        if (now - latest.since >= world.nanos(deadline)) return true;
        world.later("deployment", deployment, deadline);
        return false;
    }
}
