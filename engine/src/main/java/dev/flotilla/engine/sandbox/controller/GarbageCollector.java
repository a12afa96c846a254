package dev.flotilla.engine.sandbox.controller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.sandbox.api.Deletion;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Change;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.sandbox.store.ObjectId;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Deletes what has lost its owners, and carries out foreground and orphaning deletions.
///
/// Source: kubernetes `pkg/controller/garbagecollector/garbagecollector.go`.
final class GarbageCollector {
    private final World world;
    private final Set<String> alive = new HashSet<>();
    private final Map<String, Set<ObjectId>> dependents = new HashMap<>();
    private final Map<String, ObjectId> owners = new HashMap<>();

    GarbageCollector(World world) {
        this.world = world;
    }

    /// Called under the store's lock for every change.
    void observe(Change change) {
        MapValue object = change.object();
        String uid = Meta.uid(object);
        MapValue before = change.previous();
        if (before != null)
            Meta.owners(before).forEach(owner -> dependents.getOrDefault(owner.textAt("uid"), new HashSet<>()).remove(change
                    .id()));
        if (change.type() == Change.Type.DELETED) {
            alive.remove(uid);
            owners.remove(uid);
            look(uid);
            // An owner that waits for this one may go now.
            Meta.owners(object).forEach(owner -> look(String.valueOf(owner.textAt("uid"))));
            return;
        }
        alive.add(uid);
        owners.put(uid, change.id());
        for (MapValue owner : Meta.owners(object)) {
            String ownerUid = String.valueOf(owner.textAt("uid"));
            dependents.computeIfAbsent(ownerUid, _ -> new LinkedHashSet<>()).add(change.id());
            if (!alive.contains(ownerUid)) look(ownerUid);
        }
        List<String> finalizers = Meta.finalizers(object);
        if (Meta.isBeingDeleted(object) && (finalizers.contains(Deletion.FOREGROUND) || finalizers.contains(Deletion.ORPHAN)))
            look(uid);
    }

    private void look(String uid) {
        world.later("garbage", "/" + uid, 20);
    }

    /// @param uid of an owner that has gone, or is going
    void reconcile(String namespace, String uid) {
        world.backend().store().locked(() -> {
            @Nullable MapValue owner = alive.contains(uid) ? object(owners.get(uid)) : null;
            if (owner == null) {
                ofDependents(uid).forEach(this::collect);
                if (dependents.getOrDefault(uid, Set.of()).isEmpty()) dependents.remove(uid);
            } else if (Meta.isBeingDeleted(owner)) {
                finish(owner, uid);
            }
        });
    }

    private List<MapValue> ofDependents(String uid) {
        var objects = new ArrayList<MapValue>();
        for (ObjectId id : List.copyOf(dependents.getOrDefault(uid, Set.of()))) {
            MapValue object = object(id);
            if (object != null) objects.add(object);
        }
        return objects;
    }

    private @Nullable MapValue object(@Nullable ObjectId id) {
        return id == null ? null : world.backend().store().get(id);
    }

    /// Deletes a dependent none of whose owners is left, else takes the dead ones off it.
    private void collect(MapValue dependent) {
        var left = Meta.owners(dependent).stream().filter(owner -> alive.contains(String.valueOf(owner.textAt("uid")))).toList();
        if (left.isEmpty()) {
            world.delete(dependent);
        } else {
            withOwners(dependent, left);
        }
    }

    private void withOwners(MapValue dependent, List<MapValue> left) {
        world.change(dependent,
                current -> left.isEmpty()
                        ? Meta.without(current, "ownerReferences")
                        : Meta.with(current, "ownerReferences",
                                ListValue.of(left)));
    }

    private void finish(MapValue owner, String uid) {
        List<String> finalizers = Meta.finalizers(owner);
        if (finalizers.contains(Deletion.ORPHAN)) {
            for (MapValue dependent : ofDependents(uid)) {
                withOwners(dependent, Meta.owners(dependent).stream().filter(one -> !uid.equals(one.textAt("uid"))).toList());
            }
            withoutFinalizer(owner, Deletion.ORPHAN);
        } else if (finalizers.contains(Deletion.FOREGROUND)) {
            boolean blocked = false;
            for (MapValue dependent : ofDependents(uid)) {
                blocked |= Meta.owners(dependent).stream().anyMatch(one -> uid.equals(one.textAt("uid")) && one.isTrueAt(
                        "blockOwnerDeletion"));
                if (!Meta.isBeingDeleted(dependent))
                    world.delete(dependent, new dev.flotilla.engine.sandbox.api.DeleteOptions("Foreground",
                            null, null, null, false));
            }
            if (!blocked) withoutFinalizer(owner, Deletion.FOREGROUND);
        }
    }

    private void withoutFinalizer(MapValue object, String finalizer) {
        ServedKind kind = world.kindOf(object);
        world.change(object,
                current -> Meta.withFinalizers(current, Meta.finalizers(current).stream().filter(one -> !one.equals(finalizer))
                        .toList()).with("kind", Value.text(kind.kind())));
    }
}
