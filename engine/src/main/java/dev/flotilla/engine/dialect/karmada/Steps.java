package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.schedule.Affinity;
import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Placement;
import dev.flotilla.engine.dialect.karmada.schedule.Refusal;
import dev.flotilla.engine.dialect.karmada.schedule.Step;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// The filter steps of one policy, told for one member at a time.
final class Steps {
    private static final List<Step> FILTERS = List.of(Step.API_ENABLEMENT, Step.TAINT_TOLERATION, Step.CLUSTER_AFFINITY,
            Step.SPREAD_CONSTRAINT, Step.CLUSTER_EVICTION);

    private final PolicyView view;
    private final Binding binding;
    private final int term;

    Steps(PolicyView view, Binding binding, int term) {
        this.view = view;
        this.binding = binding;
        this.term = term;
    }

    /// What each filter says; every one is asked, also behind the first that stops.
    List<StepResult> filters(FleetIndex.Candidate candidate, List<Refusal> refusals) {
        boolean ordinary = binding.previous().isEmpty() && binding.evicting().isEmpty() && binding.isWorkload();
        return ordinary
                ? view.steps(binding.type(), term, candidate, () -> make(candidate, refusals))
                : List.copyOf(make(candidate, refusals));
    }

    private List<StepResult> make(FleetIndex.Candidate candidate, List<Refusal> refusals) {
        var results = new ArrayList<StepResult>(FILTERS.size());
        if (candidate.cluster().leaving()) {
            results.add(new StepResult(FILTERS.getFirst().key(), Verdict.STOPPED,
                    Reason.of("karmada.cluster-leaving", candidate.name())));
            FILTERS.stream().skip(1).forEach(step -> results.add(new StepResult(step.key(), Verdict.NOT_REACHED, null)));
            return results;
        }
        boolean stopped = false;
        for (Step step : FILTERS) {
            Refusal refusal = refusals.stream().filter(each -> each.step() == step).findFirst().orElse(null);
            if (refusal == null) {
                results.add(new StepResult(step.key(), Verdict.PASSED, passed(step, candidate)));
            } else {
                results.add(new StepResult(step.key(), stopped ? Verdict.WOULD_STOP : Verdict.STOPPED, reason(refusal)));
                stopped = true;
            }
        }
        return results;
    }

    private Reason reason(Refusal refusal) {
        return withLine(new Reason(refusal.code(), refusal.arguments(), List.of()), switch (refusal.step()) {
            case TAINT_TOLERATION -> view.placementPath("clusterTolerations");
            case CLUSTER_AFFINITY -> view.affinityPath(term).key(switch (refusal.code()) {
                case "karmada.affinity-excludes" -> "exclude";
                case "karmada.affinity-labels" -> "labelSelector";
                case "karmada.affinity-fields" -> "fieldSelector";
                default -> "clusterNames";
            });
            case SPREAD_CONSTRAINT -> view.placementPath("spreadConstraints");
            case API_ENABLEMENT, CLUSTER_EVICTION, SELECTION, DIVISION -> null;
        });
    }

    private Reason withLine(Reason reason, @Nullable FieldPath path) {
        Location line = path == null ? null : view.line(path);
        return line == null ? reason : reason.decidedBy(line);
    }

    private @Nullable Reason passed(Step step, FleetIndex.Candidate candidate) {
        MemberCluster cluster = candidate.cluster();
        boolean there = binding.previous().stream().anyMatch(target -> target.cluster().equals(candidate.name()));
        return switch (step) {
            case API_ENABLEMENT -> candidate.apis() == null
                    ? Reason.of("karmada.api-unknown", binding.type().toString(), cluster.name())
                    : there
                            ? Reason.of("karmada.already-there", cluster.name())
                            : Reason.of("karmada.api-served", binding.type().toString(), cluster.name());
            case TAINT_TOLERATION -> taints(cluster, there);
            case CLUSTER_AFFINITY -> affinity(cluster);
            case SPREAD_CONSTRAINT -> view.placement().spreads().isEmpty()
                    ? null
                    : withLine(Reason.of("karmada.property-present", cluster.name()), view.placementPath("spreadConstraints"));
            case CLUSTER_EVICTION, SELECTION, DIVISION -> null;
        };
    }

    private Reason taints(MemberCluster cluster, boolean there) {
        if (cluster.taints().isEmpty()) return Reason.of("karmada.no-taints", cluster.name());
        if (there) return Reason.of("karmada.already-there", cluster.name());
        String taints = cluster.taints().stream().map(Object::toString).collect(Collectors.joining(", "));
        return withLine(Reason.of("karmada.taints-tolerated", taints), view.placementPath("clusterTolerations"));
    }

    private Reason affinity(MemberCluster cluster) {
        Placement placement = view.placement();
        Affinity affinity = term < 0 ? placement.affinity() : placement.terms().get(term).affinity();
        if (affinity == null) return Reason.of("karmada.no-affinity", cluster.name());
        FieldPath path = view.affinityPath(term);
        if (!affinity.matches(cluster)) {
            return withLine(Reason.of("karmada.affinity-overflow", cluster.name()), path.key("overflowAffinities"));
        }
        if (!affinity.names().isEmpty()) {
            int index = view.document().manifest().root().at(path) == null
                    ? -1
                    : java.util.Objects.requireNonNull(view.document().manifest().root().at(path)).listAt("clusterNames").texts()
                            .indexOf(cluster.name());
            FieldPath names = path.key("clusterNames");
            return withLine(Reason.of("karmada.affinity-named", cluster.name()), index < 0 ? names : names.index(index));
        }
        if (affinity.labels() != null) {
            return withLine(Reason.of("karmada.affinity-labels-match", cluster.name()), path.key("labelSelector"));
        }
        return withLine(Reason.of("karmada.affinity-matches", cluster.name()), path);
    }
}
