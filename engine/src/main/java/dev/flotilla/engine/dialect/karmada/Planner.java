package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.dialect.karmada.check.DocumentCheck;
import dev.flotilla.engine.dialect.karmada.check.WorkspaceCheck;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.match.Matched;
import dev.flotilla.engine.dialect.karmada.match.PolicySet;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.dialect.karmada.work.Works;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// Plans one workspace, taking over from the last plan whatever did not change.
final class Planner {
    /// The only type of which API servers of today prefer another version than the one that people still write.
    private static final TypeRef OLD_AUTOSCALER = new TypeRef("autoscaling/v1", "HorizontalPodAutoscaler");

    private final PlanRequest request;
    private final Memo last;
    private final Memo next;
    private final Namespaces namespaces;
    private final PolicySet policies;
    private final Map<PropagationPolicy, PolicyView> views = new IdentityHashMap<>();
    private final OverridePolicies overrides;
    private final Interpreter interpreter;
    private final Works works;
    private final StoredBindings bindings;
    private final ReplicaPolicies replicaPolicies;
    private final ForeignRules foreign;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    Planner(PlanRequest request) {
        this.request = request;
        Release release = Release.parse(request.version());
        last = Memo.of(request.last(), request.fleet(), release, request.documents());
        next = new Memo(last.fleet(), last.index(), release, last.scripts(), new IdentityHashMap<>(), new IdentityHashMap<>(),
                new IdentityHashMap<>());
        interpreter = last.scripts().interpreter();
        namespaces = new Namespaces(request.documents());
        overrides = OverridePolicies.of(request.documents(), release);
        bindings = new StoredBindings(request.documents());
        replicaPolicies = new ReplicaPolicies(request.documents(), release);
        foreign = new ForeignRules(request.documents());
        works = new Works(overrides, interpreter, release);
        policies = policies();
    }

    private PolicySet policies() {
        var found = new ArrayList<PropagationPolicy>();
        for (Document document : request.documents()) {
            if (!KarmadaTypes.isPropagation(document.manifest().type()) || document.manifest().name().isEmpty()) continue;
            PolicyView known = last.views().get(document);
            PolicyView view = known == null ? new PolicyView(document, last.index(), next.release()) : known;
            next.views().put(document, view);
            views.put(view.policy(), view);
            found.add(view.policy());
        }
        List<ObjectRef> existing = request.documents().stream().map(Document::manifest)
                .filter(manifest -> KarmadaTypes.isOverride(manifest.type()))
                .map(manifest -> Namespaces.of(manifest).ref()).toList();
        return new PolicySet(found, existing, next.release().ranksPolicies(), next.release().isBeforeOne());
    }

    DialectPlan plan() {
        check();
        diagnostics.addAll(interpreter.diagnostics());
        diagnostics.addAll(replicaPolicies.diagnostics(List.copyOf(views.values()), request.documents(), namespaces));
        List<ObjectPlan> objects = new Templates().plan();
        diagnostics.addAll(new ControllerNotes(request.documents(), namespaces, request.fleet(), objects).notes());
        return new DialectPlan(objects, diagnostics, next);
    }

    private void check() {
        for (Document document : request.documents()) {
            TypeRef type = document.manifest().type();
            if (!KarmadaTypes.isOwn(type) && !KarmadaTypes.isServiceSharing(type)) continue;
            List<Diagnostic> known = last.checks().get(document);
            List<Diagnostic> found = known == null ? checked(document) : known;
            next.checks().put(document, found);
            diagnostics.addAll(found);
        }
    }

    private List<Diagnostic> checked(Document document) {
        var found = new ArrayList<>(DocumentCheck.diagnostics(document, Namespaces.of(document.manifest())));
        TypeRef type = document.manifest().type();
        boolean written = !type.group().equals("work.karmada.io") && !KarmadaTypes.isCluster(type);
        if (written) found.addAll(WorkspaceCheck.unknownMembers(document, request.fleet()));
        return List.copyOf(found);
    }

    /// Why Karmada would not store a policy, or `null`.
    private @Nullable Diagnostic refusal(Document policy) {
        return next.checks().getOrDefault(policy, List.of()).stream().filter(each -> each.severity() == Severity.ERROR)
                .findFirst()
                .orElse(null);
    }

    /// All templates of the workspace: first those whose dependencies follow them, then the others.
    private final class Templates {
        private final List<Document> documents = request.documents();
        private final @Nullable ObjectPlan[] plans = new @Nullable ObjectPlan[documents.size()];
        private final Dependencies dependencies = new Dependencies(documents, namespaces, interpreter);
        private final SortedMap<Integer, List<Diagnostic>> found = new TreeMap<>();

