package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.match.Claim;
import dev.flotilla.engine.dialect.karmada.override.Origins;
import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.Calculation;
import dev.flotilla.engine.dialect.karmada.schedule.Failure;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Refusal;
import dev.flotilla.engine.dialect.karmada.schedule.Scheduler;
import dev.flotilla.engine.dialect.karmada.schedule.Step;
import dev.flotilla.engine.dialect.karmada.work.Rendered;
import dev.flotilla.engine.dialect.karmada.work.TemplateWorks;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.plan.Suggestion;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// Why each member does or does not get one object: the steps that it went through, the edits that would let it in, and what is sent.
final class Decisions {
    private static final StepResult NOT_SELECTED = new StepResult(Step.SELECTION.key(), Verdict.NOT_REACHED, null);
    private static final StepResult NOT_DIVIDED = new StepResult(Step.DIVISION.key(), Verdict.NOT_REACHED, null);
    private static final Set<FieldPath> IDENTITY = Set.of(FieldPath.of("apiVersion"), FieldPath.of("kind"),
            FieldPath.of("metadata"), FieldPath.of("metadata", "name"), FieldPath.of("metadata", "namespace"), FieldPath.ROOT);

    private final Template template;
    private final PolicyView view;
    private final Memo memo;
    private final Binding binding;
    private final Map<String, Dependencies.Need> required;
    private final boolean dividedElsewhere;
    private final TemplateWorks rendering;
    private final Set<Diagnostic> warnings;
    /// By share and weight: equal steps of many members are one instance.
    private final Map<Long, StepResult> shares = new HashMap<>();
    private final Map<List<Origin>, List<Origin>> origins = new IdentityHashMap<>();

    /// @param required         members that get the object because another needs it there
    /// @param dividedElsewhere whether a policy of its own kind divides the replicas, so that no edit here lets anybody in
    /// @param warnings         takes what overrides were meant to do and did not
    Decisions(Template template, PolicyView view, Memo memo, Binding binding, Map<String, Dependencies.Need> required,
            boolean dividedElsewhere, TemplateWorks rendering, Set<Diagnostic> warnings) {
        this.template = template;
        this.view = view;
        this.memo = memo;
        this.binding = binding;
        this.required = required;
        this.dividedElsewhere = dividedElsewhere;
        this.rendering = rendering;
        this.warnings = warnings;
    }

    List<MemberDecision> of(Scheduler.Outcome outcome) {
        var shares = new HashMap<String, Integer>();
        outcome.targets().forEach(target -> shares.put(target.cluster(), target.replicas()));
        Set<String> chosen = new HashSet<>(outcome.selected());
        var steps = new Steps(view, binding, outcome.term());
        StepResult group = group(outcome);
        StepResult selected = new StepResult(Step.SELECTION.key(), Verdict.PASSED,
                Reason.of("karmada.selected", outcome.selected().size()));
        StepResult surplus = surplus(outcome);
        var decisions = new ArrayList<MemberDecision>();
        for (FleetIndex.Candidate candidate : view.filters().fleet().candidates()) {
            List<Refusal> refusals = view.filters().refusals(binding, outcome.term(), candidate);
            var path = new ArrayList<StepResult>();
            if (group != null) path.add(group);
            path.addAll(steps.filters(candidate, refusals));
            Integer share = shares.get(candidate.name());
            Dependencies.Need requirer = share == null ? required.get(candidate.name()) : null;
            if (share != null && outcome.calculation().method() == Calculation.Method.KEPT)
                path.replaceAll(Decisions::asLeft);
            boolean filtered = path.stream().anyMatch(step -> step.verdict() == Verdict.STOPPED);
            boolean taken = chosen.contains(candidate.name());
            path.add(filtered ? NOT_SELECTED : taken ? selected : surplus);
            path.add(division(outcome, filtered || !taken, candidate.name(), share));
            if (requirer != null) {
                path.add(new StepResult("dependency", Verdict.PASSED, requirer.reason()));
                decisions.add(placed(candidate.cluster(), requirer.replicas(), path));
            } else if (share == null) {
                decisions.add(new MemberDecision(candidate.name(), path, suggestions(outcome, candidate, refusals, chosen),
                        null, null));
            } else {
                decisions.add(placed(candidate.cluster(), share, path));
            }
        }
        return decisions;
    }

    /// Which of several affinity groups counts, and what kept those before it; `null` where there are none.
    private @Nullable StepResult group(Scheduler.Outcome outcome) {
        if (outcome.term() < 0) return null;
        String name = view.placement().terms().get(outcome.term()).name();
        Location line = view.at(view.affinityPath(outcome.term()));
        if (outcome.failedTerms().isEmpty() || outcome.failure() != null) {
            return new StepResult("affinity-group", Verdict.PASSED, Reason.of("karmada.affinity-group", name).decidedBy(line));
        }
        int first = outcome.term() - outcome.failedTerms().size();
        String before = view.placement().terms().get(first).name();
        return new StepResult("affinity-group", Verdict.PASSED,
                Reason.of("karmada.affinity-group-after", name, before, outcome.failedTerms().getFirst().message())
                        .decidedBy(line));
    }

