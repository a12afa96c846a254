package dev.flotilla.app.sync;

import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import dev.flotilla.engine.value.FieldPath;

/// What this page asks of the open fleet.
public interface Pushing {
    /// What a push would do now. Blocks.
    ///
    /// @param members empty for all
    FleetDiff compare(FleetPlan plan, Set<String> members) throws Exception;

    /// The last run, if it was killed. Blocks.
    Optional<RunRecord> interrupted() throws Exception;

    /// A run that is not begun.
    SyncRun prepare(SyncPlan plan);

    /// A field of an object on a member that somebody else owns.
    record Field(String cluster, ObjectKey object, FieldPath path) {}
}
