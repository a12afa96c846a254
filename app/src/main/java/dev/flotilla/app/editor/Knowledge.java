package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.app.editor.Hover.Fact;
import dev.flotilla.app.editor.Hover.Section;
import dev.flotilla.app.editor.Traces.Trace;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diff.Secrets;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Tells what is known about a word: what is wrong with it, what its field is for, which member it names, and what members get of
/// it and by whose rule.
///
/// @param fields of whatever may stand in the workspace
/// @param plan   `null` before the first one
record Knowledge(FieldCatalog fields, @Nullable FleetPlan plan, Messages text) {
    private static final int MOST_FACTS = 8;
    private static final int LONGEST_VALUE = 60;

    /// @return empty where nothing is known beyond what stands there
    Optional<Hover> about(Spot spot) {
        var sections = new ArrayList<Section>();
        findings(spot, sections);
        member(spot).ifPresent(sections::add);
        field(spot).ifPresent(sections::add);
        given(spot).ifPresent(sections::add);
        return sections.isEmpty() ? Optional.empty() : Optional.of(new Hover(spot.start(), spot.end(), sections));
    }

    private void findings(Spot spot, List<Section> out) {
        if (plan == null) return;
        for (Diagnostic found : plan.diagnostics()) {
            boolean here = found.location().file().equals(spot.file()) && found.location().start() <= spot.end()
                    && found.location().end() >= spot.start();
            if (!here) continue;
            String hint = text.hint(found);
            out.add(new Section(Glyph.INFO, text.severity(found.severity()),
                    hint == null ? List.of(text.diagnostic(found)) : List.of(text.diagnostic(found), hint), List.of()));
        }
    }

    private Optional<Section> field(Spot spot) {
        return fields.field(spot.type(), spot.path()).map(field -> {
            var words = new FieldWords(text);
            var sentences = new ArrayList<String>();
            String purpose = words.purpose(field);
            if (purpose != null) sentences.add(purpose);
            if (field.deprecated()) sentences.add(text.get("studio.hover.deprecated"));
            var facts = new ArrayList<Fact>();
            facts.add(new Fact(text.get("studio.hover.type"), words.type(field)));
            String values = field.values().stream().filter(value -> !value.isEmpty()).collect(Collectors.joining(", "));
            if (!values.isEmpty()) facts.add(new Fact(text.get("studio.hover.values"), values));
            if (!field.standard().isEmpty()) facts.add(new Fact(text.get("studio.hover.default"), field.standard()));
            return new Section(Glyph.TAG, spot.path().toString(), sentences, facts);
        });
    }

    /// The member that a spot names, if it does.
    static Optional<MemberCluster> named(@Nullable FleetPlan plan, Spot spot) {
        if (plan == null) return Optional.empty();
        boolean isNameOfOther = spot.path().equals(FieldPath.of("metadata", "name")) && !spot.type().kind().endsWith("Cluster");
        return isNameOfOther ? Optional.empty() : plan.fleet().member(spot.words());
    }

    private Optional<Section> member(Spot spot) {
        return named(plan, spot).map(member -> {
            var facts = new ArrayList<Fact>();
            facts.add(new Fact(text.get("studio.hover.ready"),
                    text.get("studio.hover.ready." + member.readiness().name().toLowerCase(Locale.ROOT).replace('_', '-'))));
            add(facts, "studio.hover.version", member.version());
            add(facts, "studio.hover.sync", member.syncMode());
            add(facts, "studio.hover.place", String.join(" / ", places(member)));
            add(facts, "studio.hover.labels", member.labels().isEmpty()
                    ? null
                    : new TreeMap<>(member.labels()).entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue()).collect(Collectors.joining(", ")));
            add(facts, "studio.hover.taints",
                    member.taints().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            if (member.capacity().nodes() >= 0) {
                facts.add(new Fact(text.get("studio.hover.nodes"),
                        text.get("studio.hover.nodes.ready", Math.max(0, member.capacity().readyNodes()),
                                member.capacity().nodes())));
            }
            facts.add(new Fact(text.get("studio.hover.receives"), text.get("studio.hover.objects", objectsOn(member.name()))));
            return new Section(Glyph.FLEET, member.name(), List.of(), facts);
        });
    }

    private void add(List<Fact> facts, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) facts.add(new Fact(text.get(key), value));
    }

    private static List<String> places(MemberCluster member) {
        var places = new ArrayList<String>();
        places.add(member.location().provider());
        places.add(member.location().region());
        places.addAll(member.location().zones());
        places.removeIf(String::isEmpty);
        return places;
    }

    private long objectsOn(String cluster) {
        return plan == null ? 0 : plan.objects().stream().filter(object -> object.on(cluster).isPresent()).count();
    }

    /// What becomes of the word in members: by the rule that it stands in, or of the template's field.
    private Optional<Section> given(Spot spot) {
        if (plan == null) return Optional.empty();
        List<Trace> traces = Traces.ofRule(plan, spot);
        boolean isRule = !traces.isEmpty();
        if (!isRule) {
            traces = Traces.ofField(plan, spot);
            if (traces.stream().noneMatch(trace -> trace.origin() != null)) return Optional.empty();
        }
        Map<String, Set<String>> members = new LinkedHashMap<>();
        for (Trace trace : traces) {
            members.computeIfAbsent(isRule ? set(trace) : got(trace), _ -> new LinkedHashSet<>()).add(trace.placed().cluster());
        }
        List<Fact> facts = new ArrayList<>();
        members.forEach((words, names) -> facts.add(new Fact(String.join(", ", names), words,
                names.size() == 1 ? plan.fleet().names().indexOf(names.iterator().next()) : -1)));
        boolean more = facts.size() > MOST_FACTS;
        return Optional.of(new Section(isRule ? Glyph.OVERRIDE : Glyph.SPLIT,
                text.get(isRule ? "studio.hover.sets" : "studio.hover.gets"),
                more ? List.of(text.get("studio.hover.more", facts.size() - MOST_FACTS)) : List.of(),
                more ? facts.subList(0, MOST_FACTS) : facts));
    }

    private String set(Trace trace) {
        return trace.path() + ": " + change(trace);
    }

    private String got(Trace trace) {
        Origin origin = trace.origin();
        if (origin == null) return text.get("studio.hover.as-written");
        String change = change(trace);
        return origin.by() == null ? change : text.get("studio.hover.by", change, origin.by().name());
    }

    private String change(Trace trace) {
        MapValue manifest = trace.placed().manifest().root();
        Value now = Secrets.masked(manifest).at(trace.path());
        String words = now == null ? text.get("studio.hover.removed") : shortened(now);
        Origin origin = trace.origin();
        Value before = origin == null || Secrets.isSecret(manifest) || !trace.path().equals(origin.path())
                ? null
                : origin.replaced();
        return before == null ? words : text.get("studio.hover.was", words, shortened(before));
    }

    private static String shortened(Value value) {
        String words = value instanceof Value.Text(String plain) ? plain.replace("\n", " ") : YamlWriter.onOneLine(value);
        return words.length() > LONGEST_VALUE ? words.substring(0, LONGEST_VALUE - 1) + "…" : words;
    }
}
