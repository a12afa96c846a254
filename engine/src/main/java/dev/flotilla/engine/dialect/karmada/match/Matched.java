package dev.flotilla.engine.dialect.karmada.match;

import org.jspecify.annotations.Nullable;

/// Which policy a template belongs to, or why to none.
public sealed interface Matched {
    /// @param policy  the one that is applied
    /// @param level   how closely it selects the template
    /// @param already the template carried its claim before
    record Claimed(PropagationPolicy policy, ResourceSelector.Level level, boolean already) implements Matched {}

    /// The best policy waits for an override policy that does not exist; no other takes its place.
    record Waiting(PropagationPolicy policy, String override) implements Matched {}

    /// No policy selects the template.
    record Unmatched() implements Matched {}

    /// The template carries the claim of a policy that is gone, going or no longer selects it, and stays as it is.
    ///
    /// @param policy `null` when it is gone
    record Stale(Claim claim, @Nullable PropagationPolicy policy) implements Matched {}

    /// Karmada never looks at it.
    ///
    /// @param code of the reason
    record Skipped(String code, String argument) implements Matched {}
}
