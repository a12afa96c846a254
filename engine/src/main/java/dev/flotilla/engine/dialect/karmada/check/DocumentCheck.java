package dev.flotilla.engine.dialect.karmada.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.karmada.admission.Defaults;
import dev.flotilla.engine.dialect.karmada.admission.Finding;
import dev.flotilla.engine.dialect.karmada.admission.Validation;
import dev.flotilla.engine.dialect.karmada.schema.FieldCheck;
import dev.flotilla.engine.dialect.karmada.schema.FieldFinding;
import dev.flotilla.engine.dialect.karmada.schema.Schemas;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.text.Spelling;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Looks at one of Karmada's own objects.
public final class DocumentCheck {
    private static final FieldPath SPEC = FieldPath.of("spec");
    /// What one writes today instead of an old field.
    private static final Map<String, String> MODERN = Map.of("spec.zone", "zones", "spec.association", "propagateDeps",
            "spec.serviceProvisionClusters", "providerClusters", "spec.serviceConsumptionClusters", "consumerClusters",
            "spec.range", "providerClusters, consumerClusters", "spec.resource.replicas", "spec.replicas",
            "spec.resource.resourcePerReplicas", "spec.replicaRequirements.resourceRequest");

    private final Document document;
    private final Manifest stored;
    private final YamlEdits edits;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private DocumentCheck(Document document, Manifest named) {
        this.document = document;
        stored = Defaults.stored(named);
        edits = new YamlEdits(document.source());
    }

    /// @param named the document's object with its namespace filled in
    public static List<Diagnostic> diagnostics(Document document, Manifest named) {
        var check = new DocumentCheck(document, named);
        check.fields();
        check.admission();
        check.traps();
        return List.copyOf(check.diagnostics);
    }

    private void add(Severity severity, String code, Location place, List<Object> arguments, List<QuickFix> fixes) {
        diagnostics.add(new Diagnostic(severity, code, place, arguments, fixes));
    }

    private void fields() {
        Manifest manifest = document.manifest();
        if (!Schemas.standard().knows(manifest.type()) && manifest.type().group().endsWith("karmada.io")) unknownKind(manifest);
        for (FieldFinding finding : FieldCheck.findings(manifest)) {
            FieldPath path = finding.path();
            switch (finding.kind()) {
                case UNKNOWN ->
                    add(Severity.WARNING, "karmada.unknown-field", document.keyAt(path), finding.arguments(), List.of());
                case MISPLACED -> add(Severity.WARNING, "karmada.misplaced-field", document.keyAt(path), finding.arguments(),
                        fix("move-field", finding.arguments(),
                                () -> finding.place() == null ? Optional.empty() : one(edits.move(path, finding.place()))));
                case MISSPELT -> add(Severity.WARNING, "karmada.misspelt-field", document.keyAt(path), finding.arguments(),
                        fix("rename-field", finding.arguments(), () -> one(rename(path, finding.place()))));
                case WRONG_TYPE -> add(Severity.ERROR, "karmada.wrong-type", document.at(path), finding.arguments(), List.of());
                case WRONG_VALUE -> wrongValue(finding);
                case OUT_OF_RANGE ->
                    add(Severity.ERROR, "karmada.out-of-range", document.at(path), finding.arguments(), List.of());
                case WRONG_SIZE -> add(Severity.ERROR, "karmada.wrong-size", document.at(path), finding.arguments(), List.of());
                case MISSING ->
                    add(Severity.ERROR, "karmada.missing-field", document.keyAt(path), finding.arguments(), List.of());
                case DEPRECATED -> deprecated(path, finding.arguments());
                case IGNORED -> add(Severity.WARNING, "karmada.ignored-field", document.keyAt(path), finding.arguments(),
                        fix("remove-field", List.of(path.toString()), () -> one(edits.remove(path))));
            }
        }
    }

