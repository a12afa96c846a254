package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.plan.PreviewViewModel.Shown;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.workbench.Refs;
import dev.flotilla.app.workbench.TextEdits;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// A scenario: the same workspace and fleet, changed on a copy, and the plan for it. Nothing of it leaves this class.
public final class WhatIfViewModel {
    /// What is different from how things are.
    ///
    /// @param down    members that are taken down
    /// @param taints  added to members, by name
    /// @param weights typed for the fields at these places
    record Scenario(Set<String> down, Map<String, List<Taint>> taints, Map<Location, Integer> weights) {
        static final Scenario NONE = new Scenario(Set.of(), Map.of(), Map.of());

        Scenario {
            down = Set.copyOf(down);
            taints = Map.copyOf(taints);
            weights = Map.copyOf(weights);
        }
    }

    /// A weight in the policy.
    ///
    /// @param members whom it is for, as the policy names them
    record Weight(String members, int colour, int written, Location place) {}

    /// What Karmada's cluster controller puts on a cluster that does not answer (`karmada: pkg/controllers/cluster/cluster_controller.go`).
    private static final Taint NOT_READY = new Taint("cluster.karmada.io/not-ready", "", "NoSchedule", null);

    private final Workbench workbench;
    private final ReadOnlyObjectWrapper<Scenario> scenario = new ReadOnlyObjectWrapper<>(this, "scenario", Scenario.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Shown> before = new ReadOnlyObjectWrapper<>(this, "before");
    private final ReadOnlyObjectWrapper<@Nullable ObjectPlan> after = new ReadOnlyObjectWrapper<>(this, "after");
    private final ReadOnlyObjectWrapper<List<Weight>> weights = new ReadOnlyObjectWrapper<>(this, "weights", List.of());
    private final Latest<Optional<ObjectPlan>> planning;

    public WhatIfViewModel(Workbench workbench, PreviewViewModel preview) {
        this.workbench = workbench;
        this.planning = new Latest<>(workbench.background(), this::answered, _ -> after.set(null));
        preview.shownProperty().subscribe(shown -> {
            before.set(shown);
            weights.set(shown == null ? List.of() : weights(shown));
            replan();
        });
        workbench.locationProperty().subscribe(_ -> reset());
    }

    ReadOnlyObjectProperty<Scenario> scenarioProperty() {
        return scenario.getReadOnlyProperty();
    }

    /// How things are.
    ReadOnlyObjectProperty<@Nullable Shown> beforeProperty() {
        return before.getReadOnlyProperty();
    }

    /// The same object in the scenario; `null` while there is none.
    ReadOnlyObjectProperty<@Nullable ObjectPlan> afterProperty() {
        return after.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Weight>> weightsProperty() {
        return weights.getReadOnlyProperty();
    }

    void setDown(String member, boolean down) {
        Scenario now = scenario.get();
        var changed = new HashSet<>(now.down());
        if (down) {
            changed.add(member);
        } else {
            changed.remove(member);
        }
        change(new Scenario(changed, now.taints(), now.weights()));
    }

    /// @param written as kubectl writes it: `key=value:Effect` or `key:Effect`
    /// @return whether it is a taint
    boolean addTaint(String member, String written) {
        int colon = written.lastIndexOf(':');
        if (colon <= 0) return false;
        String effect = written.substring(colon + 1).strip();
        if (!Set.of("NoSchedule", "PreferNoSchedule", "NoExecute").contains(effect)) return false;
        String pair = written.substring(0, colon).strip();
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        if (key.isEmpty()) return false;
        var taint = new Taint(key, equals < 0 ? "" : pair.substring(equals + 1), effect, null);
        Scenario now = scenario.get();
        var changed = new HashMap<>(now.taints());
        var list = new ArrayList<>(changed.getOrDefault(member, List.of()));
        if (!list.contains(taint)) list.add(taint);
        changed.put(member, List.copyOf(list));
        change(new Scenario(now.down(), changed, now.weights()));
        return true;
    }

    void removeTaint(String member, Taint taint) {
        Scenario now = scenario.get();
        var changed = new HashMap<>(now.taints());
        changed.put(member, changed.getOrDefault(member, List.of()).stream().filter(one -> !one.equals(taint)).toList());
        change(new Scenario(now.down(), changed, now.weights()));
    }

    void setWeight(Weight weight, int value) {
        Scenario now = scenario.get();
        var changed = new HashMap<>(now.weights());
        if (value == weight.written()) {
            changed.remove(weight.place());
        } else {
            changed.put(weight.place(), value);
        }
        change(new Scenario(now.down(), now.taints(), changed));
    }

    void reset() {
        change(Scenario.NONE);
    }

    private void change(Scenario to) {
        if (to.equals(scenario.get())) return;
        scenario.set(to);
        replan();
    }

    private void replan() {
        Shown now = before.get();
        Workspace workspace = workbench.workspace();
        Scenario wanted = scenario.get();
        if (now == null || workspace == null || wanted.equals(Scenario.NONE)) {
            after.set(now == null ? null : now.object());
            return;
        }
        Fleet fleet = fleet(now.plan(), wanted);
        Map<ObjectKey, Map<String, Integer>> pushed = workbench.previous();
        Map<ObjectKey, Map<String, Running>> running = workbench.running();
        ObjectKey key = now.object().key();
        Dialect dialect = workbench.engine().dialects().stream().filter(one -> one.id().equals(now.object().dialect()))
                .findFirst()
                .orElseThrow();
        String version = workspace.settings().version(dialect.id());
        planning.ask(() -> {
            var request = new PlanRequest(edited(workspace, wanted).documents(), fleet, version, pushed, running,
                    null);
            return dialect.plan(request).objects().stream().filter(object -> object.key().equals(key)).findFirst();
        });
    }

    private void answered(Optional<ObjectPlan> object) {
        after.set(object.orElse(null));
    }

    /// The dialect is asked directly: what documents declare of members would cover the scenario again.
    private static Fleet fleet(FleetPlan plan, Scenario wanted) {
        var members = new ArrayList<MemberCluster>();
        for (MemberCluster member : plan.fleet().members()) {
            var taints = new ArrayList<>(member.taints());
            taints.addAll(wanted.taints().getOrDefault(member.name(), List.of()));
            MemberCluster changed = member;
            if (wanted.down().contains(member.name())) {
                taints.add(NOT_READY);
                changed = changed.withReadiness(Readiness.NOT_READY);
            }
            members.add(changed.withTaints(taints));
        }
        return new Fleet(members);
    }

    private static Workspace edited(Workspace workspace, Scenario wanted) {
        Workspace changed = workspace;
        for (var file : workspace.files()) {
            String path = file.source().path();
            List<TextEdit> edits = wanted.weights().entrySet().stream().filter(entry -> entry.getKey().file().equals(path))
                    .map(entry -> new TextEdit(entry.getKey(), Integer.toString(entry.getValue()))).toList();
            if (!edits.isEmpty()) changed = changed.withText(new SourceFile(path, TextEdits.apply(file.source().text(), edits)));
        }
        return changed;
    }

    private List<Weight> weights(Shown shown) {
        Workspace workspace = workbench.workspace();
        if (workspace == null) return List.of();
        var found = new ArrayList<Weight>();
        for (Document document : workspace.documents()) {
            boolean policy = Refs.same(document.ref(), shown.object().policy());
            boolean preference = document.manifest().kind().equals("ReplicaSchedulingPreference")
                    && document.manifest().name().equals(shown.object().ref().name());
            if (policy) karmada(document, shown, found);
            if (preference) kubefed(document, shown, found);
        }
        return List.copyOf(found);
    }

    private static void karmada(Document document, Shown shown, List<Weight> out) {
        FieldPath list = FieldPath.of("spec", "placement", "replicaScheduling", "weightPreference", "staticWeightList");
        var entries = document.manifest().root()
                .listAt("spec", "placement", "replicaScheduling", "weightPreference", "staticWeightList").maps();
        for (int i = 0; i < entries.size(); i++) {
            MapValue entry = entries.get(i);
            Long weight = entry.intAt("weight");
            List<String> names = entry.listAt("targetCluster", "clusterNames").texts();
            if (weight == null) continue;
            String who = names.isEmpty() ? String.valueOf(i + 1) : String.join(", ", names);
            out.add(new Weight(who, names.isEmpty() ? 0 : shown.colour(names.getFirst()), Math.toIntExact(weight),
                    document.at(list.index(i).key("weight"))));
        }
    }

    private static void kubefed(Document document, Shown shown, List<Weight> out) {
        document.manifest().root().mapAt("spec", "clusters").forEach((name, value) -> {
            if (value.get("weight") instanceof Value.Int(long weight)) {
                out.add(new Weight(name, Math.max(0, shown.colour(name)), Math.toIntExact(weight),
                        document.at(FieldPath.of("spec", "clusters").key(name).key("weight"))));
            }
        });
    }
}
