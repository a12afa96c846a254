package dev.flotilla.engine.sync;

import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// A run as history tells it.
///
/// @param id       sorts by time
/// @param planHash of the plan that was pushed
/// @param ended    `null` while it runs, or where it was killed
/// @param members  figures, in fleet order; of an interrupted run what is known
/// @param changes  every object that the run changed or failed to change; unchanged ones are left out
/// @param inFlight what an interrupted run had begun and not finished; it may or may not have happened
/// @param rollbackOf the run that this one returned to, or `null`
public record RunRecord(String id, String planHash, Instant started, @Nullable Instant ended, End end,
        List<MemberSummary> members,
        List<Entry> changes, List<Entry> inFlight, @Nullable String rollbackOf) {
    public RunRecord {
        members = List.copyOf(members);
        changes = List.copyOf(changes);
        inFlight = List.copyOf(inFlight);
    }

    /// `INTERRUPTED`: Flotilla was killed; the next run finishes the job.
    public enum End {
        RUNNING, COMPLETE, WITH_FAILURES, CANCELLED, INTERRUPTED
    }

    /// @param outcome `created`, `configured`, `pruned`, `released`, `conflict`, `skipped`, `failed`; `started` in flight
    /// @param fields  paths of the changed fields, without values
    /// @param why     `null` for none
    public record Entry(String cluster, ObjectRef object, String outcome, List<String> fields,
            StepOutcome.@Nullable Why why) {
        public Entry {
            fields = List.copyOf(fields);
        }

        /// Code of the failure or the reason; empty for none.
        public String code() {
            return why == null ? "" : why.code();
        }
    }
}
