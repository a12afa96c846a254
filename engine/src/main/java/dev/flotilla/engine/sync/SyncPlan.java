package dev.flotilla.engine.sync;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.value.Digest;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// What a run will do, to be looked at before it does it.
///
/// @param planHash   of the plan that it brings about
/// @param members    in fleet order
/// @param rollbackOf the run that this returns to, or `null`
public record SyncPlan(String planHash, List<MemberPlan> members, SyncOptions options, @Nullable String rollbackOf) {
    public SyncPlan {
        members = List.copyOf(members);
    }

    /// @param desired   everything the member is to have
    /// @param unchanged objects that cost nothing
    /// @param pending   what is shown and not done: prunes and releases when pruning is off, and what a run is not about that only
    ///                  repeats what failed ([#retrying])
    /// @param failure   why the member could not be read, or `null`
    public record MemberPlan(String cluster, List<Desired> desired, List<Wave> waves, int unchanged, List<Change> pending,
            @Nullable ClusterFailure failure) {
        public MemberPlan {
            desired = List.copyOf(desired);
            waves = List.copyOf(waves);
            pending = List.copyOf(pending);
        }

        /// Stands for all that the member is to have.
        public String hash() {
            MessageDigest sha = Digest.start();
            desired.forEach(one -> sha.update(Digest.of(one.manifest().root())));
            return HexFormat.of().formatHex(sha.digest());
        }

        /// Whether all that the plan wants of the member is done when the steps are.
        boolean isWhole() {
            return pending.stream().allMatch(SyncPlan::goesAway);
        }

        /// What is no longer planned and stays, as pruning is off.
        public List<Change> unpruned() {
            return pending.stream().filter(SyncPlan::goesAway).toList();
        }

        private MemberPlan only(Predicate<Change> wanted) {
            var left = new ArrayList<>(pending);
            steps().stream().filter(wanted.negate()).forEach(left::add);
            return new MemberPlan(cluster, desired, Waves.of(steps().stream().filter(wanted).toList()), unchanged, left, failure);
        }

        public List<Change> steps() {
            return waves.stream().flatMap(wave -> wave.steps().stream()).toList();
        }

        /// How many steps are of this kind.
        public int count(Class<? extends Change> kind) {
            return (int) waves.stream().flatMap(wave -> wave.steps().stream()).filter(kind::isInstance).count();
        }
    }

    /// @param diff what differs; conflicts that `options` do not settle stay in the plan and end as conflicts
    public static SyncPlan of(FleetDiff diff, SyncOptions options) {
        return new SyncPlan(diff.planHash(), diff.clusters().stream().map(cluster -> member(cluster, options)).toList(), options,
                null);
    }

    private static MemberPlan member(ClusterDiff diff, SyncOptions options) {
        var settled = diff.changes().stream().map(change -> options.takeOver() ? Settling.takenOver(change) : change).toList();
        var steps = settled.stream().filter(change -> !(change instanceof Change.Unchanged))
                .filter(change -> options.prune() || !goesAway(change)).toList();
        var pending = options.prune() ? List.<Change>of() : settled.stream().filter(SyncPlan::goesAway).toList();
        return new MemberPlan(diff.cluster(), diff.desired(), Waves.of(steps), diff.count(Change.Unchanged.class), pending,
                diff.failure());
    }

    private static boolean goesAway(Change change) {
        return change instanceof Change.Prune || change instanceof Change.Release;
    }

    public Optional<MemberPlan> member(String cluster) {
        return members.stream().filter(member -> member.cluster().equals(cluster)).findFirst();
    }

    /// The plan with one field's conflict settled; with `null` for the path all of that object's conflicts.
    public SyncPlan decide(String cluster, ObjectKey object, @Nullable FieldPath path,
            Decision decision) {
        return new SyncPlan(planHash, members.stream().map(member -> !member.cluster().equals(cluster)
                ? member
                : new MemberPlan(cluster, member.desired(), member.waves().stream().map(wave -> new Wave(wave.steps().stream()
                        .map(step -> step instanceof Change.Conflict conflict && step.key().equals(object)
                                ? Settling.decide(conflict, path, decision)
                                : step)
                        .toList(), wave.deletes(), wave.settles())).toList(), member.unchanged(), member.pending(),
                        member.failure()))
                .toList(), options, rollbackOf);
    }

    /// Whether there is nothing to do and every member could be read.
    public boolean isEmpty() {
        return members.stream().allMatch(member -> member.waves().isEmpty() && member.failure() == null);
    }

    /// Only what an earlier run left undone, as far as it is still to be done: what failed, was skipped or in conflict there, or was
    /// in flight when Flotilla was killed, and all of a member that could not be read. The rest is pending.
    public SyncPlan retrying(RunRecord run) {
        return retrying(_ -> run);
    }

    /// @param earlier the run to look at for each member; `null` from it leaves a member out
    public SyncPlan retrying(Function<String, @Nullable RunRecord> earlier) {
        return new SyncPlan(planHash, members.stream().map(member -> {
            RunRecord run = earlier.apply(member.cluster());
            if (run == null) return member.only(_ -> false);
            if (run.couldNotRead(member.cluster())) return member;
            Set<ObjectKey> undone = run.undone(member.cluster());
            return member.only(step -> undone.contains(step.key()));
        }).toList(), options, rollbackOf);
    }

    /// Only what is to be done to one object; the rest is pending, so that this does not count as the whole plan's push.
    public SyncPlan about(ObjectKey object) {
        return new SyncPlan(planHash, members.stream().map(member -> member.only(step -> step.key().equals(object))).toList(),
                options,
                rollbackOf);
    }

    public SyncPlan asRollbackOf(String run) {
        return new SyncPlan(planHash, members, options, run);
    }
}
