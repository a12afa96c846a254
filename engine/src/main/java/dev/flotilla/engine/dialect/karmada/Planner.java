package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.match.Matched;
import dev.flotilla.engine.dialect.karmada.match.PolicySet;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.dialect.karmada.work.Works;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// Plans one workspace, taking over from the last plan whatever did not change.
final class Planner {
    private final PlanRequest request;
    private final Memo last;
    private final Memo next;
    private final Namespaces namespaces;
    private final PolicySet policies;
    private final Map<PropagationPolicy, PolicyView> views = new IdentityHashMap<>();
    private final OverridePolicies overrides;
    private final Interpreter interpreter = Interpreter.builtIn();
    private final Works works;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    Planner(PlanRequest request) {
        this.request = request;
        Release release = Release.parse(request.version());
        last = Memo.of(request.last(), request.fleet(), release);
        next = new Memo(last.fleet(), last.index(), release, new IdentityHashMap<>(), new IdentityHashMap<>());
        namespaces = new Namespaces(request.documents());
        overrides = OverridePolicies.of(request.documents());
        works = new Works(overrides, interpreter);
        policies = policies();
    }

    private PolicySet policies() {
        var found = new ArrayList<PropagationPolicy>();
        for (Document document : request.documents()) {
            if (!KarmadaTypes.isPropagation(document.manifest().type()) || document.manifest().name().isEmpty()) continue;
            PolicyView known = last.views().get(document);
            PolicyView view = known == null ? new PolicyView(document, last.index()) : known;
            next.views().put(document, view);
            views.put(view.policy(), view);
            found.add(view.policy());
        }
        List<ObjectRef> existing = request.documents().stream().map(Document::manifest)
                .filter(manifest -> KarmadaTypes.isOverride(manifest.type()))
                .map(manifest -> Namespaces.of(manifest).ref()).toList();
        return new PolicySet(found, existing);
    }

    DialectPlan plan() {
        var objects = new ArrayList<ObjectPlan>();
        if (!policies.isEmpty()) {
            for (Document document : request.documents()) {
                if (!KarmadaTypes.mayBeTemplate(document.manifest())) continue;
                ObjectPlan plan = plan(Template.of(document, namespaces));
                if (plan != null) objects.add(plan);
            }
        }
        return new DialectPlan(objects, diagnostics, next);
    }

    private @Nullable ObjectPlan plan(Template template) {
        Manifest manifest = template.manifest();
        return switch (policies.match(manifest)) {
            case Matched.Claimed(PropagationPolicy policy, _, _) -> planned(template, view(policy));
            case Matched.Waiting(PropagationPolicy policy, String override) -> {
                PolicyView view = view(policy);
                yield ObjectPlanner.failed(template, policy.ref(),
                        Reason.of("karmada.waiting-for-override", override, policy.name())
                                .decidedBy(view.at(FieldPath.of("spec", "dependentOverrides"))));
            }
            case Matched.Stale(var claim, _) ->
                ObjectPlanner.failed(template, null, Reason.of("karmada.stale-claim", claim.name()));
            case Matched.Skipped _,Matched.Unmatched _ -> null;
        };
    }

    private PolicyView view(PropagationPolicy policy) {
        return java.util.Objects.requireNonNull(views.get(policy), "every policy has its view");
    }

    private ObjectPlan planned(Template template, PolicyView view) {
        Map<String, Integer> previous = request.previous().getOrDefault(template.manifest().key(), Map.of());
        List<Document> concerned = List.copyOf(overrides.forTemplate(template.manifest()).documents());
        Memo.Planned known = last.objects().get(template.document());
        if (known == null || !known.isFor(view, concerned, previous)) {
            Template stored = concerned.stream().anyMatch(Planner::touchesImages) ? template.withPullPolicies() : template;
            var result = new ObjectPlanner(stored, view, previous, next, interpreter, works).plan();
            known = new Memo.Planned(result.plan(), result.warnings(), view, concerned, previous);
        }
        next.objects().put(template.document(), known);
        diagnostics.addAll(known.warnings());
        return known.plan();
    }

    private static boolean touchesImages(Document override) {
        MapValue spec = override.manifest().root().mapAt("spec");
        return changesImages(spec.mapAt("overriders"))
                || spec.listAt("overrideRules").maps().stream().anyMatch(rule -> changesImages(rule.mapAt("overriders")));
    }

    private static boolean changesImages(MapValue overriders) {
        return !overriders.listAt("imageOverrider").isEmpty()
                || overriders.listAt("plaintext").maps().stream()
                        .anyMatch(patch -> String.valueOf(patch.textAt("path")).endsWith("/image"));
    }
}
