package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.interpret.ReplicaDemand;
import dev.flotilla.engine.dialect.karmada.override.OverrideResult;
import dev.flotilla.engine.dialect.karmada.override.TemplateOverrides;
import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.Failure;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Refusal;
import dev.flotilla.engine.dialect.karmada.schedule.Scheduler;
import dev.flotilla.engine.dialect.karmada.schedule.Step;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.plan.replicas.Webster;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Plans one template under the policy that claimed it.
final class ObjectPlanner {
    private static final Interpreter INTERPRETER = Interpreter.builtIn();

    private final Template template;
    private final PolicyView view;
    private final TemplateOverrides overrides;
    private final Memo memo;
    private final Binding binding;
    private final String uid;

    ObjectPlanner(Template template, PolicyView view, TemplateOverrides overrides, Map<String, Integer> previous, Memo memo) {
        this.template = template;
        this.view = view;
        this.overrides = overrides;
        this.memo = memo;
        String known = template.manifest().root().textAt("metadata", "uid");
        uid = known == null ? "" : known;
        List<Binding.Target> targets = previous.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> new Binding.Target(entry.getKey(), entry.getValue())).toList();
        ReplicaDemand demand = INTERPRETER.replicas(template.manifest()).known().orElse(new ReplicaDemand(0, null));
        binding = Binding
                .first(template.manifest().type(), uid, Math.toIntExact(Math.clamp(demand.replicas(), 0, Integer.MAX_VALUE)),
                        Binding.Need.read(demand.requirements()))
                .withPrevious(targets);
    }

    ObjectPlan plan() {
        var rules = new Scheduler.Rules(memo.release(), Webster.upwards(uid), false, true);
        Scheduler.Outcome outcome = new Scheduler(view.filters(), rules).schedule(binding);
        Scheduler.Outcome other = canTie(outcome)
                ? new Scheduler(view.filters(), rules.withUpwards(!rules.upwards())).schedule(binding)
                : null;
        List<String> unknown = view.filters().fleet().candidates().stream()
                .filter(candidate -> !candidate.estimator().isReported())
                .map(FleetIndex.Candidate::name).toList();
        Division division = binding.isWorkload() ? Divisions.of(binding, outcome, other, unknown, null) : Division.none();
        Failure failure = outcome.failure();
        return new ObjectPlan(template.manifest().ref(), KarmadaDialect.ID, template.document(), view.policy().ref(),
                decisions(outcome), division, List.of(), failure == null ? null : failure.reason());
    }

    private boolean canTie(Scheduler.Outcome outcome) {
        if (!outcome.calculation().method().divides()) return false;
        return memo.release().dividesByWebster() ? uid.isEmpty() : memo.release().breaksTiesAtRandom();
    }

    private List<MemberDecision> decisions(Scheduler.Outcome outcome) {
        var shares = new HashMap<String, Integer>();
        outcome.targets().forEach(target -> shares.put(target.cluster(), target.replicas()));
        Set<String> selected = new HashSet<>(outcome.selected());
        var steps = new Steps(view, binding, outcome.term());
        var decisions = new ArrayList<MemberDecision>();
        for (FleetIndex.Candidate candidate : view.filters().fleet().candidates()) {
            List<Refusal> refusals = view.filters().refusals(binding, outcome.term(), candidate);
            var path = new ArrayList<>(steps.filters(candidate, refusals));
            Integer share = shares.get(candidate.name());
            boolean filtered = path.stream().anyMatch(step -> step.verdict() == Verdict.STOPPED);
            path.add(selection(outcome, filtered, selected.contains(candidate.name())));
            path.add(division(outcome, filtered || !selected.contains(candidate.name()), candidate.name(), share));
            decisions.add(share == null
                    ? new MemberDecision(candidate.name(), path, List.of(), null, null)
                    : placed(candidate.cluster(), share, path));
        }
        return decisions;
    }

    private StepResult selection(Scheduler.Outcome outcome, boolean filtered, boolean selected) {
        if (filtered) return new StepResult(Step.SELECTION.key(), Verdict.NOT_REACHED, null);
        if (selected) {
            return new StepResult(Step.SELECTION.key(), Verdict.PASSED, Reason.of("karmada.selected", outcome.selected().size()));
        }
        Failure failure = outcome.failure();
        Reason why = failure == null ? Reason.of("karmada.not-selected", outcome.selected().size()) : failure.reason();
        return new StepResult(Step.SELECTION.key(), Verdict.STOPPED, why);
    }

    private StepResult division(Scheduler.Outcome outcome, boolean stopped, String cluster, @Nullable Integer share) {
        String step = Step.DIVISION.key();
        if (stopped) return new StepResult(step, Verdict.NOT_REACHED, null);
        Failure failure = outcome.failure();
        if (failure != null) return new StepResult(step, Verdict.STOPPED, failure.reason());
        if (!binding.isWorkload()) return new StepResult(step, Verdict.PASSED, Reason.of("karmada.whole"));
        long weight = outcome.calculation().votes().getOrDefault(cluster, 0L);
        if (share == null) {
            return new StepResult(step, Verdict.STOPPED,
                    Reason.of(weight == 0 ? "karmada.no-weight" : "karmada.no-replica", cluster, weight));
        }
        return new StepResult(step, Verdict.PASSED, Reason.of("karmada.share", share, binding.replicas(), weight));
    }

    private MemberDecision placed(MemberCluster cluster, int share, List<StepResult> path) {
        Manifest manifest = template.manifest();
        var origins = new ArrayList<>(template.defaulted());
        FieldPath field = INTERPRETER.replicasField(manifest);
        if (binding.isWorkload() && field != null && manifest.root().at(field) instanceof Value before) {
            manifest = INTERPRETER.revise(manifest, share).known().orElse(manifest);
            origins.add(new Origin(field, Origin.Kind.POLICY, view.policy().ref(), null, "divide", before));
        }
        Integer replicas = binding.isWorkload() ? (Integer) share : null;
        return switch (overrides.apply(manifest, cluster)) {
            case OverrideResult.Failed(_, Reason why) -> new MemberDecision(cluster.name(), path, List.of(), null, why);
            case OverrideResult.Applied applied -> {
                origins.addAll(applied.origins());
                yield new MemberDecision(cluster.name(), path, List.of(),
                        new ClusterPlan(cluster.name(), replicas, applied.manifest(),
                                origins, applied.policies(), Delivery.NORMAL),
                        null);
            }
        };
    }
}
