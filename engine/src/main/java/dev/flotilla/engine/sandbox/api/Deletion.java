package dev.flotilla.engine.sandbox.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Deletes objects: at once, or by marking them until their finalizers are gone and their grace has passed.
///
/// Source: kubernetes `staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go` (Delete, deletionFinalizersForGarbageCollection).
public final class Deletion {
    public static final String FOREGROUND = "foregroundDeletion";
    public static final String ORPHAN = "orphan";

    /// Source: kubernetes `plugin/pkg/admission/.../namespace/lifecycle/admission.go`.
    private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

    private final Backend backend;

    public Deletion(Backend backend) {
        this.backend = backend;
    }

    /// @param object the last or the marked state
    /// @param gone   whether it is no longer stored
    public record Deleted(MapValue object, boolean gone) {}

    public Deleted delete(ServedKind kind, String namespace, String name, DeleteOptions options) {
        return backend.store().locked(() -> {
            MapValue object = backend.require(kind, namespace, name);
            if (kind.is("", "Namespace") && IMMORTAL.contains(name)) {
                throw ApiError.forbidden("namespaces", name, "this namespace may not be deleted", List.of());
            }
            checkPreconditions(kind, object, options);
            MapValue marked = withPropagation(kind, object, options);
            if (kind.is("", "Namespace"))
                marked = Meta.into(marked, "status", status -> status.with("phase", Value.text("Terminating")));
            long grace = grace(kind, object, options);
            boolean waits = !Meta.finalizers(marked).isEmpty() || !object.listAt("spec", "finalizers").isEmpty() || grace > 0;
            if (!waits) {
                if (!options.dryRun()) backend.store().remove(backend.id(kind, namespace, name));
                return new Deleted(object, true);
            }
            marked = mark(object, marked, grace);
            if (marked.equals(object)) return new Deleted(object, false);
            return new Deleted(options.dryRun() ? marked : backend.put(kind, marked), false);
        });
    }

    private MapValue mark(MapValue object, MapValue marked, long grace) {
        Long known = object.intAt("metadata", "deletionGracePeriodSeconds");
        if (Meta.isBeingDeleted(object) && (known == null || known <= grace)) return marked;
        MapValue metadata = marked.mapAt("metadata")
                .with("deletionTimestamp", Value.text(backend.instant().plus(Duration.ofSeconds(grace))
                        .toString()))
                .with("deletionGracePeriodSeconds", Value.number(grace));
        if (Meta.generation(object) > 0) metadata = metadata.with("generation", Value.number(Meta.generation(object) + 1));
        return marked.with("metadata", metadata);
    }

    /// A pod that runs on a node is given time; nothing else is.
    private static long grace(ServedKind kind, MapValue object, DeleteOptions options) {
        String node = object.textAt("spec", "nodeName");
        String phase = String.valueOf(object.textAt("status", "phase"));
        if (!kind.is("", "Pod") || node == null || node.isEmpty() || phase.equals("Succeeded") || phase.equals("Failed"))
            return 0;
        Long wanted = options.grace();
        Long own = object.intAt("spec", "terminationGracePeriodSeconds");
        return wanted != null ? wanted : own == null ? 30 : own;
    }

    private static void checkPreconditions(ServedKind kind, MapValue object, DeleteOptions options) {
        String name = Meta.name(object);
        if (options.uid() != null && !options.uid().equals(Meta.uid(object)))
            throw ApiError.conflict(kind.kind(), name,
                    "the UID in the precondition (" + options.uid() + ") does not match the UID in record (" + Meta.uid(object)
                            + "). The object might have been deleted and then recreated");
        if (options.version() != null && !options.version().equals(Meta.version(object)))
            throw ApiError.conflict(kind.kind(), name,
                    "the ResourceVersion in the precondition (" + options.version()
                            + ") does not match the ResourceVersion in record (" + Meta
                                    .version(object)
                            + "). The object might have been modified");
    }

    private static MapValue withPropagation(ServedKind kind, MapValue object, DeleteOptions options) {
        String policy = options.propagation();
        List<String> before = Meta.finalizers(object);
        if (policy == null) {
            if (before.contains(FOREGROUND) || before.contains(ORPHAN)) return object;
            // For compatibility with their first versions these two leave their pods alone.
            policy = kind.is("batch", "Job") || kind.is("", "ReplicationController") ? "Orphan" : "Background";
        }
        var finalizers = new ArrayList<>(before);
        finalizers.remove(FOREGROUND);
        finalizers.remove(ORPHAN);
        switch (policy) {
            case "Foreground" -> finalizers.add(FOREGROUND);
            case "Orphan" -> finalizers.add(ORPHAN);
            case "Background" -> {
            }
            default ->
                throw ApiError.invalid("DeleteOptions.meta.k8s.io", "", List.of(dev.flotilla.engine.sandbox.errors.FieldError
                        .unsupported("propagationPolicy", Value.text(policy), "Foreground", "Background", "Orphan", "nil")));
        }
        return finalizers.equals(before) ? object : Meta.withFinalizers(object, finalizers);
    }
}
