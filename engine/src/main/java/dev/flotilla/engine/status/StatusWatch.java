package dev.flotilla.engine.status;

import dev.flotilla.engine.plan.FleetPlan;

/// Follows a plan's objects on the members until it is closed.
public interface StatusWatch extends AutoCloseable {
    /// As last put together.
    FleetStatus current();

    /// Follows another plan from now on; what both watch goes on without a break.
    void follow(FleetPlan plan);

    @Override
    void close();
}
