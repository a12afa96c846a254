package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.dialect.karmada.match.ResourceSelector;
import dev.flotilla.engine.dialect.karmada.schedule.Affinity;
import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.Calculation;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.replicas.LargestWeights;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The `ReplicaSchedulingPolicy` objects of 2021, which said how a Deployment's replicas are divided before propagation policies
/// did. Evaluated as releases before 1.0 did; later ones do not know the kind.
///
/// Source: karmada v0.8: pkg/util/helper/binding.go, matchReplicaSchedulingPolicy and EnsureWork.
final class ReplicaPolicies {
    private static final String KIND = "ReplicaSchedulingPolicy";
    private static final TypeRef DEPLOYMENT = new TypeRef("apps/v1", "Deployment");
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
    private static final FieldPath DIVISION = FieldPath.of("spec", "placement", "replicaScheduling");

    private final List<Policy> policies;
    private final Release release;

    ReplicaPolicies(List<Document> documents, Release release) {
        this.release = release;
        policies = documents.stream().filter(document -> isOne(document.manifest())).map(document -> read(document, release))
                .sorted(Comparator.comparing(policy -> policy.document().manifest().name())).toList();
    }

    private static boolean isOne(Manifest manifest) {
        return manifest.type().group().equals("policy.karmada.io") && manifest.kind().equals(KIND) && !manifest.name().isEmpty();
    }

    /// @param total how many replicas there are, whatever the template says
    record Policy(Document document, List<ResourceSelector> selectors, long total, List<Weight> weights) {
        /// Over the members that the object is bound to; the first rule that names a member counts, and who has none gets 0.
        ///
        /// @return `null` where no rule names any of them: the controller of that time crashed
        @Nullable
        Division divide(List<Binding.Target> bound, FleetIndex fleet, Release release) {
            var votes = new LinkedHashMap<String, Long>();
            var members = new LinkedHashMap<String, FleetIndex.Candidate>();
            fleet.candidates().forEach(candidate -> members.put(candidate.name(), candidate));
            for (Binding.Target target : bound) {
                FleetIndex.Candidate member = members.get(target.cluster());
                if (member == null) continue;
                weights.stream().filter(weight -> weight.target().matches(member.cluster())).findFirst()
                        .ifPresent(weight -> votes.put(target.cluster(), weight.weight()));
            }
            if (total > 0 && votes.values().stream().mapToLong(Long::longValue).sum() <= 0) return null;
            var shares = LargestWeights.split(total, votes, java.util.Map.of(), true);
            var targets = bound.stream().map(target -> new Binding.Target(target.cluster(),
                    shares.getOrDefault(target.cluster(), 0L).intValue())).toList();
            return new Division(targets, new Calculation(Calculation.Method.STATIC_WEIGHTS, total, votes, java.util.Map.of(),
                    java.util.Map.of(), release, true));
        }
    }

    record Division(List<Binding.Target> targets, Calculation calculation) {}

    private record Weight(Affinity target, long weight) {}

    private static Policy read(Document document, Release release) {
        MapValue spec = Namespaces.of(document.manifest()).root().mapAt("spec");
        var weights = spec.listAt("preferences", "staticWeightList").maps().stream()
                .map(rule -> new Weight(Affinity.read(rule.mapAt("targetCluster"), release),
                        Math.max(0, orZero(rule.intAt("weight")))))
                .toList();
        return new Policy(document, spec.listAt("resourceSelectors").maps().stream().map(ResourceSelector::read).toList(),
                Math.clamp(orZero(spec.intAt("totalReplicas")), 0, Integer.MAX_VALUE), weights);
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    /// The one that counts for a template: the first by name in its namespace that selects it.
    Optional<Policy> of(Manifest template) {
        if (!release.isBeforeOne() || policies.isEmpty() || !template.type().equals(DEPLOYMENT)) return Optional.empty();
        return policies.stream().filter(policy -> selects(policy, template)).findFirst();
    }

    private static boolean selects(Policy policy, Manifest template) {
        return String.valueOf(Namespaces.of(policy.document().manifest()).namespace()).equals(template.namespace())
                && ResourceSelector.level(policy.selectors(), template) != ResourceSelector.Level.NONE;
    }

    /// That the kind is gone, with the same division as one writes it today, for every propagation policy that has none yet.
    List<Diagnostic> diagnostics(List<PolicyView> views, List<Document> documents, Namespaces namespaces) {
        var diagnostics = new ArrayList<Diagnostic>();
        for (Policy policy : policies) {
            List<QuickFix> fixes = modern(policy, views, documents, namespaces).map(List::of).orElse(List.of());
            diagnostics.add(new Diagnostic(Severity.WARNING,
                    release.isBeforeOne() ? "karmada.deprecated-kind" : "karmada.removed-kind",
                    policy.document().keyAt(FieldPath.of("kind")), List.of(KIND, "1.0"), fixes));
        }
        return diagnostics;
    }

    private static Optional<QuickFix> modern(Policy policy, List<PolicyView> views, List<Document> documents,
            Namespaces namespaces) {
        MapValue spec = policy.document().manifest().root().mapAt("spec");
        Value weights = spec.at("preferences", "staticWeightList");
        if (weights == null) return Optional.empty();
        MapValue division = MapValue.builder().put("replicaSchedulingType", "Divided")
                .put("replicaDivisionPreference", "Weighted")
                .put("weightPreference", MapValue.of("staticWeightList", weights)).build();
        var edits = new ArrayList<TextEdit>();
        for (Document document : documents) {
            Manifest template = namespaces.resolve(document.manifest());
            if (!template.type().equals(DEPLOYMENT) || !selects(policy, template)) continue;
            var claimed = views.stream().filter(view -> isOver(view.policy(), template)).findFirst();
            if (claimed.isEmpty() || claimed.get().document().manifest().root().at(DIVISION) != null) continue;
            Optional<TextEdit> added = new YamlEdits(claimed.get().document().source()).set(DIVISION, division);
            if (added.isEmpty()) return Optional.empty();
            if (!edits.contains(added.get())) edits.add(added.get());
            new YamlEdits(document.source()).set(REPLICAS, Value.number(policy.total())).ifPresent(edits::add);
        }
        return edits.isEmpty()
                ? Optional.empty()
                : Optional.of(new QuickFix("fix.karmada.use-modern-field", List.of(KIND, "replicaScheduling"), edits));
    }

    private static boolean isOver(PropagationPolicy policy, Manifest template) {
        return (policy.isClusterWide() || String.valueOf(policy.namespace()).equals(template.namespace()))
                && policy.level(template) != ResourceSelector.Level.NONE;
    }
}
