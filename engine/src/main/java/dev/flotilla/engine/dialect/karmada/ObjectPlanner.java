package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreted;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.interpret.ReplicaDemand;
import dev.flotilla.engine.dialect.karmada.match.Claim;
import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.Calculation;
import dev.flotilla.engine.dialect.karmada.schedule.Failure;
import dev.flotilla.engine.dialect.karmada.schedule.Placement;
import dev.flotilla.engine.dialect.karmada.schedule.Scheduler;
import dev.flotilla.engine.dialect.karmada.schedule.Trigger;
import dev.flotilla.engine.dialect.karmada.work.Names;
import dev.flotilla.engine.dialect.karmada.work.TemplateWorks;
import dev.flotilla.engine.dialect.karmada.work.WorkBinding;
import dev.flotilla.engine.dialect.karmada.work.Works;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.replicas.Webster;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Plans one template under the policy that claimed it.
final class ObjectPlanner {
    private static final Reason SNAPSHOT = Reason.of("karmada.doubt.capacity-snapshot");

    private final Template template;
    private final PolicyView view;
    private final Memo memo;
    private final Interpreter interpreter;
    private final Works works;
    private final StoredBindings.State state;
    private final ReplicaPolicies.@Nullable Policy replicaPolicy;
    private final @Nullable Reason foreign;
    private Binding binding;
    private final String uid;
    private final @Nullable Reason unreadable;
    private final Map<String, Dependencies.Need> required;
    private final Set<Diagnostic> warnings = new LinkedHashSet<>();

    /// @param state where the object stands before it is scheduled
    /// @param required members that get the object because another needs it there
    /// @param replicaPolicy the old policy that divides its replicas, or `null`
    ObjectPlanner(Template template, PolicyView view, StoredBindings.State state, Map<String, Dependencies.Need> required,
            Memo memo, Interpreter interpreter, Works works, ReplicaPolicies.@Nullable Policy replicaPolicy,
            ForeignRules foreign) {
        this.state = state;
        this.replicaPolicy = replicaPolicy;
        this.template = template;
        this.view = view;
        this.memo = memo;
        this.required = required;
        this.interpreter = interpreter;
        this.works = works;
        this.foreign = foreign.about(template.manifest().type(), interpreter);
        String known = template.manifest().root().textAt("metadata", "uid");
        uid = known == null ? state.uid() : known;
        Interpreted<ReplicaDemand> answer = interpreter.replicas(template.manifest());
        unreadable = answer instanceof Interpreted.Failed(Reason reason) ? reason : null;
        ReplicaDemand demand = answer.known().orElse(new ReplicaDemand(0, null));
        binding = new Binding(template.manifest().type(), uid, (int) Math.clamp(demand.replicas(), 0, Integer.MAX_VALUE),
                Binding.Need.read(demand.requirements()), components(state), state.previous(), state.evicting(), state.observed(),
                state.fresh());
    }

    /// Only a control plane whose records have components tells them apart: it has a feature gate on that is off by default.
    private List<Binding.Component> components(StoredBindings.State state) {
        if (state.components().isEmpty()) return List.of();
        return interpreter.components(template.manifest()).known().map(Binding.Component::readAll).orElse(state.components());
    }

    /// @param warnings what overrides were meant to do and did not
    /// @param outcome  of the scheduler's pass, or `null` where there was none
    record Result(ObjectPlan plan, List<Diagnostic> warnings, Scheduler.@Nullable Outcome outcome) {}

    Result plan() {
        Reason fault = unreadable == null
                ? new BindingDraft(template.manifest(), view.policy(), interpreter).fault(PriorityClasses.UNKNOWN)
                : unreadable;
        if (fault != null) return new Result(failed(template, view.policy().ref(), fault), List.of(), null);
        var rules = new Scheduler.Rules(memo.release(), Webster.upwards(uid), false, true);
        if (isLeftAlone()) return left();
        if (binding.replicas() == 0 && binding.isWorkload() && binding.components().isEmpty()) {
            warnings.add(Diagnostic.warning("karmada.scaled-to-nothing", template.document().at(FieldPath.of("spec", "replicas")),
                    template.manifest().ref().toString()));
        }
        Scheduler.Outcome outcome = new Scheduler(view.filters(), rules).schedule(binding);
        if (replicaPolicy != null && view.placement().scheduling() == null && outcome.failure() == null) {
            return dividedByPolicy(replicaPolicy, outcome);
        }
        Scheduler.Outcome other = canTie(outcome)
                ? new Scheduler(view.filters(), rules.withUpwards(!rules.upwards())).schedule(binding)
                : null;
        return result(outcome, division(outcome, other));
    }

