package dev.flotilla.engine.dialect.karmada;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.Calculation;
import dev.flotilla.engine.dialect.karmada.schedule.Scheduler;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.Division.Arithmetic;
import dev.flotilla.engine.plan.Division.Certainty;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.replicas.Webster;
import org.jspecify.annotations.Nullable;

/// Tells how replicas were divided, and how sure that is.
final class Divisions {
    private static final int MOST_CELLS = 300;
    private static final int MOST_COLUMNS = 24;
    /// With more members than that only the result of each division is told.
    private static final int MOST_CALCULATIONS = 6;

    private final Binding binding;
    private final Scheduler.Outcome outcome;

    private Divisions(Binding binding, Scheduler.Outcome outcome) {
        this.binding = binding;
        this.outcome = outcome;
    }

    /// @param other   the outcome if ties went the other way; `null` where ties cannot matter
    /// @param unknown members whose capacity nobody reported
    /// @param doubt   why the choice of members is no more than an estimate; `null` where it is sure
    static Division of(Binding binding, Scheduler.Outcome outcome, Scheduler.@Nullable Outcome other, List<String> unknown,
            @Nullable Reason doubt) {
        return new Divisions(binding, outcome).division(other, unknown, doubt);
    }

    private Division division(Scheduler.@Nullable Outcome other, List<String> unknown, @Nullable Reason doubt) {
        Calculation calculation = outcome.calculation();
        Integer replicas = binding.isWorkload() ? (Integer) binding.replicas() : null;
        Reason why = doubt;
        if (calculation.method().looksAtCapacity()) {
            List<String> missing = outcome.selected().stream().filter(unknown::contains).toList();
            why = missing.isEmpty()
                    ? Reason.of("karmada.doubt.capacity-snapshot")
                    : Reason.of("karmada.doubt.capacity-unknown", String.join(", ", missing));
        }
        List<Map<String, Integer>> alternatives = List.of();
        Certainty certainty = why == null ? Certainty.EXACT : Certainty.ESTIMATE;
        if (other != null && !shares(other).equals(shares(outcome))) {
            alternatives = List.of(shares(outcome), shares(other));
            if (certainty == Certainty.EXACT) {
                certainty = Certainty.UP_TO_TIE;
                why = Reason
                        .of(calculation.release().breaksTiesAtRandom() ? "karmada.doubt.tie-random" : "karmada.doubt.tie-uid");
            }
        }
        return new Division(replicas, method(calculation), certainty, alternatives, why, arithmetic(calculation));
    }

    /// The same division where a Job's completions hang on a tie and its replicas do not.
    static Division tiedInCompletions(Division division) {
        return new Division(division.replicas(), division.method(), Certainty.UP_TO_TIE, division.alternatives(),
                Reason.of("karmada.doubt.tie-completions"), division.arithmetic());
    }

    private static Map<String, Integer> shares(Scheduler.Outcome outcome) {
        var shares = new TreeMap<String, Integer>();
        outcome.targets().forEach(target -> shares.put(target.cluster(), target.replicas()));
        return shares;
    }

    private Reason method(Calculation calculation) {
        String code = "karmada.divide." + calculation.method().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (!calculation.release().dividesByWebster() && calculation.method().divides()) code += "-largest";
        String votes = calculation.votes().values().stream().limit(MOST_COLUMNS).map(String::valueOf)
                .collect(Collectors.joining(" : ", "", calculation.votes().size() > MOST_COLUMNS ? " : …" : ""));
        return Reason.of(code, binding.replicas(), votes, calculation.seats(), calculation.votes().size());
    }

    private static Arithmetic arithmetic(Calculation calculation) {
        if (!calculation.method().divides() || calculation.votes().size() < 2) return Arithmetic.NONE;
        List<String> columns = calculation.votes().keySet().stream().sorted().toList();
        if (columns.size() > MOST_COLUMNS) return Arithmetic.NONE;
        var votes = new LinkedHashMap<String, Long>();
        columns.forEach(name -> votes.put(name, calculation.votes().getOrDefault(name, 0L)));
        boolean small = calculation.seats() * columns.size() <= MOST_CELLS && calculation.seats() > 0;
        if (calculation.release().dividesByWebster() && small) return rounds(calculation, columns, votes);
        return summary(calculation, columns, votes);
    }

    private static Arithmetic rounds(Calculation calculation, List<String> columns, Map<String, Long> votes) {
        var rows = new ArrayList<Division.Row>();
        boolean roomy = columns.size() <= MOST_CALCULATIONS;
        for (Webster.Round round : Webster.explain(calculation.seats(), votes, calculation.upwards()).rounds()) {
            List<String> cells = columns.stream().map(name -> {
                double quotient = round.quotients().getOrDefault(name, 0.0);
                return roomy ? calculation(votes.getOrDefault(name, 0L), quotient) : figure(quotient);
            }).toList();
            rows.add(new Division.Row(cells, round.winner()));
        }
        return new Arithmetic(Reason.of("karmada.arithmetic.webster"), columns, rows);
    }

    /// For divisions too long to be told seat by seat: the weights and what each would get if replicas could be cut.
    private static Arithmetic summary(Calculation calculation, List<String> columns, Map<String, Long> votes) {
        double sum = votes.values().stream().mapToDouble(Long::doubleValue).sum();
        List<String> weights = columns.stream().map(name -> String.valueOf(votes.get(name))).toList();
        List<String> quotas = columns.stream()
                .map(name -> figure(sum == 0 ? 0 : votes.getOrDefault(name, 0L) * calculation.seats() / sum))
                .toList();
        return new Arithmetic(Reason.of("karmada.arithmetic.quota"), columns,
                List.of(new Division.Row(weights, null), new Division.Row(quotas, null)));
    }

    /// `2 ÷ 3 = 0.67`; a party without votes divides nothing.
    private static String calculation(long votes, double quotient) {
        if (votes == 0 || quotient == 0) return "0";
        return votes + " ÷ " + Math.round(votes / quotient) + " = " + figure(quotient, 2);
    }

    private static String figure(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : figure(number, 3);
    }

    /// A formatter takes its pattern apart each time, and a division has many figures.
    private static String figure(double number, int digits) {
        return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
