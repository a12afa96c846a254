package dev.flotilla.engine.sandbox.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// All objects of one sandbox. Every method may be called from any thread; [#locked] makes several calls one step.
///
/// Listeners are called while the lock is held, in the order of the writes: they put the change into a queue and return.
public final class ObjectStore {
    private static final int REMEMBERED = 4000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, TreeMap<String, MapValue>> objects = new HashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private long revision = 1;
    private long forgotten;

    /// What ends a subscription.
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    public void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    public long revision() {
        return locked(() -> revision);
    }

    public @Nullable MapValue get(ObjectId id) {
        lock.lock();
        try {
            var kept = objects.get(id.storage());
            return kept == null ? null : kept.get(id.key());
        } finally {
            lock.unlock();
        }
    }

    /// @param namespace empty for all namespaces
    public List<MapValue> list(String storage, String namespace) {
        return locked(() -> {
            var kept = objects.get(storage);
            if (kept == null) return List.of();
            if (namespace.isEmpty()) return List.copyOf(kept.values());
            return List.copyOf(kept.subMap(namespace + "/", namespace + "0").values()); // '0' follows '/'
        });
    }

    /// Writes an object, new or changed, and gives it the next resourceVersion.
    ///
    /// @return the object as stored
    public MapValue put(ObjectId id, MapValue object) {
        return locked(() -> {
            var kept = objects.computeIfAbsent(id.storage(), _ -> new TreeMap<>());
            MapValue previous = kept.get(id.key());
            MapValue stored = withRevision(object, ++revision).sharing(alike(kept, id, previous));
            kept.put(id.key(), stored);
            publish(new Change(revision, previous == null ? Change.Type.ADDED : Change.Type.MODIFIED, id, stored, previous));
            return stored;
        });
    }

    /// What has most of an object already: its version before, else its neighbour by name, such as a pod of the same workload. Thousands
    /// of versions and objects would otherwise fill the memory with what is the same in all of them.
    private static MapValue alike(TreeMap<String, MapValue> kept, ObjectId id, @Nullable MapValue previous) {
        if (previous != null) return previous;
        var neighbour = kept.lowerEntry(id.key());
        if (neighbour == null) neighbour = kept.higherEntry(id.key());
        return neighbour == null ? MapValue.EMPTY : neighbour.getValue();
    }

    public void remove(ObjectId id) {
        locked(() -> {
            var kept = objects.get(id.storage());
            MapValue previous = kept == null ? null : kept.remove(id.key());
            if (previous != null) {
                publish(new Change(++revision, Change.Type.DELETED, id, withRevision(previous, revision), previous));
            }
        });
    }

    private static MapValue withRevision(MapValue object, long revision) {
        return object.with("metadata", object.mapAt("metadata").with("resourceVersion", Value.text(Long.toString(revision))));
    }

    private void publish(Change change) {
        history.addLast(change);
        if (history.size() > REMEMBERED) forgotten = history.removeFirst().revision();
        for (var listener : listeners) {
            listener.accept(change);
        }
    }

    /// Calls `listener` for every later write.
    public Subscription listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Calls `listener` for every write after `since`, first those that have been, then those to come.
    ///
    /// @return `null` when the history does not reach back that far
    public @Nullable Subscription watch(long since, Consumer<Change> listener) {
        lock.lock();
        try {
            if (since < forgotten) return null;
            for (Change change : new ArrayList<>(history)) {
                if (change.revision() > since) listener.accept(change);
            }
            return listen(listener);
        } finally {
            lock.unlock();
        }
    }

    /// Everything as it is now.
    public Contents contents() {
        return locked(() -> {
            var all = new TreeMap<ObjectId, MapValue>(ObjectId.ORDER);
            objects.forEach(
                    (storage, kept) -> kept.values().forEach(object -> all.put(new ObjectId(storage, Meta.namespace(object),
                            Meta.name(object)), object)));
            return new Contents(revision, all);
        });
    }

    /// Fills an empty store with what another one held. Objects keep their resourceVersions, listeners hear of each as of a new one,
    /// and watches from before are answered with 410 Gone.
    public void restore(Contents contents) {
        locked(() -> {
            if (!objects.isEmpty()) throw new IllegalStateException("the store is in use");
            revision = Math.max(revision, contents.revision());
            contents.objects().forEach((id, object) -> {
                objects.computeIfAbsent(id.storage(), _ -> new TreeMap<>()).put(id.key(), object);
                publish(new Change(revision, Change.Type.ADDED, id, object, null));
            });
            compact();
        });
    }

    /// What a store holds.
    ///
    /// @param revision of the newest write
    public record Contents(long revision, SequencedMap<ObjectId, MapValue> objects) {
        public Contents {
            objects = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(objects));
        }
    }

    /// Forgets what has been, as a compaction does: watches from before now end with 410 Gone.
    public void compact() {
        locked(() -> {
            history.clear();
            forgotten = revision;
        });
    }
}
