package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.karmada.match.LabelSelector;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Placement;
import dev.flotilla.engine.dialect.karmada.schedule.Refusal;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.plan.Suggestion;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The smallest edits of a policy that would let a member in. Where a member's own state keeps it out, there are none.
final class Suggestions {
    private final PolicyView view;
    private final YamlEdits edits;
    private final Map<Key, List<Suggestion>> known = new HashMap<>();

    private record Key(int term, int candidate, List<Refusal> refusals, boolean weightless, boolean surplus) {}

    Suggestions(PolicyView view) {
        this.view = view;
        edits = new YamlEdits(view.document().source());
    }

    /// @param refusals   what the filters have against the member
    /// @param weightless whether no weight would be left for it after that
    /// @param surplus    whether it fits, but spread constraints take others
    synchronized List<Suggestion> of(int term, FleetIndex.Candidate candidate, List<Refusal> refusals, boolean weightless,
            boolean surplus) {
        return known.computeIfAbsent(new Key(term, candidate.index(), refusals, weightless, surplus),
                _ -> make(term, candidate, refusals, weightless, surplus));
    }

    private List<Suggestion> make(int term, FleetIndex.Candidate candidate, List<Refusal> refusals, boolean weightless,
            boolean surplus) {
        if (candidate.cluster().leaving()) return List.of();
        var fixes = new ArrayList<QuickFix>();
        for (Refusal refusal : refusals) {
            Optional<QuickFix> fix = switch (refusal.code()) {
                case "karmada.affinity-names" -> add("add-cluster-name", List.of(candidate.name()),
                        appended(view.affinityPath(term).key("clusterNames")), Value.text(candidate.name()));
                case "karmada.affinity-excludes" -> included(term, candidate.name());
                case "karmada.taint-not-tolerated" -> tolerated(candidate);
                case "karmada.affinity-labels" -> loosened(view.affinityPath(term).key("labelSelector"), candidate.cluster());
                case "karmada.affinity-fields" -> loosened(view.affinityPath(term).key("fieldSelector"), candidate.cluster());
                default -> Optional.empty();
            };
            if (fix.isEmpty()) return List.of();
            fixes.add(fix.get());
        }
        if (weightless) weight(candidate.name()).ifPresent(fixes::add);
        if (surplus) oneMore().ifPresent(fixes::add);
        return fixes.isEmpty() ? List.of() : List.of(new Suggestion(apart(fixes)));
    }

