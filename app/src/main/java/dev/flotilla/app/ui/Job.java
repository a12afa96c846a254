package dev.flotilla.app.ui;

/// Work under way that may be given up.
@FunctionalInterface
public interface Job {
    Job NONE = () -> {};

    /// Interrupts the work; neither of its answers will come. Safe to call twice, and after the end.
    void cancel();
}
