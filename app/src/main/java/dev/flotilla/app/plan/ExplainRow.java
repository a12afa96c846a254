package dev.flotilla.app.plan;

import java.util.List;

import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.plan.Suggestion;
import org.jspecify.annotations.Nullable;

/// How one member fared, as the table shows it.
///
/// @param about       its version and the like
/// @param steps       one for each column
/// @param replicas    what it got; `null` where it got none, or nothing is divided
/// @param words       the sentences below the signs
/// @param suggestions edits that would let it in
record ExplainRow(Member member, String about, List<Step> steps, @Nullable String replicas, Outcome outcome, Words words,
        List<Suggestion> suggestions) {
    ExplainRow {
        steps = List.copyOf(steps);
        suggestions = List.copyOf(suggestions);
    }

    /// @param colour its place in the fleet
    record Member(String name, int colour) {}

    /// @param words the step's name and how it went
    record Step(Verdict verdict, String words) {}

    /// @param stop where it was stopped; empty for nowhere
    /// @param why  the deciding fields
    record Words(String stop, String why) {}

    enum Outcome {
        CHOSEN, REJECTED, FAILED
    }

    /// Whether all steps were passed.
    boolean isGreen() {
        return steps.stream().allMatch(step -> step.verdict() == Verdict.PASSED);
    }
}
