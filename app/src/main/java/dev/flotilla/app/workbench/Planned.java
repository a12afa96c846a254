package dev.flotilla.app.workbench;

import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// A plan and what it was made from; the two always fit together.
///
/// @param workspace `null` before anything is open
/// @param plan      `null` before the first one is made
/// @param millis    how long reading and planning took
public record Planned(@Nullable Workspace workspace, @Nullable FleetPlan plan, long millis) {
    public static final Planned NOTHING = new Planned(null, null, 0);
}