    private void unknownKind(Manifest manifest) {
        var known = Schemas.standard().types();
        Optional<String> kind = Spelling.nearest(manifest.kind(), known.stream().map(TypeRef::kind).distinct().toList());
        if (kind.isPresent() && kind.get().equals(manifest.kind())) {
            TypeRef right = known.stream().filter(type -> type.kind().equals(manifest.kind())).findFirst().orElseThrow();
            add(Severity.WARNING, "karmada.unknown-version", document.at(FieldPath.of("apiVersion")),
                    List.of(manifest.apiVersion(), manifest.kind(), right.apiVersion()),
                    fix("replace-value", List.of(manifest.apiVersion(), right.apiVersion()),
                            () -> one(edits.set(FieldPath.of("apiVersion"), Value.text(right.apiVersion())))));
            return;
        }
        add(Severity.WARNING, "karmada.unknown-kind", document.at(FieldPath.of("kind")),
                List.of(manifest.kind(), manifest.type().group()),
                kind.isEmpty()
                        ? List.of()
                        : fix("replace-value", List.of(manifest.kind(), kind.get()),
                                () -> one(edits.set(FieldPath.of("kind"), Value.text(kind.get())))));
    }

    private Optional<TextEdit> rename(FieldPath path, @Nullable FieldPath to) {
        return to != null && to.segments().getLast() instanceof FieldPath.Key(String name)
                ? edits.rename(path, name)
                : Optional.empty();
    }

    private static Optional<List<TextEdit>> one(Optional<TextEdit> edit) {
        return edit.map(List::of);
    }

    private static List<QuickFix> fix(String code, List<Object> arguments, Supplier<Optional<List<TextEdit>>> edits) {
        return QuickFix.deferred(() -> edits.get().map(list -> List.of(new QuickFix("fix.karmada." + code, arguments, list)))
                .orElse(List.of()));
    }

    private void wrongValue(FieldFinding finding) {
        String written = String.valueOf(finding.arguments().getFirst());
        List<String> known = List.of(String.valueOf(finding.arguments().getLast()).split(", "));
        Optional<String> meant = Spelling.nearest(written, known);
        List<QuickFix> fixes = meant.isEmpty()
                ? List.of()
                : fix("replace-value", List.of(written, meant.get()),
                        () -> one(edits.set(finding.path(), Value.text(meant.get()))));
        add(Severity.ERROR, "karmada.wrong-value", document.at(finding.path()), finding.arguments(), fixes);
    }

    private void deprecated(FieldPath path, List<Object> arguments) {
        boolean override = document.manifest().kind().endsWith("OverridePolicy");
        String to = override ? "overrideRules" : MODERN.getOrDefault(path.toString(), "");
        Supplier<Optional<List<TextEdit>>> modern = switch (to) {
            case "overrideRules" -> this::overrideRules;
            case "zones" -> () -> listed(path);
            case "providerClusters", "consumerClusters" -> () -> named(path, to);
            case "spec.replicas" -> () -> moved(path, SPEC.key("replicas"));
            case "spec.replicaRequirements.resourceRequest" ->
                () -> moved(path, SPEC.key("replicaRequirements").key("resourceRequest"));
            default -> Optional::empty;
        };
        var told = new ArrayList<>(arguments);
        told.add(to);
        add(Severity.WARNING, "karmada.deprecated-field", document.keyAt(path), told, fix("use-modern-field", told, modern));
    }

    /// Where both forms are written, today's counts and stays.
    private Optional<List<TextEdit>> moved(FieldPath path, FieldPath to) {
        return one(document.manifest().root().at(to) == null ? edits.move(path, to) : edits.remove(path));
    }

    private Optional<List<TextEdit>> listed(FieldPath path) {
        String zone = document.manifest().root().textAt("spec", "zone");
        return zone == null
                ? Optional.empty()
                : both(edits.rename(path, "zones"), edits.set(path, ListValue.ofTexts(List.of(zone))));
    }

