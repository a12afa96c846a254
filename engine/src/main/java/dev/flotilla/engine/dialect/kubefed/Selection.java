package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.dialect.kubefed.placement.LabelSelector;
import dev.flotilla.engine.dialect.kubefed.placement.Placement;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.Suggestion;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The steps that choose members: preference, placement, namespace.
final class Selection {
    private final Setting setting;
    private final Document document;
    private final TargetType target;
    private final Scheduling.Result schedule;
    private final Side own;
    private final @Nullable Side around;
    private final YamlEdits ownEdits;
    private final @Nullable YamlEdits aroundEdits;
    private final Map<String, Reason> shared = new HashMap<>();

    /// One placement and the document it stands in.
    private record Side(Document document, Placement placement) {}

    Selection(Setting setting, Document document, TargetType target, Scheduling.Result schedule) {
        this.setting = setting;
        this.document = document;
        this.target = target;
        this.schedule = schedule;
        this.own = new Side(document, Placement.of(document.manifest().root(), false));
        Document namespace = isContained() ? setting.namespace(document.manifest().namespace()) : null;
        this.around = namespace == null ? null : new Side(namespace, Placement.of(namespace.manifest().root(), false));
        this.ownEdits = new YamlEdits(own.document().source());
        this.aroundEdits = around == null ? null : new YamlEdits(around.document().source());
    }

    private boolean isContained() {
        return target.namespaced() && !target.isNamespace();
    }

    private boolean isScheduled() {
        return schedule.answer() != null;
    }

    void steps(MemberCluster member, ObjectPlanner.Path path) {
        if (isScheduled()) preference(member, path);
        else
            placement(member, path);
        if (isContained()) namespace(member, path);
    }

    /// What a preference wrote replaces the object's own placement.
    private void preference(MemberCluster member, ObjectPlanner.Path path) {
        Document preference = schedule.preference();
        Long replicas = schedule.answer() == null ? null : schedule.answer().replicas().get(member.name());
        if (replicas != null && preference != null) {
            path.step("preference", null, Reason.of("kubefed.preference-gives", preference.manifest().name(), replicas));
        } else if (member.readiness() == Readiness.NOT_READY) {
            path.step("preference", Reason.of("kubefed.preference-skips-not-ready", member.name()), null);
        } else {
            path.step("preference", shared("kubefed.preference-not-selected", () -> Reason.of("kubefed.preference-not-selected")
                    .decidedBy(document.keyAt(Placement.PATH.key("clusterSelector")))), null);
        }
    }

    private void placement(MemberCluster member, ObjectPlanner.Path path) {
        judge("placement", "own ", own, member, path);
    }

    private void namespace(MemberCluster member, ObjectPlanner.Path path) {
        if (around != null) {
            judge("namespace", "around ", around, member, path);
        } else if (setting.plane().namespaced()) {
            path.step("namespace", null, null);
        } else {
            path.step("namespace", notFederated(), null);
        }
    }

    private Reason notFederated() {
        return shared("kubefed.namespace-not-federated", () -> Reason.of("kubefed.namespace-not-federated",
                String.valueOf(document.manifest().namespace())).decidedBy(document.at("metadata", "namespace")));
    }

    private void judge(String step, String cache, Side side, MemberCluster member, ObjectPlanner.Path path) {
        Document where = side.document();
        switch (side.placement()) {
            case Placement.Listed(var names) -> {
                Integer index = names.get(member.name());
                if (index == null) {
                    path.step(step, shared(cache + "not-listed", () -> Reason.of("kubefed.not-listed", step)
                            .decidedBy(where.keyAt(Placement.PATH.key("clusters")))), null);
                } else {
                    path.step(step, null, Reason.of("kubefed.listed", step)
                            .decidedBy(where.at(Placement.PATH.key("clusters").index(index))));
                }
            }
            case Placement.Selected(var selector) -> selector(step, cache, where, selector, member, path);
            case Placement.Nothing _ -> path.step(step, shared(cache + "nothing",
                    () -> Reason.of("kubefed.no-placement", step).decidedBy(where.keyAt(Placement.PATH))), null);
            case Placement.Broken(var flaws) -> path.step(step, shared(cache + "broken", () -> brokenBy(where, flaws)), null);
        }
    }

