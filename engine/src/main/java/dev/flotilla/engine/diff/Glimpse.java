package dev.flotilla.engine.diff;

import java.util.HexFormat;
import java.util.List;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.OnDeletion;
import dev.flotilla.engine.value.Digest;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A live object as far as its metadata tells: all that is kept of an object that does not have to be looked at as a whole.
///
/// @param generation 0 for types that do not count generations
/// @param metadata   hash of labels, annotations, finalizers and owners; empty where no generation is counted, as it decides
///                   nothing there
/// @param onDeletion what becomes of it when no plan names it any more
/// @param applied    whether Flotilla applied it. The set's label alone does not tell: whoever copies an object copies its labels, and
///                   so does Kubernetes from a Service to its Endpoints
public record Glimpse(ObjectRef ref, String uid, String resourceVersion, long generation, String metadata, boolean terminating,
        List<String> finalizers, OnDeletion onDeletion, boolean applied) {
    private static final int BYTES = 12;
    private static final List<String> COMPARED = List.of("labels", "annotations", "finalizers", "ownerReferences");

    public Glimpse {
        finalizers = List.copyOf(finalizers);
    }

    /// @param live may be bare metadata
    static Glimpse of(LiveObject live) {
        long generation = live.generation();
        return new Glimpse(live.manifest().ref(), live.uid(), live.resourceVersion(), generation, generation > 0
                ? hash(live.root().mapAt("metadata"))
                : "", live.isTerminating(), live.finalizers(), ApplySet.onDeletion(live), live.ownManager() != null);
    }

    public ObjectKey key() {
        return ref.key();
    }

    private static String hash(MapValue metadata) {
        var part = MapValue.builder();
        for (String key : COMPARED) {
            Value value = metadata.get(key);
            if (value != null) part.put(key, value);
        }
        return HexFormat.of().formatHex(Digest.of(part.build()), 0, BYTES);
    }
}