    /// A list of names as a list of objects with a name.
    private Optional<List<TextEdit>> named(FieldPath path, String to) {
        if (!(document.manifest().root().at(path) instanceof ListValue names)) return Optional.empty();
        ListValue objects = ListValue.of(names.texts().stream().map(name -> MapValue.of("name", Value.text(name))).toList());
        return both(edits.rename(path, to), edits.set(path, objects));
    }

    private static Optional<List<TextEdit>> both(Optional<TextEdit> one, Optional<TextEdit> other) {
        return one.flatMap(first -> other.map(second -> List.of(first, second)));
    }

    /// The 2021 form, one target and its overriders, as the one rule of today's.
    private Optional<List<TextEdit>> overrideRules() {
        MapValue spec = document.manifest().root().mapAt("spec");
        if (!spec.has("overriders") || spec.has("overrideRules")) return Optional.empty();
        FieldPath rule = SPEC.key("overrideRules").index(0);
        if (!spec.has("targetCluster")) return one(edits.move(SPEC.key("overriders"), rule.key("overriders")));
        return one(edits.move(SPEC.key("targetCluster"), rule.key("targetCluster")).map(edits::after)
                .flatMap(next -> next.move(SPEC.key("overriders"), rule.key("overriders")).map(next::after))
                .map(edits::difference));
    }

    /// What admission says of a value goes before the schema's word about it: it is one mistake, and admission knows why.
    private void admission() {
        for (Finding finding : Validation.findings(stored)) {
            Location place = document.at(finding.field());
            diagnostics.removeIf(schema -> schema.code().equals("karmada.wrong-value") && schema.location().equals(place));
            add(Severity.ERROR, finding.code(), place, finding.arguments(), List.of());
        }
    }

    private void traps() {
        MapValue spec = document.manifest().root().mapAt("spec");
        if (document.manifest().kind().endsWith("OverridePolicy")) {
            plaintext(SPEC.key("overriders"), spec.mapAt("overriders"));
            ListValue rules = spec.listAt("overrideRules");
            for (int i = 0; i < rules.size(); i++) {
                plaintext(SPEC.key("overrideRules").index(i).key("overriders"), rules.items().get(i).mapAt("overriders"));
            }
        }
        if (document.manifest().kind().endsWith("PropagationPolicy")) {
            spread();
            runtime(spec);
        }
        FieldPath components = SPEC.key("customizations").key("componentResource");
        if (document.manifest().kind().equals("ResourceInterpreterCustomization")
                && document.manifest().root().at(components) != null) {
            gated(components, "MultiplePodTemplatesScheduling");
        }
    }

    /// What a policy asks of a running control plane, and what takes a feature gate.
    private void runtime(MapValue spec) {
        if ("Always".equals(spec.textAt("preemption"))) gated(SPEC.key("preemption"), "PropagationPolicyPreemption");
        FieldPath affinity = SPEC.key("placement").key("workloadAffinity");
        if (document.manifest().root().at(affinity) != null) gated(affinity, "WorkloadAffinity");
        for (String failover : List.of("application", "cluster")) {
            FieldPath path = SPEC.key("failover").key(failover);
            purgeMode(path.key("purgeMode"));
            if (document.manifest().root().at(path) != null) {
                add(Severity.HINT, "karmada.failover-runs", document.keyAt(path), List.of(path.toString()), List.of());
            }
        }
        if (spec.has("schedulePriority")) {
            add(Severity.HINT, "karmada.queue-order", document.keyAt(SPEC.key("schedulePriority")), List.of(), List.of());
        }
        if ("Lazy".equals(spec.textAt("activationPreference"))) {
            add(Severity.HINT, "karmada.lazy", document.keyAt(SPEC.key("activationPreference")), List.of(), List.of());
        }
    }