    private void selector(String step, String cache, Document where, LabelSelector selector, MemberCluster member,
            ObjectPlanner.Path path) {
        FieldPath place = Placement.PATH.key("clusterSelector");
        LabelSelector.Requirement failing = selector.failing(member.labels());
        if (failing == null) {
            String code = selector.requirements().isEmpty() ? "kubefed.selector-everything" : "kubefed.selector-matches";
            path.step(step, null, shared(cache + code, () -> Reason.of(code, step).decidedBy(where.keyAt(place))));
            return;
        }
        String value = member.labels().get(failing.key());
        String found = value == null ? "" : failing.key() + "=" + value;
        path.step(step,
                shared(cache + failing + found,
                        () -> (value == null
                                ? Reason.of("kubefed.selector-label-absent", failing.toString(), failing.key())
                                : Reason.of("kubefed.selector-fails", failing.toString(), failing.key(), value))
                                .decidedBy(where.at(place.append(failing.path())))),
                null);
    }

    private static Reason brokenBy(Document where, List<LabelSelector.Flaw> flaws) {
        Location[] lines = flaws.stream().map(flaw -> where.at(Placement.PATH.append(flaw.path()))).toArray(Location[]::new);
        return Reason.of("kubefed.compute-placement-failed", flaws.getFirst().path().toString()).decidedBy(lines);
    }

    private Reason shared(String key, java.util.function.Supplier<Reason> make) {
        return shared.computeIfAbsent(key, _ -> make.get());
    }

    /// Why no member at all can be chosen, or `null`.
    @Nullable
    Reason broken() {
        if (!isScheduled() && own.placement() instanceof Placement.Broken(var flaws)) return brokenBy(document, flaws);
        if (!isContained()) return null;
        if (around == null) return setting.plane().namespaced() ? null : notFederated();
        return around.placement() instanceof Placement.Broken(var flaws) ? brokenBy(around.document(), flaws) : null;
    }

    /// The members that the object's own placement chooses but the namespace around it does not, with where they are listed.
    Map<String, FieldPath> filteredByNamespace() {
        var filtered = new java.util.LinkedHashMap<String, FieldPath>();
        if (around == null || isScheduled() || !(own.placement() instanceof Placement.Listed(var names))) return filtered;
        for (MemberCluster member : setting.fleet().members()) {
            Integer index = names.get(member.name());
            if (index != null && !around.placement().selects(member.name(), member.labels())) {
                filtered.put(member.name(), Placement.PATH.key("clusters").index(index));
            }
        }
        return filtered;
    }

    /// Whether the namespace around the object lets it into this member.
    boolean isLetIn(MemberCluster member) {
        return !isContained() || around == null || around.placement().selects(member.name(), member.labels());
    }

    /// Listing the member where a list leaves it out: in the object's placement, in the namespace's, or in both.
    List<Suggestion> suggestions(MemberCluster member) {
        if (isScheduled()) return List.of();
        var fixes = new ArrayList<QuickFix>();
        if (!admit(own, ownEdits, member, fixes)
                || around != null && aroundEdits != null && !admit(around, aroundEdits, member, fixes))
            return List.of();
        return fixes.isEmpty() ? List.of() : List.of(new Suggestion(fixes));
    }

    /// @return whether the side lets the member in, perhaps by the fix that was added
    private static boolean admit(Side side, YamlEdits edits, MemberCluster member, List<QuickFix> fixes) {
        if (side.placement().selects(member.name(), member.labels())) return true;
        if (!(side.placement() instanceof Placement.Listed)) return false;
        FieldPath list = Placement.PATH.key("clusters");
        int size = side.document().manifest().root().at(list) instanceof ListValue clusters ? clusters.size() : 0;
        Optional<TextEdit> listed = edits.set(list.index(size), MapValue.of("name", Value.text(member.name())));
        if (listed.isEmpty()) return false;
        fixes.add(new QuickFix("kubefed.list-cluster", List.of(member.name(), side.document().ref().toString()),
                List.of(listed.get())));
        return true;
    }
}