    private Division division(Scheduler.Outcome outcome, Scheduler.@Nullable Outcome other) {
        Reason doubt = choosesByRoom(outcome) ? SNAPSHOT : null;
        if (foreign != null) {
            warnings.add(Diagnostic.hint("karmada.foreign-rule", template.document().at(FieldPath.of("kind")),
                    template.manifest().kind()));
            Placement.Scheduling scheduling = view.placement().scheduling();
            boolean matters = scheduling != null && scheduling.divided() || !view.placement().spreads().isEmpty();
            if (matters) doubt = foreign;
        }
        if (!binding.isWorkload()) return doubt == null ? Division.none() : Division.unsure(doubt);
        Division division = Divisions.of(binding, outcome, other, memo.index().unreported(), doubt);
        boolean completions = division.certainty() == Division.Certainty.EXACT && stored(outcome).tiesInCompletions(claimed());
        return completions ? Divisions.tiedInCompletions(division) : division;
    }

    private Result result(Scheduler.Outcome outcome, Division division) {
        Failure failure = outcome.failure();
        List<MemberDecision> decisions = new Decisions(template, view, memo, binding, required, replicaPolicy != null,
                rendering(outcome), warnings).of(outcome);
        ObjectPlan plan = new ObjectPlan(template.manifest().ref(), KarmadaDialect.ID, template.document(), view.policy().ref(),
                decisions, division, names(decisions), failure == null ? null : failure.reason());
        return new Result(plan, List.copyOf(warnings), outcome);
    }

    /// Whether the scheduler does not even look at it, going by a control plane's own record.
    private boolean isLeftAlone() {
        if (state.suspended()) return true;
        String written = state.applied();
        if (written == null) return false;
        MapValue placement = view.spec().mapAt("placement");
        MapValue applied;
        try {
            applied = Json.read(written) instanceof MapValue map ? map : placement;
        } catch (IllegalArgumentException _) {
            applied = placement;
        }
        Set<String> leaving = new HashSet<>();
        view.filters().fleet().candidates().stream().filter(candidate -> candidate.cluster().leaving())
                .forEach(candidate -> leaving.add(candidate.name()));
        return !Trigger.schedules(binding, placement, applied, leaving);
    }

    /// Everything stays where the record has it.
    private Result left() {
        var held = new LinkedHashMap<String, Long>();
        binding.previous().forEach(target -> held.put(target.cluster(), (long) target.replicas()));
        int term = -1;
        for (int i = 0; i < view.placement().terms().size(); i++) {
            if (term < 0 || view.placement().terms().get(i).name().equals(binding.observed())) term = i;
        }
        var outcome = new Scheduler.Outcome(binding.previous(), term, binding.observed(), List.copyOf(held.keySet()),
                new Calculation(Calculation.Method.KEPT, binding.replicas(), held, Map.of(), held, memo.release(), true), null,
                List.of());
        return result(outcome, binding.isWorkload()
                ? Divisions.of(binding, outcome, null, List.of(), null)
                : Division.none());
    }

    /// The replicas of 2021: by a policy of their own, whatever the template says.
    private Result dividedByPolicy(ReplicaPolicies.Policy policy, Scheduler.Outcome outcome) {
        ReplicaPolicies.Division divided = policy.divide(outcome.targets(), view.filters().fleet(), memo.release());
        if (divided == null) {
            return new Result(failed(template, view.policy().ref(), Reason.of("karmada.replica-policy-misses", policy.document()
                    .manifest().name()).decidedBy(policy.document().at("spec"))), List.of(), null);
        }
        binding = binding.withReplicas((int) policy.total());
        var settled = new Scheduler.Outcome(divided.targets(), outcome.term(), outcome.observed(), outcome.selected(),
                divided.calculation(), null, outcome.failedTerms());
        return result(settled, Divisions.of(binding, settled, null, List.of(), null));
    }

