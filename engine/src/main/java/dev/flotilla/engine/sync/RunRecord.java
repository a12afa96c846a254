package dev.flotilla.engine.sync;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flotilla.engine.documents.ObjectKey;
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

    /// What the run was to do on a member and did not, or may not have.
    Set<ObjectKey> undone(String cluster) {
        return about(cluster).filter(Entry::isUndone).map(entry -> entry.object().key()).collect(Collectors.toSet());
    }

    /// How many of a member's objects did not get what was planned for them, by why; those that failed without a line of their own,
    /// as all of a member that does not answer, are among the failed.
    public Map<Undone, Integer> undone(MemberSummary member) {
        var found = new EnumMap<Undone, Integer>(Undone.class);
        changes.stream().filter(entry -> entry.cluster().equals(member.cluster())).map(Entry::undone).filter(Objects::nonNull)
                .forEach(why -> found.merge(why, 1, Integer::sum));
        return Undone.of(member, found);
    }

    /// As [#undone(MemberSummary)], of all members.
    public Map<Undone, Integer> undone() {
        var all = new EnumMap<Undone, Integer>(Undone.class);
        members.forEach(member -> undone(member).forEach((why, number) -> all.merge(why, number, Integer::sum)));
        return all;
    }

    /// Whether the member failed before anything was known of its objects.
    boolean couldNotRead(String cluster) {
        return about(cluster).findAny().isEmpty()
                && members.stream().anyMatch(member -> member.cluster().equals(cluster) && member.failed() > 0);
    }

    private Stream<Entry> about(String cluster) {
        return Stream.concat(changes.stream(), inFlight.stream()).filter(entry -> entry.cluster().equals(cluster));
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

        /// Whether the run was to do something to the object and did not, or may not have.
        boolean isUndone() {
            return switch (outcome) {
                case "failed", "skipped", "started", "conflict" -> true;
                default -> false;
            };
        }

        /// Why the object did not get what was planned for it; `null` where it did, or where nobody knows.
        public @Nullable Undone undone() {
            return Undone.of(outcome, code());
        }

        /// Code of the failure or the reason; empty for none.
        public String code() {
            return why == null ? "" : why.code();
        }
    }
}
