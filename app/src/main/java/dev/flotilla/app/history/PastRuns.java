package dev.flotilla.app.history;

import java.util.List;

import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncPlan;

/// What this page asks of the open fleet. Calls block.
public interface PastRuns {
    /// Newest first.
    List<RunRecord> history() throws Exception;

    /// What would return the fleet to what a run pushed.
    SyncPlan wayBack(String run) throws Exception;
}
