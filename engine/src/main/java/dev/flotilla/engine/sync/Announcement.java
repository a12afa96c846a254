package dev.flotilla.engine.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;

/// The set's parent names every type before the first object of it exists, so that a killed run's objects are found again
/// (KEP-3659).
record Announcement(ApplySet set, Manifest parent) {
    static Announcement of(ApplySet set, SyncPlan.MemberPlan plan) {
        List<ObjectRef> all = Stream.of(plan.desired().stream().map(Desired::ref), plan.steps().stream().map(Change::ref),
                plan.pending().stream().map(Change::ref)).flatMap(refs -> refs).toList();
        var types = new HashSet<TypeRef>();
        all.forEach(ref -> types.add(ref.type()));
        Set<String> namespaces = all.stream().map(ObjectRef::namespace).filter(Objects::nonNull).collect(Collectors.toSet());
        return new Announcement(set, set.parentOf(types, namespaces));
    }

    /// Sends nothing where the member has it already.
    void make(ClusterClient client, Backoff backoff) throws ClusterException {
        ApiResource type = client.apis().require(new TypeRef("v1", "ConfigMap"));
        var live = client.get(type, ApplySet.NAMESPACE, set.parent());
        if (live.isPresent() && ApplySet.isAnnounced(live.get(), parent)) return;
        for (int attempt = 1;; attempt++) {
            try {
                LiveObject unused = client.apply(type, parent, WriteOptions.FORCE);
                return;
            } catch (ClusterException e) {
                if (!e.failure().isTransient() || attempt >= backoff.attempts()) throw e;
                pause(backoff, attempt, e);
            }
        }
    }

    private static void pause(Backoff backoff, int attempt, ClusterException after) throws ClusterException {
        try {
            Thread.sleep(backoff.after(attempt, after.failure()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw after;
        }
    }
}
