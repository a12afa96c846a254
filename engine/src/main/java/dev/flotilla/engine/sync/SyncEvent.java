package dev.flotilla.engine.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// What happens during a run, in the order in which it happens on each member. Holds no secret value.
public sealed interface SyncEvent {
    Instant at();

    /// @param steps how many steps each member has, in fleet order
    record RunStarted(Instant at, String run, String planHash, Map<String, Integer> steps) implements SyncEvent {}

    record MemberStarted(Instant at, String cluster, int steps) implements SyncEvent {}

    /// @param wave  counted from 1
    /// @param waves how many there are
    record WaveStarted(Instant at, String cluster, int wave, int waves, int steps) implements SyncEvent {}

    /// A request is under way.
    record StepStarted(Instant at, String cluster, ObjectRef object) implements SyncEvent {}

    /// A field is taken over from another manager.
    record TakesOver(Instant at, String cluster, ObjectRef object, FieldPath field, String owner) implements SyncEvent {}

    /// A passing failure: tried again after `delay`.
    ///
    /// @param attempt which one failed, counted from 1
    record StepDelayed(Instant at, String cluster, ObjectRef object, int attempt, ClusterFailure why, Duration delay)
            implements
                SyncEvent {}

    /// @param done steps of this member that have an outcome, this one included
    record StepFinished(Instant at, String cluster, ObjectRef object, StepOutcome outcome, int done, int steps)
            implements
                SyncEvent {}

    /// The member does not answer; nothing is sent to it for `delay`, then one request tries.
    record CircuitOpened(Instant at, String cluster, ClusterFailure why, int tries, Duration delay) implements SyncEvent {}

    /// It answers again.
    record CircuitClosed(Instant at, String cluster) implements SyncEvent {}

    /// @param failure why the member as a whole was given up or could not be read, or `null`
    record MemberFinished(Instant at, String cluster, MemberSummary summary,
            @Nullable ClusterFailure failure) implements SyncEvent {}

    /// What the member's lease says, where it is worth a word.
    sealed interface OfLease extends SyncEvent {
        String cluster();
    }

    /// Another Flotilla pushes this workspace to the member: here nothing more is done to it.
    record HeldElsewhere(Instant at, String cluster, Holder holder) implements OfLease {}

    /// The Flotilla that had the lease is gone without letting go of it.
    record LeaseTakenOver(Instant at, String cluster, Holder from) implements OfLease {}

    /// The member grants no lease, so nobody can be kept apart; the push goes on.
    record WithoutLease(Instant at, String cluster, ClusterFailure why) implements OfLease {}

    /// Nothing more is begun, on no member. Said once; each object that is skipped for it has the same reason.
    record Stopped(Instant at, SkipReason why) implements SyncEvent {}

    record Paused(Instant at) implements SyncEvent {}

    record Resumed(Instant at) implements SyncEvent {}

    /// The last event of every run.
    record RunFinished(Instant at, String run, RunRecord.End end, List<MemberSummary> members) implements SyncEvent {
        public RunFinished {
            members = List.copyOf(members);
        }
    }
}
