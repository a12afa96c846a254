package dev.flotilla.engine.status;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Finds out what a deletion waits for: finalizers and who put them there, what a namespace still holds, dependents of a foreground
/// deletion; and so on from each object found.
///
/// Sources: Kubernetes, "Garbage collection", "Finalizers", and the namespace controller's conditions
/// (`pkg/controller/namespace/deletion/status_condition_utils.go`); kubefed `pkg/controller/sync/controller.go` ensureDeletion.
final class Deletions {
    private static final int DEPTH = 4;
    private static final int OBJECTS = 20;
    private static final int PAGE = 100;
    private static final String FOREGROUND = "foregroundDeletion";
    /// On federated objects until every member has let go of its copy.
    private static final String KUBEFED = "kubefed.io/sync-controller";

    private final ClusterClient client;
    private final Set<String> seen = new HashSet<>();

    Deletions(ClusterClient client) {
        this.client = client;
    }

    Deletion of(LiveObject object, int depth) throws ClusterException {
        seen.add(object.uid());
        var waits = new ArrayList<Deletion.Wait>();
        if (object.manifest().kind().equals("Namespace")) namespace(object, depth, waits);
        for (String finalizer : object.finalizers()) {
            if (finalizer.equals(FOREGROUND)) {
                dependents(object, depth, waits);
            } else {
                waits.add(finalizer(object, finalizer));
            }
        }
        return new Deletion(ref(object), LiveObject.instant(object.root().textAt("metadata", "deletionTimestamp")), waits);
    }

    private static Deletion.Wait finalizer(LiveObject object, String name) {
        if (name.equals(KUBEFED))
            return new Deletion.Wait(Reason.of("deletion.kubefed"), Reason.of("deletion.way-out.kubefed"), null);
        Reason why = switch (name) {
            case "kubernetes.io/pvc-protection" -> Reason.of("deletion.in-use-by-pods");
            case "kubernetes.io/pv-protection" -> Reason.of("deletion.in-use-by-claim");
            default -> Reason.of("deletion.finalizer", name, putBy(object, name));
        };
        Reason wayOut = name.startsWith("kubernetes.io/")
                ? Reason.of("deletion.way-out.users-first")
                : Reason.of("deletion.way-out.finalizer", name);
        return new Deletion.Wait(why, wayOut, null);
    }

    /// The manager who owns the finalizer, or `?`.
    private static String putBy(LiveObject object, String finalizer) {
        return object.managers().stream().filter(manager -> manager.fields().mapAt("f:metadata", "f:finalizers").keys().stream()
                .anyMatch(key -> key.equals("v:\"" + finalizer + "\""))).map(LiveObject.Manager::name).findFirst().orElse("?");
    }

    private void namespace(LiveObject namespace, int depth, List<Deletion.Wait> waits) throws ClusterException {
        for (MapValue condition : namespace.root().listAt("status", "conditions").maps()) {
            String type = text(condition, "type");
            boolean failed = type.equals("NamespaceDeletionDiscoveryFailure") || type.equals("NamespaceDeletionContentFailure")
                    || type.equals("NamespaceDeletionGroupVersionParsingFailure");
            if (failed && "True".equals(condition.textAt("status"))) {
                waits.add(new Deletion.Wait(Reason.of("deletion.namespace-condition", text(condition, "message")),
                        Reason.of(type.equals("NamespaceDeletionDiscoveryFailure")
                                ? "deletion.way-out.discovery"
                                : "deletion.way-out.content"),
                        null));
            }
        }
        for (LiveObject object : inNamespace(namespace.manifest().name(), _ -> true)) {
            boolean held = object.isTerminating();
            waits.add(new Deletion.Wait(Reason.of("deletion.content", ref(object).toString()),
                    Reason.of(held ? "deletion.way-out.content-first" : "deletion.way-out.wait"), next(object, depth)));
        }
        if (waits.isEmpty()) {
            waits.add(new Deletion.Wait(Reason.of("deletion.namespace-controller"), Reason.of("deletion.way-out.wait"), null));
        }
    }

    private void dependents(LiveObject owner, int depth, List<Deletion.Wait> waits) throws ClusterException {
        String uid = owner.uid();
        for (LiveObject object : inNamespace(owner.manifest().namespace(), one -> blocks(one, uid))) {
            waits.add(new Deletion.Wait(Reason.of("deletion.dependent", ref(object).toString()),
                    Reason.of(object.isTerminating() ? "deletion.way-out.content-first" : "deletion.way-out.wait"),
                    next(object, depth)));
        }
        if (waits.isEmpty()) {
            waits.add(new Deletion.Wait(Reason.of("deletion.garbage-collector"), Reason.of("deletion.way-out.wait"), null));
        }
    }

    private static boolean blocks(LiveObject object, String owner) {
        return object.root().listAt("metadata", "ownerReferences").maps().stream()
                .anyMatch(reference -> owner.equals(reference.textAt("uid")) && reference.isTrueAt("blockOwnerDeletion"));
    }

    private @Nullable Deletion next(LiveObject object, int depth) throws ClusterException {
        return object.isTerminating() && depth < DEPTH && seen.add(object.uid()) ? of(object, depth + 1) : null;
    }

    /// Some of the objects that a namespace still holds, those that are being deleted first.
    private List<LiveObject> inNamespace(@Nullable String namespace, java.util.function.Predicate<LiveObject> wanted)
            throws ClusterException {
        if (namespace == null) return List.of();
        var found = new ArrayList<LiveObject>();
        var uids = new HashSet<String>();
        var types = client.apis().resources().stream().filter(ApiResource::namespaced).filter(type -> !isFleeting(type))
                .sorted(Comparator.comparing(ApiResource::apiVersion).thenComparing(ApiResource::kind)).toList();
        for (ApiResource type : types) {
            try {
                var page = client.list(type, new ListQuery(namespace, "", "", PAGE, "", false));
                page.objects().stream().filter(wanted).filter(object -> uids.add(object.uid())).forEach(found::add);
            } catch (ClusterException e) {
                // A type that cannot be listed, or not by us, hides nothing else.
                if (e.failure().isUnreachable() || e.failure() instanceof ClusterFailure.Cancelled) throw e;
            }
        }
        found.sort(Comparator.comparing((LiveObject object) -> !object.isTerminating()));
        return found.subList(0, Math.min(OBJECTS, found.size()));
    }

    private static boolean isFleeting(ApiResource type) {
        return type.kind().equals("Event") || type.kind().endsWith("Metrics");
    }

    static Optional<Deletion> find(ClusterClient client, ObjectRef object) throws ClusterException {
        Optional<LiveObject> live = client.get(client.apis().require(object.type()), object.namespace(), object.name());
        return live.isEmpty() || !live.get().isTerminating()
                ? Optional.empty()
                : Optional.of(new Deletions(client).of(live.get(), 1));
    }

    private static ObjectRef ref(LiveObject object) {
        return object.manifest().ref();
    }

    private static String text(Value map, String key) {
        return Objects.requireNonNullElse(map.textAt(key), "");
    }
}
