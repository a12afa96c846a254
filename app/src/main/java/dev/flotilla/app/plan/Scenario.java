package dev.flotilla.app.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.app.workbench.TextEdits;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.MemberCluster.Capacity;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.fleet.ResourceModel;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What is different from how things are.
///
/// @param down    members that are taken down
/// @param taints  added to members, by name
/// @param room    what members offer, by name, in percent of what they do offer; those that are not named offer all of it
/// @param weights typed for the fields at these places
record Scenario(Set<String> down, Map<String, List<Taint>> taints, Map<String, Integer> room, Map<Location, Integer> weights) {
    static final Scenario NONE = new Scenario(Set.of(), Map.of(), Map.of(), Map.of());
    static final int ALL = 100;

    /// What Karmada's cluster controller puts on a cluster that does not answer (`karmada: pkg/controllers/cluster/cluster_controller.go`).
    private static final Taint NOT_READY = new Taint("cluster.karmada.io/not-ready", "", "NoSchedule", null);

    Scenario {
        down = Set.copyOf(down);
        taints = Map.copyOf(taints);
        room = Map.copyOf(room);
        weights = Map.copyOf(weights);
    }

    Scenario withDown(String member, boolean isDown) {
        var changed = new HashSet<>(down);
        if (isDown) {
            changed.add(member);
        } else {
            changed.remove(member);
        }
        return new Scenario(changed, taints, room, weights);
    }

    Scenario withTaints(String member, List<Taint> now) {
        var changed = new HashMap<>(taints);
        changed.put(member, List.copyOf(now));
        if (now.isEmpty()) changed.remove(member);
        return new Scenario(down, changed, room, weights);
    }

    Scenario withRoom(String member, int percent) {
        var changed = new HashMap<>(room);
        changed.put(member, percent);
        if (percent == ALL) changed.remove(member);
        return new Scenario(down, taints, changed, weights);
    }

    /// @param value `null` for the one that is written
    Scenario withWeight(Location place, @Nullable Integer value) {
        var changed = new HashMap<>(weights);
        if (value == null) {
            changed.remove(place);
        } else {
            changed.put(place, value);
        }
        return new Scenario(down, taints, room, changed);
    }

    Fleet of(Fleet fleet) {
        var members = new ArrayList<MemberCluster>();
        for (MemberCluster member : fleet.members()) {
            var all = new ArrayList<>(member.taints());
            all.addAll(taints.getOrDefault(member.name(), List.of()));
            MemberCluster changed = member;
            if (down.contains(member.name())) {
                all.add(NOT_READY);
                changed = changed.withReadiness(Readiness.NOT_READY);
            }
            Integer percent = room.get(member.name());
            if (percent != null) changed = changed.withCapacity(scaled(member.capacity(), percent));
            members.add(changed.withTaints(all));
        }
        return new Fleet(members);
    }

    /// Nodes come and go as wholes; what pods have requested stays.
    private static Capacity scaled(Capacity capacity, int percent) {
        Resources resources = capacity.resources();
        List<ResourceModel> models = capacity.models().stream().map(model -> model.count() < 0
                ? model
                : new ResourceModel(model.grade(), model.ranges(), model.count() * percent / ALL)).toList();
        if (resources == null) return new Capacity(null, models, capacity.nodes(), capacity.readyNodes());
        var allocatable = new HashMap<String, String>();
        resources.allocatable().forEach((name, amount) -> {
            Quantity known = Quantity.parse(amount);
            allocatable.put(name, known == null ? amount : share(known, percent, name).decimal());
        });
        return new Capacity(new Resources(allocatable, resources.allocated(), resources.allocating()), models, capacity.nodes(),
                capacity.readyNodes());
    }

    private static Quantity share(Quantity whole, int percent, String resource) {
        BigDecimal share = whole.amount().multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
        return new Quantity(share.setScale(resource.equals("cpu") ? 3 : 0, RoundingMode.FLOOR));
    }

    Workspace of(Workspace workspace) {
        Workspace changed = workspace;
        for (var file : workspace.files()) {
            String path = file.source().path();
            List<TextEdit> edits = weights.entrySet().stream().filter(entry -> entry.getKey().file().equals(path))
                    .map(entry -> new TextEdit(entry.getKey(), Integer.toString(entry.getValue()))).toList();
            if (!edits.isEmpty()) changed = changed.withText(new SourceFile(path, TextEdits.apply(file.source().text(), edits)));
        }
        return changed;
    }

    /// What was seen to run of objects, with the room for them that is left in the scenario.
    Map<ObjectKey, Map<String, Running>> of(Map<ObjectKey, Map<String, Running>> running) {
        if (room.isEmpty()) return running;
        var changed = new HashMap<ObjectKey, Map<String, Running>>();
        running.forEach((key, members) -> {
            var scaled = new HashMap<>(members);
            room.forEach((member, percent) -> scaled.computeIfPresent(member, (_, seen) -> seen.capacity() == null
                    ? seen
                    : new Running(seen.current(), seen.capacity() * percent / ALL, seen.settling())));
            changed.put(key, Map.copyOf(scaled));
        });
        return changed;
    }
}
