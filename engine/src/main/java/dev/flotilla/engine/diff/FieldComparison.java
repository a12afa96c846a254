package dev.flotilla.engine.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.cluster.KeyedPath;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Which fields a server-side apply would change, and whose they are.
///
/// Only what is sent is looked at, and what Flotilla owns and would no longer send: a field that the server or a controller
/// filled in is in neither. Whether a list is one value or a set of items, and by which keys its items are told apart, is read
/// from the object's own managed fields, which the server wrote with its schema at hand; no schema is needed here. Where an
/// object has none, items are told apart by `name`.
///
/// Paths are those of the desired object; those of removed fields are the live object's.
public final class FieldComparison {
    private static final Set<String> AMOUNTS = Set.of("limits", "requests", "capacity", "hard", "default", "defaultRequest",
            "max",
            "min", "sizeLimit", "storage", "averageValue", "divisor", "minAvailable", "cpu", "memory", "maxLimitRequestRatio",
            "overhead");
    private static final int FULL_DEPTH = 64;

    private final List<FieldChange> changes = new ArrayList<>();
    private final List<FieldConflict> conflicts = new ArrayList<>();
    private final boolean secret;

    /// What one manager owns at the place that is being looked at.
    ///
    /// @param fields the FieldsV1 below; empty where the manager owns the place as a whole
    private record Owner(LiveObject.Manager manager, MapValue fields) {
        boolean isOwn() {
            return manager.name().equals(LiveObject.FLOTILLA);
        }

        /// What it owns one step below, or `null` for nothing.
        @Nullable
        Owner below(String key) {
            if (fields.isEmpty()) return this;
            return fields.get(key) instanceof MapValue deeper ? new Owner(manager, deeper) : null;
        }
    }

    private FieldComparison(boolean secret) {
        this.secret = secret;
    }

    /// @param changes   all that differs
    /// @param conflicts those of them that somebody else owns
    public record Result(List<FieldChange> changes, List<FieldConflict> conflicts) {
        public Result {
            changes = List.copyOf(changes);
            conflicts = List.copyOf(conflicts);
        }
    }

    public static Result compare(MapValue desired, LiveObject live) {
        var comparison = new FieldComparison(Secrets.isSecret(desired));
        List<Owner> owners = live.managers().stream().filter(manager -> manager.subresource().isEmpty())
                .map(manager -> new Owner(manager, manager.fields())).toList();
        for (Map.Entry<String, Value> field : desired) {
            switch (field.getKey()) {
                case "apiVersion", "kind", "status" -> {
                    // Not fields that anybody owns.
                }
                case "metadata" ->
                    comparison.metadata(field.getValue(), live.root().mapAt("metadata"), below(owners, "f:metadata"));
                default -> comparison.fields(field.getValue(), live.root().get(field.getKey()), FieldPath.of(field.getKey()),
                        below(owners, "f:" + field.getKey()));
            }
        }
        LiveObject.Manager own = live.ownManager();
        if (own != null) comparison.removed(own.fields(), KeyedPath.ROOT, desired, live.root(), 0);
        return new Result(comparison.changes, comparison.conflicts);
    }

    /// Of the metadata, only labels, annotations, finalizers and owners can be applied.
    private void metadata(Value desired, MapValue live, List<Owner> owners) {
        for (String key : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
            Value wanted = desired.get(key);
            if (wanted != null) fields(wanted, live.get(key), FieldPath.of("metadata", key), below(owners, "f:" + key));
        }
    }

    private void fields(Value desired, @Nullable Value live, FieldPath path, List<Owner> owners) {
        if (desired.equals(live)) return;
        if (desired instanceof MapValue map && live instanceof MapValue other) {
            for (Map.Entry<String, Value> field : map) {
                fields(field.getValue(), other.get(field.getKey()), path.key(field.getKey()),
                        below(owners, "f:" + field.getKey()));
            }
        } else if (desired instanceof ListValue list && live instanceof ListValue other) {
            lists(list, other, path, owners);
        } else if (!sameValue(desired, live, path)) {
            differs(path, live, desired, owners);
        }
    }

    private void lists(ListValue desired, ListValue live, FieldPath path, List<Owner> owners) {
        List<KeyedPath.Part> parts = parts(owners);
        boolean named = parts.isEmpty() && owners.isEmpty() && haveNames(desired) && haveNames(live);
        if (parts.isEmpty() && !named) {
            wholeList(desired, live, path, owners);
            return;
        }
        for (int i = 0; i < desired.size(); i++) {
            Value item = desired.items().get(i);
            FieldPath here = path.index(i);
            if (named) {
                int at = KeyedPath.find(live, new KeyedPath.Item(MapValue.of("name", nameOf(item))));
                fields(item, live.get(at), here, List.of());
                continue;
            }
            KeyedPath.Part part = partOf(item, parts);
            int at = part == null ? -1 : KeyedPath.find(live, part);
            Value there = live.get(at);
            if (there == null) {
                differs(here, null, item, List.of());
            } else {
                fields(item, there, here, owners.stream().<Owner>mapMulti((owner, out) -> {
                    Owner deeper = belowItem(owner, there);
                    if (deeper != null) out.accept(deeper);
                }).toList());
            }
        }
    }

