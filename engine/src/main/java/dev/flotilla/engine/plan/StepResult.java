package dev.flotilla.engine.plan;

import org.jspecify.annotations.Nullable;

/// How a member fared at one step.
///
/// @param step   key of the step's name, such as `taints` or `affinity`; the same for all members of an object
/// @param reason what decided, with field and value; `null` where there is nothing to say
public record StepResult(String step, Verdict verdict, @Nullable Reason reason) {
    /// `WOULD_STOP` is a stop behind the first one: mending the first alone does not help.
    public enum Verdict {
        PASSED, STOPPED, WOULD_STOP, NOT_REACHED
    }
}
