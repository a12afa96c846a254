package dev.flotilla.engine.sandbox.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import dev.flotilla.engine.sandbox.api.Backend;
import dev.flotilla.engine.sandbox.api.DeleteOptions;
import dev.flotilla.engine.sandbox.api.Deletion;
import dev.flotilla.engine.sandbox.api.WriteOptions;
import dev.flotilla.engine.sandbox.api.Writes;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.LabelSelector;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a controller sees of its cluster, and how it changes it: through the same writes as any client, under its own name.
final class World {
    private static final String MANAGER = "kube-controller-manager";

    private final Backend backend;
    private final Writes writes;
    private final Deletion deletion;
    private final SimulatedTime time = new SimulatedTime();
    private final WorkQueue queue = new WorkQueue(time);
    private volatile double scale = 1;

    World(Backend backend) {
        this.backend = backend;
        this.writes = new Writes(backend);
        this.deletion = new Deletion(backend);
    }

    WorkQueue queue() {
        return queue;
    }

    SimulatedTime time() {
        return time;
    }

    void setScale(double factor) {
        scale = factor;
    }

    Backend backend() {
        return backend;
    }

    Instant now() {
        return backend.instant();
    }

    ServedKind kind(String group, String name) {
        return backend.kind(group, name);
    }

    @Nullable
    MapValue find(String group, String kind, String namespace, String name) {
        return backend.find(kind(group, kind), namespace, name);
    }

    List<MapValue> list(String group, String kind, String namespace) {
        return backend.store().list(kind(group, kind).storage(), namespace);
    }

    /// The objects that `owner` controls, oldest first.
    List<MapValue> owned(String group, String kind, MapValue owner) {
        var owned = new ArrayList<MapValue>();
        for (MapValue object : list(group, kind, Meta.namespace(owner))) {
            if (Meta.isControlledBy(object, owner)) owned.add(object);
        }
        return owned;
    }

    List<MapValue> pods(String namespace, LabelSelector selector) {
        return list("", "Pod", namespace).stream().filter(selector::acceptsObject).toList();
    }

    /// Looks again after a while.
    ///
    /// @param millis at a time scale of 1
    void later(String controller, MapValue object, long millis) {
        later(controller, Meta.namespace(object) + "/" + Meta.name(object), millis);
    }

    void later(String controller, String key, long millis) {
        queue.add(new WorkQueue.Task(controller, key), nanos(millis));
    }

    long nanos(long millis) {
        return (long) (Duration.ofMillis(millis).toNanos() * scale);
    }

    /// Makes an object; `null` when that is refused, or when it exists.
    @Nullable
    MapValue create(String group, String kind, String namespace, MapValue body) {
        ServedKind served = kind(group, kind);
        MapValue typed = MapValue.builder().put("apiVersion", served.apiVersion()).put("kind", kind).build();
        for (var entry : body) {
            typed = typed.with(entry.getKey(), entry.getValue());
        }
        try {
            return writes.create(served, namespace, typed, WriteOptions.of(MANAGER));
        } catch (ApiError e) {
            return null; // a namespace that is going away, a name that is taken: the next look decides anew
        }
    }

    void status(MapValue object, UnaryOperator<MapValue> change) {
        status(object, MANAGER, change);
    }

    /// Writes a changed status; nothing happens when it is as it was, or the object has gone.
    void status(MapValue object, String manager, UnaryOperator<MapValue> change) {
        write(object, "status", manager, current -> current.with("status", change.apply(current.mapAt("status"))));
    }

    void change(MapValue object, UnaryOperator<MapValue> change) {
        write(object, "", MANAGER, change);
    }

    void change(MapValue object, String manager, UnaryOperator<MapValue> change) {
        write(object, "", manager, change);
    }

    private void write(MapValue object, String subresource, String manager, UnaryOperator<MapValue> change) {
        ServedKind kind = kindOf(object);
        backend.store().locked(() -> {
            MapValue current = backend.find(kind, Meta.namespace(object), Meta.name(object));
            if (current == null || !Meta.uid(current).equals(Meta.uid(object))) return;
            try {
                writes.update(kind, Meta.namespace(object), Meta.name(object), subresource, change.apply(current),
                        WriteOptions.of(manager));
            } catch (ApiError e) {
                // A status that is refused would be a mistake here; a changed object is looked at again by its own change.
                if (e.code() != 404 && e.code() != 409) throw e;
            }
        });
    }

    ServedKind kindOf(MapValue object) {
        String apiVersion = Objects.requireNonNull(object.textAt("apiVersion"));
        int slash = apiVersion.indexOf('/');
        return kind(slash < 0 ? "" : apiVersion.substring(0, slash), Objects.requireNonNull(object.textAt("kind")));
    }

    void delete(MapValue object) {
        delete(object, DeleteOptions.BACKGROUND);
    }

