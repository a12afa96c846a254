package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Answer;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Question;
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
    private static final List<String> COLUMNS = List.of("column.kubefed.pass", "column.kubefed.cluster", "column.kubefed.share",
            "column.kubefed.given", "column.kubefed.holds", "column.kubefed.left", "column.kubefed.limit");

    private Divisions() {}

    static Division of(Scheduling.Result schedule, List<MemberDecision> decisions) {
        Question question = schedule.question();
        Answer answer = schedule.answer();
        if (question != null && answer != null) return scheduled(question, answer);
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

    private static Division scheduled(Question question, Answer answer) {
        String method = question.rebalance() ? "kubefed.division-rebalance" : "kubefed.division-keep";
        Certainty certainty = Certainty.EXACT;
        Reason doubt = null;
        if (!answer.tied().isEmpty()) {
            certainty = Certainty.UP_TO_TIE;
            doubt = Reason.of("kubefed.hash-collision", String.join(", ", answer.tied()));
        } else if (!question.current().isEmpty() && question.capacity().isEmpty()) {
            certainty = Certainty.ESTIMATE;
            doubt = Reason.of("kubefed.capacity-unknown");
        }
        return new Division((int) question.total(),
                Reason.of(method, question.total(), question.clusters().size(), weights(question)), certainty,
                List.of(), doubt, arithmetic(answer));
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

    private static Arithmetic arithmetic(Answer answer) {
        List<Row> rows = answer.steps().stream().map(Divisions::row).toList();
        return rows.isEmpty() ? Arithmetic.NONE : new Arithmetic(Reason.of("kubefed.arithmetic"), COLUMNS, rows);
    }

    private static Row row(Step step) {
        String pass = switch (step.pass()) {
            case MINIMUM -> "min";
            case KEEP -> "keep";
            case WEIGHT -> "weight " + step.round();
        };
        String limit = switch (step.limit()) {
            case NONE -> "";
            case MAX -> "max";
            case CAPACITY -> "capacity";
            case LEFT -> "left";
        };
        return new Row(List.of(pass, step.cluster(), Long.toString(step.share()), Long.toString(step.given()),
                Long.toString(step.holds()), Long.toString(step.left()), limit), step.given() > 0 ? step.cluster() : null);
    }
}