        List<ObjectPlan> plan() {
            var matches = new TreeMap<Integer, Matched>();
            for (int i = 0; i < documents.size(); i++) {
                Manifest manifest = documents.get(i).manifest();
                if (Quotas.isAssigning(manifest)) plans[i] = quota(documents.get(i));
                if (policies.isEmpty() || !KarmadaTypes.mayBeTemplate(manifest)) continue;
                matches.put(i, manifest.type().equals(OLD_AUTOSCALER)
                        ? new Matched.Skipped("karmada.not-preferred", "autoscaling/v2")
                        : policies.match(namespaces.resolve(manifest)));
            }
            // what goes along is known only when all that takes something along is placed
            matches.forEach((i, matched) -> {
                if (matched instanceof Matched.Claimed(var policy, _, _)
                        && policy.manifest().root().isTrueAt("spec", "propagateDeps")) {
                    plans[i] = one(i, matched, Map.of());
                    dependencies.follow(plans[i], policy.manifest().root().mapAt("spec"));
                }
            });
            matches.forEach((i, matched) -> {
                Map<String, Dependencies.Need> required = dependencies.required(documents.get(i));
                if (plans[i] == null || !required.isEmpty()) plans[i] = one(i, matched, required);
            });
            found.values().forEach(diagnostics::addAll);
            refuseSecondOwners();
            refuseTakenQuotas();
            return Arrays.stream(plans).<ObjectPlan>mapMulti((plan, out) -> {
                if (plan != null) out.accept(plan);
            }).toList();
        }

        /// What is found is the last attempt's.
        private @Nullable ObjectPlan one(int index, Matched matched, Map<String, Dependencies.Need> required) {
            int before = diagnostics.size();
            ObjectPlan plan = Planner.this.plan(Template.of(documents.get(index), namespaces), matched, required);
            List<Diagnostic> said = diagnostics.subList(before, diagnostics.size());
            found.put(index, List.copyOf(said));
            said.clear();
            return plan;
        }

        /// A binding's name does not tell API groups apart: of two objects that would share one, the second gets none.
        private void refuseSecondOwners() {
            var owners = new HashMap<ObjectPlan.StoredName, ObjectRef>();
            for (int i = 0; i < plans.length; i++) {
                ObjectPlan plan = plans[i];
                if (plan == null || plan.policy() == null || plan.error() != null || plan.names().isEmpty()) continue;
                ObjectPlan.StoredName binding = plan.names().getFirst();
                ObjectRef owner = owners.putIfAbsent(binding, plan.ref());
                if (owner == null || owner.equals(plan.ref())) continue;
                plans[i] = ObjectPlanner.failed(Template.of(documents.get(i), namespaces), plan.policy(),
                        Reason.of("karmada.binding-taken", binding.name(), owner.type() + " " + owner.name()));
            }
        }

        /// The Work of a quota that a policy places is called as that of one that is assigned: its two controllers would fight.
        private void refuseTakenQuotas() {
            for (int i = 0; i < plans.length; i++) {
                ObjectPlan quota = plans[i];
                if (quota == null || !Quotas.isAssigning(documents.get(i).manifest())) continue;
                boolean taken = Arrays.stream(plans)
                        .anyMatch(other -> other != null && other != quota && other.ref().equals(quota.ref()));
                if (taken) {
                    plans[i] = new Quotas(documents.get(i), next.index(), works, next.release())
                            .failed(Reason.of("karmada.quota-taken", quota.ref().toString()));
                }
            }
        }
    }

    private ObjectPlan quota(Document document) {
        var quotas = new Quotas(document, next.index(), works, next.release());
        Diagnostic refused = refusal(document);
        if (refused != null) {
            return quotas.failed(Reason.of("karmada.policy-refused", document.ref().toString()).decidedBy(refused.location()));
        }
        Memo.Planned known = last.objects().get(document);
        if (known == null) known = new Memo.Planned(quotas.plan(), List.of(), null, List.of(), null, Map.of(), null);
        next.objects().put(document, known);
        return known.plan();
    }

    private @Nullable ObjectPlan plan(Template template, Matched matched, Map<String, Dependencies.Need> required) {
        return switch (matched) {
            case Matched.Claimed(PropagationPolicy policy, _, _) -> claimed(template, view(policy), required);
            case Matched.Waiting(PropagationPolicy policy, String override) -> {
                PolicyView view = view(policy);
                yield ObjectPlanner.failed(template, policy.ref(),
                        Reason.of("karmada.waiting-for-override", override, policy.name())
                                .decidedBy(view.at(FieldPath.of("spec", "dependentOverrides"))));
            }
            case Matched.Stale(var claim, _) ->
                ObjectPlanner.failed(template, null, Reason.of("karmada.stale-claim", claim.name()));
            case Matched.Unmatched _ -> unclaimed(template, required);
            case Matched.Skipped(String code, String argument) -> {
                diagnostics.add(Diagnostic.hint(code, template.document().keyAt(FieldPath.of("kind")), argument));
                yield null;
            }
        };
    }