    /// The words of earlier releases.
    private void purgeMode(FieldPath path) {
        if (!(document.manifest().root().at(path) instanceof Value.Text(String written))) return;
        String modern = switch (written) {
            case "Immediately" -> "Directly";
            case "Graciously" -> "Gracefully";
            default -> "";
        };
        if (modern.isEmpty()) return;
        add(Severity.WARNING, "karmada.deprecated-value", document.at(path), List.of(written, modern),
                fix("replace-value", List.of(written, modern), () -> one(edits.set(path, Value.text(modern)))));
    }

    private void gated(FieldPath path, String gate) {
        add(Severity.HINT, "karmada.gate-off", document.keyAt(path), List.of(path.toString(), gate), List.of());
    }

    /// `add` onto a map that exists replaces it as a whole, also Karmada's own marks.
    private void plaintext(FieldPath path, MapValue overriders) {
        ListValue patches = overriders.listAt("plaintext");
        for (int i = 0; i < patches.size(); i++) {
            Value patch = patches.items().get(i);
            String pointer = String.valueOf(patch.textAt("path"));
            boolean whole = pointer.equals("/metadata/annotations") || pointer.equals("/metadata/labels");
            if (!whole || "remove".equals(patch.textAt("operator")) || !(patch.at("value") instanceof MapValue)) continue;
            String overrider = pointer.endsWith("labels") ? "labelsOverrider" : "annotationsOverrider";
            FieldPath field = path.key("plaintext").index(i);
            add(Severity.WARNING, "karmada.replaces-map", document.at(field), List.of(pointer, overrider),
                    fix("use-overrider", List.of(overrider),
                            () -> patches.size() == 1 ? merge(path, overriders, overrider) : Optional.empty()));
        }
    }

    /// The same entry as the overrider has it: without the path, and adding.
    private Optional<List<TextEdit>> merge(FieldPath path, MapValue overriders, String overrider) {
        if (overriders.has(overrider)) return Optional.empty();
        FieldPath patches = path.key("plaintext");
        FieldPath patch = patches.index(0);
        boolean adds = Value.text("add").equals(document.manifest().root().at(patch.key("operator")));
        return both(edits.rename(patches, overrider), edits.remove(patch.key("path"))).flatMap(two -> adds
                ? Optional.of(two)
                : edits.set(patch.key("operator"), Value.text("add")).map(third -> List.of(two.get(0), two.get(1), third)));
    }

    private void spread() {
        MapValue placement = stored.root().mapAt("spec", "placement");
        FieldPath path = SPEC.key("placement").key("spreadConstraints");
        ListValue constraints = placement.listAt("spreadConstraints");
        if (constraints.isEmpty()) return;
        MapValue scheduling = placement.mapAt("replicaScheduling");
        boolean weighted = "Divided".equals(scheduling.textAt("replicaSchedulingType"))
                && "Weighted".equals(scheduling.textAt("replicaDivisionPreference"));
        MapValue weights = scheduling.mapAt("weightPreference");
        boolean dynamic = weights.textAt("dynamicWeight") != null;
        if (weighted && !dynamic
                && (scheduling.get("weightPreference") == null || !weights.listAt("staticWeightList").isEmpty())) {
            add(Severity.WARNING, "karmada.spread-ignored", document.keyAt(path), List.of(), List.of());
            return;
        }
        for (int i = 0; i < constraints.size(); i++) {
            Value constraint = constraints.items().get(i);
            String field = constraint.textAt("spreadByField");
            Long max = constraint.intAt("maxGroups");
            if (!"cluster".equals(field) && !"region".equals(field) || max != null && max != 0) continue;
            Long min = constraint.intAt("minGroups");
            long proposed = Math.max(1, min == null ? 1 : min);
            FieldPath one = path.index(i);
            add(Severity.WARNING, "karmada.spread-without-max", document.at(one), List.of(field),
                    fix("add-max-groups", List.of(proposed), () -> max != null
                            ? Optional.empty()
                            : one(edits.set(one.key("maxGroups"), Value.number(proposed)))));
        }
    }
}
