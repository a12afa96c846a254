package dev.flotilla.engine.status;

import java.util.Optional;

import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.RuleFailure;

/// What the dialect that planned an object says of it when it is live.
public interface LiveRules {
    /// The manifest to send where a live object stands already.
    Manifest retain(Desired desired, Manifest live) throws RuleFailure;

    /// Whether it is well; empty where the dialect has no rule for the kind.
    Optional<Boolean> health(Desired desired, Manifest live) throws RuleFailure;
}
