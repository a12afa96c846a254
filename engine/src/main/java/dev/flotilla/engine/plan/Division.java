package dev.flotilla.engine.plan;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// How a template's replicas were handed out.
///
/// @param replicas     how many there are in all, or `null` for what has none
/// @param method       what was done, with its figures, such as "static weights 1 : 2, divided by Webster"
/// @param alternatives with [Certainty#UP_TO_TIE], every outcome that a tie allows, member to replicas, this plan's first
/// @param doubt        why the division is no more than `certainty` says, or `null`
/// @param arithmetic   the calculation round by round; empty where there is none worth showing
public record Division(@Nullable Integer replicas, Reason method, Certainty certainty, List<Map<String, Integer>> alternatives,
        @Nullable Reason doubt, Arithmetic arithmetic) {
    public Division {
        alternatives = alternatives.stream().map(Map::copyOf).toList();
    }

    /// How sure a plan is of what a real control plane would do.
    public enum Certainty {
        EXACT, UP_TO_TIE, ESTIMATE
    }

    /// A table: a row for each round of the method.
    ///
    /// @param title   names the method's rule; `null` for an empty table
    /// @param columns keys of column names, or member names as they are
    public record Arithmetic(@Nullable Reason title, List<String> columns, List<Row> rows) {
        public static final Arithmetic NONE = new Arithmetic(null, List.of(), List.of());

        public Arithmetic {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /// @param cells one for each column: keys of words, or figures and names as they are
    /// @param goesTo the member that the round decided for, or `null`
    public record Row(List<String> cells, @Nullable String goesTo) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /// What has no replicas to divide, as far as anybody here can tell.
    public static Division unsure(Reason doubt) {
        return new Division(null, Reason.of("plan.no-replicas"), Certainty.ESTIMATE, List.of(), doubt, Arithmetic.NONE);
    }

    /// What has no replicas to divide.
    public static Division none() {
        return new Division(null, Reason.of("plan.no-replicas"), Certainty.EXACT, List.of(), null, Arithmetic.NONE);
    }
}
