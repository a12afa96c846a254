package dev.flotilla.engine.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// Why one member was or was not chosen.
///
/// @param steps       every step of the dialect, in the scheduler's order, also behind the one that stopped the member
/// @param suggestions the smallest edits that would flip the decision, best first; may be empty
/// @param placed      what the member gets; `null` when it was not chosen, or its manifest could not be rendered
/// @param failure     why a chosen member's manifest could not be rendered, or `null`
public record MemberDecision(String cluster, List<StepResult> steps, List<Suggestion> suggestions, @Nullable ClusterPlan placed,
        @Nullable Reason failure) {
    public MemberDecision {
        steps = List.copyOf(steps);
        suggestions = List.copyOf(suggestions);
    }

    public boolean isChosen() {
        return placed != null;
    }

    /// The step that stopped the member, or `null` when none did.
    public @Nullable StepResult stoppedAt() {
        return steps.stream().filter(step -> step.verdict() == StepResult.Verdict.STOPPED).findFirst().orElse(null);
    }
}
