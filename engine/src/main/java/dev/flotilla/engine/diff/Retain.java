package dev.flotilla.engine.diff;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.RuleFailure;

/// A dialect's rule about what a member may keep.
@FunctionalInterface
public interface Retain {
    /// @param live what stands in the member
    /// @return what is to be sent
    Manifest apply(Desired desired, Manifest live) throws RuleFailure;
}
