package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.plan.PreviewViewModel.Shown;
import dev.flotilla.app.ui.Latest;
import dev.flotilla.app.workbench.Refs;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// A scenario: the same workspace and fleet, changed on a copy, and the plan for it. Nothing of it leaves this class.
public final class WhatIfViewModel {
    /// A weight in the policy.
    ///
    /// @param members whom it is for, as the policy names them
    record Weight(String members, int colour, int written, Location place) {}

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
        change(scenario.get().withDown(member, down));
    }

    /// @param percent of what the member offers; 0 or more
    void setRoom(String member, int percent) {
        change(scenario.get().withRoom(member, percent));
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
        var all = new ArrayList<>(scenario.get().taints().getOrDefault(member, List.of()));
        if (!all.contains(taint)) all.add(taint);
        change(scenario.get().withTaints(member, all));
        return true;
    }

    void removeTaint(String member, Taint taint) {
        change(scenario.get().withTaints(member, scenario.get().taints().getOrDefault(member, List.of()).stream()
                .filter(one -> !one.equals(taint)).toList()));
    }

    void setWeight(Weight weight, int value) {
        change(scenario.get().withWeight(weight.place(), value == weight.written() ? null : value));
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
        Fleet fleet = wanted.of(now.plan().fleet());
        Map<ObjectKey, Map<String, Integer>> pushed = workbench.previous();
        Map<ObjectKey, Map<String, Running>> running = wanted.of(workbench.running());
        ObjectKey key = now.object().key();
        Dialect dialect = workbench.engine().dialects().stream().filter(one -> one.id().equals(now.object().dialect()))
                .findFirst()
                .orElseThrow();
        String version = workspace.settings().version(dialect.id());
        // The dialect is asked directly: what documents declare of members would cover the scenario again.
        planning.ask(() -> {
            var request = new PlanRequest(wanted.of(workspace).documents(), fleet, version, pushed, running,
                    null);
            return dialect.plan(request).objects().stream().filter(object -> object.key().equals(key)).findFirst();
        });
    }

    private void answered(Optional<ObjectPlan> object) {
        after.set(object.orElse(null));
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