    private @Nullable ObjectPlan unclaimed(Template template, Map<String, Dependencies.Need> required) {
        Manifest manifest = template.manifest();
        boolean namespace = manifest.type().equals(new TypeRef("v1", "Namespace")) && policies.isSyncedNamespace(manifest.name())
                && !"true".equals(manifest.labels().get("namespace.karmada.io/skip-auto-propagation"))
                && !isFederated(manifest.name());
        if (namespace) return followed(template, required, true);
        if (!required.isEmpty()) return followed(template, required, false);
        diagnostics.add(Unclaimed.diagnostic(template, policies));
        return null;
    }

    /// The other federation's way to spread a namespace; where it is used, the namespace is not Karmada's.
    private boolean isFederated(String namespace) {
        return request.documents().stream().map(Document::manifest)
                .anyMatch(manifest -> manifest.kind().equals("FederatedNamespace") && manifest.name().equals(namespace));
    }

    private ObjectPlan followed(Template template, Map<String, Dependencies.Need> required, boolean everywhere) {
        List<Document> concerned = List.copyOf(overrides.forTemplate(template.manifest()).documents());
        Memo.Planned known = last.objects().get(template.document());
        if (known == null || !known.isFor(null, concerned, null, required)) {
            var result = new FollowerPlanner(template, required, everywhere, next.index(), works).plan();
            known = new Memo.Planned(result.plan(), result.warnings(), null, concerned, null, required, null);
        }
        next.objects().put(template.document(), known);
        diagnostics.addAll(known.warnings());
        return known.plan();
    }

    private ObjectPlan claimed(Template template, PolicyView view, Map<String, Dependencies.Need> required) {
        Diagnostic refused = refusal(view.document());
        if (refused != null) {
            return ObjectPlanner.failed(template, view.policy().ref(),
                    Reason.of("karmada.policy-refused", view.policy().toString()).decidedBy(refused.location()));
        }
        String scheduler = view.spec().textAt("schedulerName");
        if (scheduler != null && !scheduler.isEmpty() && !scheduler.equals("default-scheduler")) {
            return ObjectPlanner.failed(template, view.policy().ref(), Reason.of("karmada.other-scheduler", scheduler)
                    .decidedBy(view.at(FieldPath.of("spec", "schedulerName"))));
        }
        var concerned = new ArrayList<>(overrides.forTemplate(template.manifest()).documents());
        replicaPolicies.of(template.manifest()).ifPresent(policy -> concerned.add(policy.document()));
        for (Document override : concerned) {
            Diagnostic fault = refusal(override);
            if (fault != null) {
                return ObjectPlanner.failed(template, view.policy().ref(),
                        Reason.of("karmada.policy-refused", override.ref().toString()).decidedBy(fault.location()));
            }
        }
        concerned.addAll(foreign.hooks());
        return planned(template, view, concerned, required);
    }

    private PolicyView view(PropagationPolicy policy) {
        return Objects.requireNonNull(views.get(policy), "every policy has its view");
    }

    private ObjectPlan planned(Template template, PolicyView view, List<Document> concerned,
            Map<String, Dependencies.Need> required) {
        StoredBindings.State state = state(template.manifest());
        Memo.Planned known = last.objects().get(template.document());
        if (known == null || !known.isFor(view, concerned, state, required)) {
            var result = new ObjectPlanner(template, view, state, required, next, interpreter, works,
                    replicaPolicies.of(template.manifest()).orElse(null), foreign).plan();
            known = new Memo.Planned(result.plan(), result.warnings(), view, concerned, state, required, result.outcome());
        }
        next.objects().put(template.document(), known);
        diagnostics.addAll(known.warnings());
        return known.plan();
    }

    /// What the last push gave, or else what a control plane's own record says.
    private StoredBindings.State state(Manifest template) {
        StoredBindings.State stored = bindings.of(template);
        Map<String, Integer> pushed = request.previous().getOrDefault(template.key(), Map.of());
        if (pushed.isEmpty()) return stored;
        List<Binding.Target> targets = pushed.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> new Binding.Target(entry.getKey(), entry.getValue())).toList();
        return stored.pushed(targets);
    }
}
