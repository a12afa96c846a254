package dev.flotilla.engine.sandbox.controller;

/// Takes one step for one object towards what it should be.
@FunctionalInterface
interface Reconciler {
    /// @param namespace empty for a cluster-scoped object
    void reconcile(String namespace, String name);
}