    /// Every condition that the member does not meet, changed so that it does.
    private Optional<QuickFix> loosened(FieldPath selector, MemberCluster cluster) {
        YamlEdits now = edits;
        var changed = new ArrayList<String>();
        MapValue root = view.document().manifest().root();
        FieldPath labels = selector.key("matchLabels");
        for (var entry : root.at(labels) instanceof MapValue map ? map : MapValue.EMPTY) {
            String wanted = entry.getValue() instanceof Value.Text(String text) ? text : "";
            if (wanted.equals(cluster.labels().get(entry.getKey()))) continue;
            Optional<TextEdit> edit = now.remove(labels.key(entry.getKey()));
            if (edit.isEmpty()) return Optional.empty();
            now = now.after(edit.get());
            changed.add(entry.getKey());
        }
        FieldPath expressions = selector.key("matchExpressions");
        ListValue list = root.at(expressions) instanceof ListValue written ? written : ListValue.EMPTY;
        for (int i = list.size() - 1; i >= 0; i--) {
            if (!(list.get(i) instanceof MapValue expression)) return Optional.empty();
            var requirement = LabelSelector.requirement(expression);
            List<String> has = has(selector, requirement.key(), cluster);
            if (holds(requirement, has)) continue;
            FieldPath values = expressions.index(i).key("values");
            Optional<TextEdit> edit;
            if (requirement.operator().equals("In") && !has.isEmpty()) {
                edit = now.set(appended(values), Value.text(has.getFirst()));
            } else if (requirement.operator().equals("NotIn") && requirement.values().size() > 1) {
                edit = now.remove(values.index(expression.listAt("values").texts().indexOf(common(requirement, has))));
            } else {
                edit = now.remove(expressions.index(i));
            }
            if (edit.isEmpty()) return Optional.empty();
            now = now.after(edit.get());
            changed.add(requirement.key());
        }
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new QuickFix("fix.karmada.loosen-selector", List.of(String.join(", ", changed), cluster.name()),
                        List.of(edits.difference(now))));
    }

    /// What the member has for a key of a label or field selector; only zones can be several.
    private static List<String> has(FieldPath selector, String key, MemberCluster cluster) {
        if (selector.segments().getLast().equals(new FieldPath.Key("labelSelector"))) {
            String label = cluster.labels().get(key);
            return label == null ? List.of() : List.of(label);
        }
        String single = switch (key) {
            case "provider" -> cluster.location().provider();
            case "region" -> cluster.location().region();
            default -> "";
        };
        if (key.equals("zone")) return cluster.location().zones();
        return single.isEmpty() ? List.of() : List.of(single);
    }

    private static boolean holds(LabelSelector.Requirement requirement, List<String> has) {
        return switch (requirement.operator()) {
            case "In" -> has.stream().anyMatch(requirement.values()::contains);
            case "NotIn" -> has.stream().noneMatch(requirement.values()::contains);
            case "Exists" -> !has.isEmpty();
            case "DoesNotExist" -> has.isEmpty();
            default -> false;
        };
    }

    private static String common(LabelSelector.Requirement requirement, List<String> has) {
        return has.stream().filter(requirement.values()::contains).findFirst().orElse("");
    }

    private FieldPath appended(FieldPath list) {
        Value written = view.document().manifest().root().at(list);
        return list.index(written instanceof ListValue items ? items.size() : 0);
    }

    private Optional<QuickFix> add(String code, List<Object> arguments, FieldPath path, Value value) {
        return edits.set(path, value).map(edit -> new QuickFix("fix.karmada." + code, arguments, List.of(edit)));
    }

    private Optional<QuickFix> included(int term, String cluster) {
        FieldPath exclude = view.affinityPath(term).key("exclude");
        int index = view.document().manifest().root().at(exclude) instanceof ListValue names
                ? names.texts().indexOf(cluster)
                : -1;
        return index < 0
                ? Optional.empty()
                : edits.remove(exclude.index(index))
                        .map(edit -> new QuickFix("fix.karmada.remove-exclusion", List.of(cluster), List.of(edit)));
    }

    /// All taints that nothing tolerates, each with its own toleration.
    private Optional<QuickFix> tolerated(FleetIndex.Candidate candidate) {
        var texts = new ArrayList<TextEdit>();
        var names = new ArrayList<String>();
        for (Taint taint : candidate.cluster().taints()) {
            boolean keepsOut = taint.effect().equals("NoSchedule") || taint.effect().equals("NoExecute");
            if (!keepsOut || view.placement().tolerations().stream().anyMatch(toleration -> toleration.tolerates(taint)))
                continue;
            var toleration = MapValue.builder().put("key", taint.key());
            if (taint.value().isEmpty()) toleration.put("operator", "Exists");
            else
                toleration.put("operator", "Equal").put("value", taint.value());
            edits.set(appended(view.placementPath("clusterTolerations")), toleration.put("effect", taint.effect()).build())
                    .ifPresent(texts::add);
            names.add(taint.toString());
        }
        if (texts.size() != names.size() || texts.size() > 1 && view.placement().tolerations().isEmpty()) {
            return texts.isEmpty() ? Optional.empty() : tolerateAnything(candidate.name());
        }
        return Optional.of(new QuickFix("fix.karmada.tolerate", List.of(String.join(", ", names)), merged(texts)));
    }

    private Optional<QuickFix> tolerateAnything(String cluster) {
        return add("tolerate-all", List.of(cluster), appended(view.placementPath("clusterTolerations")),
                MapValue.of("operator", Value.text("Exists")));
    }

    private Optional<QuickFix> weight(String cluster) {
        MapValue rule = MapValue.builder().put("targetCluster", MapValue.of("clusterNames", ListValue.ofTexts(List.of(cluster))))
                .put("weight", 1).build();
        return add("add-weight", List.of(cluster, 1),
                appended(view.placementPath("replicaScheduling", "weightPreference", "staticWeightList")), rule);
    }

    private Optional<QuickFix> oneMore() {
        List<Placement.Spread> spreads = view.placement().spreads();
        for (int i = 0; i < spreads.size(); i++) {
            if (!spreads.get(i).field().equals("cluster") || spreads.get(i).max() <= 0) continue;
            long more = spreads.get(i).max() + 1;
            return edits.set(view.placementPath("spreadConstraints").index(i).key("maxGroups"), Value.number(more))
                    .map(edit -> new QuickFix("fix.karmada.raise-max-groups", List.of(more), List.of(edit)));
        }
        return Optional.empty();
    }

    /// Insertions of several fixes at one point become one edit of the first; the deeper text stands before the shallower.
    private static List<QuickFix> apart(List<QuickFix> fixes) {
        var all = new ArrayList<TextEdit>();
        fixes.forEach(fix -> all.addAll(fix.edits()));
        if (merged(all).size() == all.size()) return fixes;
        QuickFix first = fixes.getFirst();
        var result = new ArrayList<QuickFix>();
        result.add(new QuickFix(first.code(), first.arguments(), merged(all)));
        fixes.stream().skip(1).forEach(fix -> result.add(new QuickFix(fix.code(), fix.arguments(), List.of())));
        return result;
    }

    private static List<TextEdit> merged(List<TextEdit> edits) {
        var byPlace = new LinkedHashMap<Location, List<TextEdit>>();
        edits.forEach(edit -> byPlace.computeIfAbsent(edit.range(), _ -> new ArrayList<>()).add(edit));
        return byPlace.entrySet().stream()
                .map(entry -> new TextEdit(entry.getKey(), entry.getValue().stream().map(TextEdit::newText)
                        .sorted(Comparator.comparingInt(Suggestions::depth).reversed()).collect(Collectors.joining())))
                .toList();
    }

    private static int depth(String text) {
        String line = text.stripLeading();
        int spaces = text.length() - line.length();
        return text.startsWith("\n") ? spaces - 1 : spaces;
    }
}
