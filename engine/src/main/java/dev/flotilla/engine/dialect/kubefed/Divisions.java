package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Answer;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Pass;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Question;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Rank;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Step;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.Division.Arithmetic;
import dev.flotilla.engine.plan.Division.Certainty;
import dev.flotilla.engine.plan.Division.Row;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.Reason;
import org.jspecify.annotations.Nullable;

/// How replicas came about, for people.
final class Divisions {
    private static final List<String> COLUMNS = List.of("column.kubefed.pass", "column.kubefed.round",
            "column.kubefed.cluster", "column.kubefed.share",
            "column.kubefed.given", "column.kubefed.holds", "column.kubefed.left", "column.kubefed.limit");

    private Divisions() {}

    static Division of(Scheduling.Result schedule, List<MemberDecision> decisions) {
        Question question = schedule.question();
        Answer answer = schedule.answer();
        if (question != null && answer != null) return scheduled(question, answer, schedule.evidence());
        Integer sum = sum(decisions);
        if (sum == null) return Division.none();
        return new Division(sum, Reason.of("kubefed.division-own"), Certainty.EXACT, List.of(), null, Arithmetic.NONE);
    }

    private static @Nullable Integer sum(List<MemberDecision> decisions) {
        Integer sum = null;
        for (MemberDecision decision : decisions) {
            if (decision.placed() != null && decision.placed().replicas() != null) {
                sum = (sum == null ? 0 : sum) + decision.placed().replicas();
            }
        }
        return sum;
    }

    private static Division scheduled(Question question, Answer answer, Scheduling.Evidence evidence) {
        String method = question.rebalance() ? "kubefed.division-rebalance" : "kubefed.division-keep";
        Reason doubt = doubt(answer, evidence);
        Certainty certainty = doubt == null
                ? Certainty.EXACT
                : answer.tied().isEmpty() ? Certainty.ESTIMATE : Certainty.UP_TO_TIE;
        return new Division((int) question.total(),
                Reason.of(method, question.total(), question.clusters().size(), weights(question)), certainty,
                answer.tied().isEmpty() ? List.of() : alternatives(question, answer), doubt, arithmetic(question, answer));
    }

    private static @Nullable Reason doubt(Answer answer, Scheduling.Evidence evidence) {
        if (!answer.tied().isEmpty()) return Reason.of("kubefed.hash-collision", String.join(", ", answer.tied()));
        if (!evidence.settling().isEmpty()) return Reason.of("kubefed.still-settling", String.join(", ", evidence.settling()));
        return evidence.unseen().isEmpty()
                ? null
                : Reason.of("kubefed.capacity-unknown", String.join(", ", evidence.unseen()));
    }

    /// This plan's split and, where the order of the tied changes it, the other one.
    private static List<Map<String, Integer>> alternatives(Question question, Answer answer) {
        Map<String, Integer> first = split(answer);
        Map<String, Integer> other = split(ReplicaPlanner.planWithTiesReversed(question));
        return first.equals(other) ? List.of(first) : List.of(first, other);
    }

    private static Map<String, Integer> split(Answer answer) {
        var split = new TreeMap<String, Integer>();
        answer.replicas().forEach((cluster, replicas) -> split.put(cluster, replicas.intValue()));
        return split;
    }

    /// `fed-worker01 1 : fed-worker02 2`.
    private static String weights(Question question) {
        var parts = new ArrayList<String>();
        for (String cluster : question.clusters()) {
            var preference = question.preferences().getOrDefault(cluster, question.preferences().get("*"));
            if (preference != null) parts.add(cluster + " " + preference.weight());
        }
        return String.join(" : ", parts);
    }

    /// The order where only a hash made it, what runs, every turn, and what nobody could take.
    private static Arithmetic arithmetic(Question question, Answer answer) {
        var rows = new ArrayList<Row>();
        order(answer, rows);
        new TreeMap<>(question.capacity()).forEach((cluster, capacity) -> rows.add(row("cell.kubefed.full", "", cluster,
                "", "", String.valueOf(question.current().getOrDefault(cluster, 0L)), "", Long.toString(capacity), null)));
        answer.steps().forEach(step -> rows.add(row(step)));
        answer.overflow().forEach((cluster, more) -> {
            if (more > 0)
                rows.add(row("cell.kubefed.overflow", "", cluster, "", Long.toString(more),
                        Long.toString(answer.replicas().getOrDefault(cluster, 0L)), "", "", cluster));
        });
        if (answer.unplaced() > 0)
            rows.add(row("cell.kubefed.unplaced", "", "", "", "", "", Long.toString(answer.unplaced()), "",
                    null));
        return answer.steps().isEmpty() ? Arithmetic.NONE : new Arithmetic(Reason.of("kubefed.arithmetic"), COLUMNS, rows);
    }

    private static void order(Answer answer, List<Row> out) {
        long weights = answer.order().stream().mapToLong(Rank::weight).distinct().count();
        if (weights == answer.order().size()) return;
        for (int i = 0; i < answer.order().size(); i++) {
            Rank rank = answer.order().get(i);
            out.add(row("cell.kubefed.order", Integer.toString(i + 1), rank.cluster(), Long.toString(rank.weight()), "", "", "",
                    "%08x".formatted(rank.hash()), null));
        }
    }

    private static Row row(Step step) {
        String pass = switch (step.pass()) {
            case MINIMUM -> "cell.kubefed.minimum";
            case KEEP -> "cell.kubefed.keep";
            case WEIGHT -> "cell.kubefed.weight";
        };
        String limit = switch (step.limit()) {
            case NONE -> "";
            case MAX -> "cell.kubefed.max";
            case CAPACITY -> "cell.kubefed.capacity";
            case LEFT -> "cell.kubefed.left";
        };
        boolean byWeight = step.pass() == Pass.WEIGHT;
        String share = byWeight
                ? "⌈" + step.of() + "×" + step.weight() + "/" + step.weights() + "⌉ = " + step.share()
                : Long.toString(step.share());
        return row(pass, byWeight ? Integer.toString(step.round()) : "", step.cluster(), share, Long.toString(step.given()),
                Long.toString(step.holds()), Long.toString(step.left()), limit, step.given() > 0 ? step.cluster() : null);
    }

    private static Row row(String pass, String round, String cluster, String share, String given, String holds, String left,
            String limit, @Nullable String goesTo) {
        return new Row(List.of(pass, round, cluster, share, given, holds, left, limit), goesTo);
    }
}