    /// A list that is one value: equal item for item, where maps inside may have been filled with defaults.
    private void wholeList(ListValue desired, ListValue live, FieldPath path, List<Owner> owners) {
        if (desired.size() == live.size()) {
            var inside = new FieldComparison(secret);
            for (int i = 0; i < desired.size(); i++) {
                inside.fields(desired.items().get(i), live.items().get(i), path.index(i), List.of());
            }
            if (inside.changes.isEmpty()) return;
        }
        differs(path, live, desired, owners);
    }

    private static List<KeyedPath.Part> parts(List<Owner> owners) {
        return owners.stream().flatMap(owner -> owner.fields().keys().stream()).map(KeyedPath::part).flatMap(Optional::stream)
                .filter(part -> !(part instanceof KeyedPath.Field)).toList();
    }

    /// How an item would be named, by the keys that the list's known items are named by.
    private static KeyedPath.@Nullable Part partOf(Value item, List<KeyedPath.Part> like) {
        for (KeyedPath.Part part : like) {
            if (part instanceof KeyedPath.Member) return new KeyedPath.Member(item);
            if (part instanceof KeyedPath.Item(MapValue keys)) {
                var own = MapValue.builder();
                for (String key : keys.keys()) {
                    Value value = item.get(key);
                    if (value == null && key.equals("protocol")) value = Value.text("TCP");
                    if (value != null) own.put(key, value);
                }
                return new KeyedPath.Item(own.build());
            }
        }
        return null;
    }

    private static @Nullable Owner belowItem(Owner owner, Value item) {
        if (owner.fields().isEmpty()) return owner;
        for (Map.Entry<String, Value> field : owner.fields()) {
            Optional<KeyedPath.Part> part = KeyedPath.part(field.getKey());
            if (part.isPresent() && KeyedPath.find(ListValue.of(item), part.get()) == 0
                    && field.getValue() instanceof MapValue deeper) {
                return new Owner(owner.manager(), deeper);
            }
        }
        return null;
    }

    private static boolean haveNames(ListValue list) {
        return list.stream().allMatch(item -> item.textAt("name") != null);
    }

    private static Value nameOf(Value item) {
        Value name = item.get("name");
        return name == null ? Value.NULL : name;
    }

    private static List<Owner> below(List<Owner> owners, String key) {
        return owners.stream().<Owner>mapMulti((owner, out) -> {
            Owner deeper = owner.below(key);
            if (deeper != null) out.accept(deeper);
        }).toList();
    }

    private void differs(FieldPath path, @Nullable Value live, Value desired, List<Owner> owners) {
        Value before = shown(path, live);
        Value after = shown(path, desired);
        changes.add(new FieldChange(path, before, after));
        if (live == null) return;
        owners.stream().filter(owner -> !owner.isOwn()).findFirst()
                .ifPresent(owner -> conflicts.add(new FieldConflict(path, owner.manager().name(), before, after)));
    }

    private @Nullable Value shown(FieldPath path, @Nullable Value value) {
        boolean hidden = secret && (path.startsWith(FieldPath.of("data")) || path.startsWith(FieldPath.of("metadata",
                "annotations")));
        return hidden ? Secrets.mask(value) : value;
    }

    /// Fields that Flotilla owns and that are no longer wanted: apply removes them.
    private void removed(MapValue fields, KeyedPath path, Value desired, Value live, int depth) {
        if (depth > FULL_DEPTH) return;
        for (Map.Entry<String, Value> field : fields) {
            Optional<KeyedPath.Part> part = KeyedPath.part(field.getKey());
            if (part.isEmpty()) continue;
            KeyedPath here = path.then(part.get());
            Optional<FieldPath> place = here.in(live);
            if (place.isEmpty()) continue;
            if (here.in(desired).isEmpty()) {
                Value value = live.at(place.get());
                changes.add(new FieldChange(place.get(), shown(place.get(), value), null));
            } else if (field.getValue() instanceof MapValue deeper) {
                removed(deeper, here, desired, live, depth + 1);
            }
        }
    }

    /// Whether a server would say that nothing changed: it leaves empty values out, and writes amounts its own way.
    private static boolean sameValue(Value desired, @Nullable Value live, FieldPath path) {
        if (live == null || live == Value.NULL) return isEmpty(desired);
        if (desired == Value.NULL) return true;
        boolean amount = path.segments().stream().anyMatch(part -> part instanceof FieldPath.Key(String name) && AMOUNTS.contains(
                name));
        if (!amount) return false;
        Quantity wanted = Quantity.parse(text(desired));
        Quantity there = Quantity.parse(text(live));
        return wanted != null && there != null && wanted.amount().compareTo(there.amount()) == 0;
    }

    private static String text(Value value) {
        return value instanceof Value.Text(String text) ? text : value.toString();
    }

    private static boolean isEmpty(Value value) {
        return switch (value) {
            case Value.Null.NULL -> true;
            case Value.Text(String text) -> text.isEmpty();
            case Value.Int(long number) -> number == 0;
            case Value.Dec _ -> false;
            case Value.Bool(boolean yes) -> !yes;
            case MapValue map -> map.isEmpty();
            case ListValue list -> list.isEmpty();
        };
    }
}