    /// Whether members were left out that fit as well: which ones depends on how much room each has.
    private boolean choosesByRoom(Scheduler.Outcome outcome) {
        if (view.placement().spreads().isEmpty() || outcome.selected().isEmpty()) return false;
        return view.filters().fleet().candidates().stream()
                .anyMatch(candidate -> !candidate.cluster().leaving() && !outcome.selected().contains(candidate.name())
                        && view.filters().refusals(binding, outcome.term(), candidate).isEmpty());
    }

    static ObjectPlan failed(Template template, @Nullable ObjectRef policy, Reason why) {
        return new ObjectPlan(template.manifest().ref(), KarmadaDialect.ID, template.document(), policy, List.of(),
                Division.none(),
                List.of(), why);
    }

    private List<ObjectPlan.StoredName> names(List<MemberDecision> decisions) {
        var names = new ArrayList<ObjectPlan.StoredName>();
        ObjectRef ref = template.manifest().ref();
        names.add(new ObjectPlan.StoredName("binding", ref.namespace() == null ? "ClusterResourceBinding" : "ResourceBinding",
                ref.namespace(), Names.binding(ref.kind(), ref.name())));
        String last = "";
        ObjectRef lastRef = null;
        for (MemberDecision decision : decisions) {
            ClusterPlan placed = decision.placed();
            if (placed == null) continue;
            Manifest sent = placed.manifest();
            if (lastRef == null || !lastRef.name().equals(sent.name())) {
                lastRef = sent.ref();
                last = Names.work(lastRef.kind(), lastRef.name(), lastRef.namespace());
            }
            names.add(new ObjectPlan.StoredName("work", "Work", memo.index().executionNamespace(decision.cluster()), last));
        }
        return names;
    }

    /// What the binding says of the object's Works, after this pass.
    WorkBinding stored(Scheduler.Outcome outcome) {
        MapValue spec = view.spec();
        boolean divided = "Divided".equals(spec.textAt("placement", "replicaScheduling", "replicaSchedulingType"));
        var sending = new WorkBinding.Sending(spec.isTrueAt("suspension", "dispatching"),
                Set.copyOf(spec.listAt("suspension", "dispatchingOnClusters", "clusterNames").texts()),
                spec.isTrueAt("preserveResourcesOnDeletion"));
        ObjectRef ref = template.manifest().ref();
        return new WorkBinding(ref.namespace(), Names.binding(ref.kind(), ref.name()), null,
                outcome.targets().stream().map(target -> new WorkBinding.Target(target.cluster(), target.replicas())).toList(),
                divides(outcome), divided ? binding.replicas() : 0, "Overwrite".equals(spec.textAt("conflictResolution")),
                sending);
    }

    /// The template with the marks of the policy that claims it, and the UID where a control plane's record tells it.
    Manifest claimed() {
        Claim claim = Claim.of(view.policy());
        Manifest manifest = template.manifest();
        if (!uid.isEmpty() && manifest.root().textAt("metadata", "uid") == null) {
            manifest = new Manifest((MapValue) manifest.root().set(FieldPath.of("metadata", "uid"), Value.text(uid)));
        }
        return memo.release().isBeforeOne() ? claim.applyIn2021To(manifest) : claim.applyTo(manifest);
    }

    TemplateWorks rendering(Scheduler.Outcome outcome) {
        Works.Divider divider = replicaPolicy == null
                ? new Works.Divider(view.policy().ref(), view.line(view.placementPath("replicaScheduling")))
                : new Works.Divider(replicaPolicy.document().ref(), replicaPolicy.document().at("spec"));
        return works.forTemplate(claimed(), stored(outcome), divider);
    }

    /// Whether a member's replicas are a share of the object's.
    private boolean divides(Scheduler.Outcome outcome) {
        return binding.isWorkload() && outcome.calculation().method() != Calculation.Method.WHOLE;
    }

    private boolean canTie(Scheduler.Outcome outcome) {
        if (!outcome.calculation().method().divides()) return false;
        return memo.release().dividesByWebster() ? uid.isEmpty() : memo.release().breaksTiesAtRandom();
    }
}