    /// A filter that is not asked stops nobody.
    private static StepResult asLeft(StepResult step) {
        return step.verdict() == Verdict.STOPPED ? new StepResult(step.step(), Verdict.WOULD_STOP, step.reason()) : step;
    }

    private List<Suggestion> suggestions(Scheduler.Outcome outcome, FleetIndex.Candidate candidate, List<Refusal> refusals,
            Set<String> selected) {
        boolean divides = !dividedElsewhere && outcome.calculation().method() == Calculation.Method.STATIC_WEIGHTS;
        boolean weightless = divides && !outcome.calculation().votes().containsKey(candidate.name())
                && view.filters().weight(candidate, memo.release()) <= 0;
        boolean surplus = refusals.isEmpty() && outcome.failure() == null && !selected.contains(candidate.name());
        return view.suggestions().of(outcome.term(), candidate, refusals, weightless, surplus);
    }

    /// Of a member that fits and is not taken.
    private static StepResult surplus(Scheduler.Outcome outcome) {
        Failure failure = outcome.failure();
        Reason why = failure == null ? Reason.of("karmada.not-selected", outcome.selected().size()) : failure.reason();
        return new StepResult(Step.SELECTION.key(), Verdict.STOPPED, why);
    }

    private StepResult division(Scheduler.Outcome outcome, boolean stopped, String cluster, @Nullable Integer share) {
        String step = Step.DIVISION.key();
        if (stopped) return NOT_DIVIDED;
        Failure failure = outcome.failure();
        if (failure != null) return new StepResult(step, Verdict.STOPPED, failure.reason());
        if (!binding.isWorkload()) return new StepResult(step, Verdict.PASSED, Reason.of("karmada.whole"));
        Long vote = outcome.calculation().votes().get(cluster);
        long weight = vote == null ? 0 : vote;
        if (share == null) return new StepResult(step, Verdict.STOPPED, Reason.of(nothingLeft(outcome, vote), cluster));
        return shares.computeIfAbsent(((long) share << Integer.SIZE) ^ weight,
                _ -> new StepResult(step, Verdict.PASSED, Reason.of("karmada.share", share, binding.replicas(), weight)));
    }

    /// Why a member that was selected gets nothing of the division.
    private String nothingLeft(Scheduler.Outcome outcome, @Nullable Long vote) {
        if (binding.replicas() == 0) return "karmada.scaled-to-nothing";
        if (outcome.calculation().method() == Calculation.Method.STATIC_WEIGHTS && vote == null) return "karmada.no-weight";
        if (outcome.calculation().method().looksAtCapacity()) {
            if (vote == null) return "karmada.not-needed";
            if (vote == 0) return "karmada.no-room";
        }
        return "karmada.no-replica";
    }

    private MemberDecision placed(MemberCluster cluster, int share, List<StepResult> path) {
        return switch (rendering.render(cluster, share)) {
            case Rendered.Failed(Reason why) -> new MemberDecision(cluster.name(), path, List.of(), null, why);
            case Rendered.Sent sent -> {
                warnings.addAll(sent.warnings());
                renamed(sent).ifPresent(warnings::add);
                Integer replicas = binding.isWorkload() && binding.components().size() <= 1 ? (Integer) share : null;
                yield new MemberDecision(cluster.name(), path, List.of(),
                        new ClusterPlan(cluster.name(), replicas, sent.manifest(),
                                origins(sent), sent.overrides(), sent.delivery()),
                        null);
            }
        };
    }

    /// That an override gives the object another identity, under which Karmada does not find it again.
    private Optional<Diagnostic> renamed(Rendered.Sent sent) {
        ObjectRef ref = template.manifest().ref();
        if (sent.manifest().ref().equals(ref)) return Optional.empty();
        Location place = sent.origins().stream().filter(origin -> IDENTITY.contains(origin.path()) && origin.rule() != null)
                .map(Origin::rule).findFirst().orElse(template.document().at(FieldPath.of("metadata")));
        return Optional
                .of(Diagnostic.warning("karmada.override-renames", place, ref.toString(), sent.manifest().ref().toString()));
    }

    /// What the rendering tells of its fields, and what was filled in before it began; worked out once for equal members.
    private List<Origin> origins(Rendered.Sent sent) {
        return origins.computeIfAbsent(sent.origins(), told -> {
            var all = new ArrayList<>(told);
            all.addAll(template.defaultsLeft(sent));
            for (String annotation : Claim.of(view.policy()).annotations().keySet()) {
                FieldPath path = FieldPath.of("metadata", "annotations", annotation);
                if (sent.manifest().root().at(path) != null) {
                    all.add(new Origin(path, Origin.Kind.DIALECT, null, null, "claim", null));
                }
            }
            return List.copyOf(Origins.inOrder(all, sent.manifest().root()));
        });
    }
}
