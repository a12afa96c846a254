package dev.flotilla.engine.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.FieldChange;
import dev.flotilla.engine.diff.FieldComparison;
import dev.flotilla.engine.diff.Secrets;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.plan.OnDeletion;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// One change, one request.
final class Steps {
    private Steps() {}

    static boolean needsRequest(Change step) {
        return switch (step) {
            case Change.Create _,Change.Update _,Change.Prune _,Change.Release _ -> true;
            case Change.Unchanged _,Change.Conflict _,Change.Blocked _ -> false;
        };
    }

    /// What a change would come to if all went well.
    static StepOutcome expected(Change step) {
        return switch (step) {
            case Change.Create _ -> new StepOutcome.Created();
            case Change.Update update -> new StepOutcome.Configured(update.fields());
            case Change.Unchanged _ -> new StepOutcome.Unchanged();
            case Change.Prune _ -> new StepOutcome.Pruned(List.of());
            case Change.Release _ -> new StepOutcome.Released();
            case Change.Conflict conflict -> new StepOutcome.Conflicted(conflict.conflicts());
            case Change.Blocked blocked -> new StepOutcome.Skipped(new SkipReason.Blocked(blocked.why()));
        };
    }

    /// Told what an apply came to.
    @FunctionalInterface
    interface Applied {
        /// @param remaining fingerprint of what the server made different from what was sent; empty for nothing
        void applied(LiveObject live, String remaining);
    }

    static StepOutcome run(ClusterClient client, Change step, SyncOptions options, Applied remember)
            throws ClusterException {
        boolean dryRun = options.dryRun() == SyncOptions.DryRun.SERVER;
        ApiResource type = client.apis().require(step.ref().type());
        String namespace = step.ref().namespace();
        String name = step.ref().name();
        return switch (step) {
            case Change.Create(var _, Manifest desired) -> applied(client, type, desired, new WriteOptions(false, dryRun), step,
                    remember);
            case Change.Update update ->
                applied(client, type, update.desired(), new WriteOptions(update.force(), dryRun), step, remember);
            case Change.Prune(var _, String uid, OnDeletion how) -> {
                try {
                    var pending = client.delete(type, namespace, name,
                            new DeleteOptions(DeleteOptions.Propagation.named(how.dependents()), how.graceSeconds(), uid,
                                    dryRun));
                    yield new StepOutcome.Pruned(pending.map(Steps::holdups).orElse(List.of()));
                } catch (ClusterException e) {
                    // Another object bears the name now: the one that was to go is gone.
                    if (e.failure() instanceof ClusterFailure.Stale) yield new StepOutcome.Pruned(List.of());
                    throw e;
                }
            }
            case Change.Release(var _, String uid, Map<String, String> marks, var _) -> {
                var off = MapValue.builder().put(ApplySet.PART_OF, Value.NULL);
                if (!marks.isEmpty()) {
                    client.get(type, namespace, name).ifPresent(live -> marks.forEach((label, value) -> {
                        if (value.equals(live.manifest().labels().get(label))) off.put(label, Value.NULL);
                    }));
                }
                Value patch = MapValue.of("metadata", MapValue.builder().put("uid", uid).put("labels", off.build())
                        .put("annotations", MapValue.of(ApplySet.ON_DELETION, Value.NULL)).build());
                LiveObject unused = client.patch(type, namespace, name, PatchKind.MERGE, patch, new WriteOptions(false, dryRun));
                yield new StepOutcome.Released();
            }
            case Change.Unchanged _,Change.Conflict _,Change.Blocked _ -> expected(step);
        };
    }

    /// What has to let go of an object before it goes.
    private static List<String> holdups(LiveObject object) {
        var names = new ArrayList<>(object.finalizers());
        if (object.manifest().kind().equals("Namespace")) names.addAll(object.root().listAt("spec", "finalizers").texts());
        return names;
    }

    private static StepOutcome applied(ClusterClient client, ApiResource type, Manifest desired, WriteOptions options,
            Change step,
            Applied remember) throws ClusterException {
        LiveObject live;
        try {
            live = client.apply(type, desired, options);
        } catch (ClusterException e) {
            if (!(e.failure() instanceof ClusterFailure.Conflicts(List<FieldConflict> fields))) throw e;
            boolean onlyOurs = fields.stream().allMatch(field -> field.owner().equals(LiveObject.FLOTILLA));
            // Set by Flotilla's own patches, which the server keeps apart from what Flotilla applied.
            if (onlyOurs && !options.force()) {
                return applied(client, type, desired, new WriteOptions(true, options.dryRun()), step, remember);
            }
            return new StepOutcome.Conflicted(withLive(client, type, desired, fields));
        }
        List<FieldChange> remaining = FieldComparison.compare(desired.root(), live).changes();
        remember.applied(live, remaining.isEmpty() ? "" : Accepted.fingerprint(desired, remaining));
        return expected(step);
    }

    /// The server names fields and owners; the values are looked up.
    private static List<FieldConflict> withLive(ClusterClient client, ApiResource type, Manifest desired,
            List<FieldConflict> fields) throws ClusterException {
        if (Secrets.isSecret(desired.root())) return fields;
        var live = client.get(type, desired.namespace(), desired.name());
        if (live.isEmpty()) return fields;
        var found = FieldComparison.compare(desired.root(), live.get()).conflicts();
        var complete = new ArrayList<FieldConflict>();
        for (FieldConflict field : fields) {
            complete.add(found.stream().filter(other -> other.path().equals(field.path())).findFirst()
                    .map(other -> new FieldConflict(field.path(), field.owner(), other.live(), other.planned())).orElse(field));
        }
        return complete;
    }
}