    void delete(MapValue object, DeleteOptions options) {
        try {
            deletion.delete(kindOf(object), Meta.namespace(object), Meta.name(object), options);
        } catch (ApiError e) {
            if (e.code() != 404) throw e;
        }
    }

    /// An owner reference to `owner`.
    static MapValue ownedBy(MapValue owner) {
        return MapValue.builder().put("apiVersion", String.valueOf(owner.textAt("apiVersion")))
                .put("kind", String.valueOf(owner.textAt(
                        "kind")))
                .put("name", Meta.name(owner)).put("uid", Meta.uid(owner)).put("controller", Value.TRUE).put("blockOwnerDeletion",
                        Value.TRUE)
                .build();
    }

    /// The conditions with this one set; its transition time moves only when its status does.
    MapValue withCondition(MapValue status, String type, boolean holds, String reason, String message) {
        ListValue conditions = status.listAt("conditions");
        String value = holds ? "True" : "False";
        String now = now().toString();
        var condition = MapValue.builder().put("type", type).put("status", value).put("reason", reason).put("message", message)
                .put(
                        "lastTransitionTime", now);
        for (int i = 0; i < conditions.size(); i++) {
            if (!(conditions.get(i) instanceof MapValue old) || !type.equals(old.textAt("type"))) continue;
            boolean same = value.equals(old.textAt("status"));
            if (same && reason.equals(old.textAt("reason")) && message.equals(old.textAt("message"))) return status;
            MapValue changed = old.with("status", Value.text(value)).with("reason", Value.text(reason)).with("message",
                    Value.text(message));
            if (old.has("lastUpdateTime")) changed = changed.with("lastUpdateTime", Value.text(now));
            if (!same) changed = changed.with("lastTransitionTime", Value.text(now));
            return status.with("conditions", conditions.with(i, changed));
        }
        return status.with("conditions", conditions.appended(condition.build()));
    }

    static @Nullable MapValue condition(MapValue object, String type) {
        for (MapValue condition : object.listAt("status", "conditions").maps()) {
            if (type.equals(condition.textAt("type"))) return condition;
        }
        return null;
    }

    static boolean isTrue(MapValue object, String type) {
        MapValue condition = condition(object, type);
        return condition != null && "True".equals(condition.textAt("status"));
    }

    /// Records an event about an object; one that was recorded before is counted up.
    void event(MapValue about, String type, String reason, String message, String component) {
        String namespace = Meta.namespace(about).isEmpty() ? "default" : Meta.namespace(about);
        ServedKind kind = kind("", "Event");
        backend.store().locked(() -> {
            for (MapValue known : backend.store().list(kind.storage(), namespace)) {
                boolean same = Meta.uid(about).equals(known.textAt("involvedObject", "uid"))
                        && reason.equals(known.textAt("reason"))
                        && message.equals(known.textAt("message"));
                if (same) {
                    Long count = known.intAt("count");
                    backend.put(kind,
                            known.with("count", Value.number(count == null ? 2 : count + 1)).with("lastTimestamp", Value.text(
                                    backend.now())));
                    return;
                }
            }
            MapValue ref = MapValue.builder().put("apiVersion", String.valueOf(about.textAt("apiVersion")))
                    .put("kind", String.valueOf(about
                            .textAt("kind")))
                    .put("name", Meta.name(about)).put("uid", Meta.uid(about)).put("resourceVersion", Meta.version(about))
                    .build();
            if (!Meta.namespace(about).isEmpty()) ref = ref.with("namespace", Value.text(Meta.namespace(about)));
            var metadata = MapValue.builder().put("name", Meta.name(about) + "." + Long.toHexString(backend.random().nextLong()))
                    .build();
            var event = MapValue.builder().put("metadata", metadata).put("involvedObject", ref).put("type", type)
                    .put("reason", reason).put(
                            "message", message)
                    .put("count", 1).put("firstTimestamp", backend.now()).put("lastTimestamp", backend.now()).put("source",
                            MapValue.of("component", Value.text(component)))
                    .put("reportingComponent", component).build();
            create("", "Event", namespace, event);
        });
    }

    /// An int, a whole number or a share of `total`, as `maxSurge` and its like are written.
    static long share(@Nullable Value value, long total, boolean roundUp) {
        return switch (value) {
            case Value.Int(long n) -> n;
            case Value.Text(String text) when text.endsWith("%") -> {
                double exact = Double.parseDouble(text.substring(0, text.length() - 1)) * total / 100;
                yield (long) (roundUp ? Math.ceil(exact) : Math.floor(exact));
            }
            case Value.Text _,Value.Dec _,Value.Bool _,Value.Null _,MapValue _,ListValue _ -> 0;
            case null -> 0;
        };
    }

    static long number(MapValue object, long absent, String... path) {
        Long number = object.intAt(path);
        return number == null ? absent : number;
    }
}
