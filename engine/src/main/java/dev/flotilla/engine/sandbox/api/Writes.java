package dev.flotilla.engine.sandbox.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.flotilla.engine.sandbox.apply.Updater;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.patch.JsonPatch;
import dev.flotilla.engine.sandbox.patch.MergePatch;
import dev.flotilla.engine.sandbox.patch.StrategicPatch;
import dev.flotilla.engine.sandbox.rules.Immutable;
import dev.flotilla.engine.sandbox.rules.Validation;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Creates and changes objects.
public final class Writes {
    /// Kinds whose metadata.generation counts changes of the spec.
    private static final Set<String> COUNTED = Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob",
            "Ingress",
            "NetworkPolicy", "PodDisruptionBudget", "CustomResourceDefinition", "IngressClass", "ReplicationController",
            "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "PriorityClass", "EndpointSlice");
    /// Kinds that a cluster acts upon and a simulated one does not.
    private static final Set<String> IDLE = Set.of("ResourceQuota", "LimitRange", "HorizontalPodAutoscaler", "CronJob", "Ingress",
            "NetworkPolicy", "PodDisruptionBudget", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");
    private static final Set<String> KEPT = Set.of("name", "namespace", "uid", "creationTimestamp", "deletionTimestamp",
            "deletionGracePeriodSeconds", "generation", "selfLink", "generateName");

    /// What a patch's media type says.
    public enum PatchType {
        JSON, MERGE, STRATEGIC
    }

    private final Backend backend;
    private final Allocation allocation;

    public Writes(Backend backend) {
        this.backend = backend;
        this.allocation = new Allocation(backend);
    }

    /// @throws ApiError as a server refuses a creation
    public MapValue create(ServedKind kind, String namespace, MapValue body, WriteOptions options) {
        Intake.checkKind(kind, body);
        return backend.store()
                .locked(() -> created(kind, Intake.inNamespace(kind, Intake.known(kind, body, options), namespace), options,
                        false));
    }

    private MapValue created(ServedKind kind, MapValue body, WriteOptions options, boolean applied) {
        if (!Meta.version(body).isEmpty())
            throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
        checkNamespace(kind, body);
        MapValue object = body;
        String prefix = object.textAt("metadata", "generateName");
        if (Meta.name(object).isEmpty() && prefix != null)
            object = Meta.with(object, "name", Value.text(prefix + backend.suffix()));
        if (kind.hasStatus()) object = object.without("status");
        MapValue metadata = object.mapAt("metadata").without("deletionTimestamp").without("deletionGracePeriodSeconds")
                .without("selfLink")
                .with("uid", Value.text(backend.uid())).with("creationTimestamp", Value.text(backend.now()));
        metadata = isCounted(kind) ? metadata.with("generation", Value.number(1)) : metadata.without("generation");
        object = Intake.withDefaults(kind, object.with("metadata", metadata));
        check(kind, object, Validation.check(kind, object));
        String name = Meta.name(object);
        if (backend.find(kind, Meta.namespace(object), name) != null) throw ApiError.alreadyExists(kind.resource(), name);
        if (IDLE.contains(kind.kind()) && !kind.isCustom()) {
            options.warnings()
                    .add("this is a Flotilla sandbox: it keeps objects of kind " + kind.kind() + " and does nothing with them");
        }
        if (!applied) object = updater(kind, "").update(EmptyObjects.of(kind), object, options.manager());
        object = allocation.created(kind, object);
        return options.dryRun() ? object : backend.put(kind, object);
    }

    private void checkNamespace(ServedKind kind, MapValue object) {
        if (!kind.namespaced()) return;
        String namespace = Meta.namespace(object);
        MapValue owner = backend.find(backend.kind("", "Namespace"), "", namespace);
        if (owner == null) throw ApiError.notFound("namespaces", namespace);
        if (Meta.isBeingDeleted(owner)) throw ApiError.namespaceTerminating(kind.resource(), Meta.name(object), namespace);
    }

    private static boolean isCounted(ServedKind kind) {
        return kind.isCustom() || COUNTED.contains(kind.kind());
    }

    private static void check(ServedKind kind, MapValue object, List<FieldError> errors) {
        if (!errors.isEmpty()) throw ApiError.invalid(kind.qualifiedKind(), Meta.name(object), errors);
    }

    private Updater updater(ServedKind kind, String subresource) {
        return new Updater(kind.schema(), kind.apiVersion(), subresource, backend.now());
    }

    /// @param subresource `status` or empty
    public MapValue update(ServedKind kind, String namespace, String name, String subresource, MapValue body,
            WriteOptions options) {
        Intake.checkKind(kind, body);
        return backend.store().locked(() -> {
            MapValue before = backend.require(kind, namespace, name);
            MapValue after = Intake.inNamespace(kind, Intake.known(kind, body, options), namespace);
            if (kind.isCustom() && Meta.version(after).isEmpty())
                throw ApiError.invalid(kind.qualifiedKind(), name, List.of(FieldError
                        .invalid("metadata.resourceVersion", Value.number(0), "must be specified for an update")));
            return replaced(kind, before, after, subresource, options, false);
        });
    }

    public MapValue patch(ServedKind kind, String namespace, String name, String subresource, PatchType type, Value patch,
            WriteOptions options) {
        return backend.store().locked(() -> {
            MapValue before = backend.require(kind, namespace, name);
            Value after = switch (type) {
                case JSON -> JsonPatch.apply(before, patch);
                case MERGE -> MergePatch.apply(before, patch);
                case STRATEGIC -> {
                    if (kind.isCustom())
                        throw ApiError.unsupportedMediaType(
                                "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
                    if (!(patch instanceof MapValue map)) throw ApiError.badRequest("a strategic merge patch is an object");
                    yield StrategicPatch.apply(before, map, kind.schema());
                }
            };
            if (!(after instanceof MapValue object)) throw ApiError.badRequest("the patched object is no object");
            Intake.checkKind(kind, object);
            return replaced(kind, before, Intake.known(kind, object, options), subresource, options, false);
        });
    }

    /// An answer to an apply.
    ///
    /// @param created whether the object is new
    public record Applied(MapValue object, boolean created) {}

    /// Server-side apply.
    ///
    /// @throws ApiError 409 with a cause for each field that another manager owns
    public Applied apply(ServedKind kind, String namespace, String name, String subresource, MapValue body,
            WriteOptions options) {
        Intake.checkKind(kind, body);
        if (!body.listAt("metadata", "managedFields").isEmpty()) throw ApiError.badRequest("metadata.managedFields must be nil");
        String named = Meta.name(body);
        if (!named.isEmpty() && !named.equals(name)) throw mismatch(named, name);
        return backend.store().locked(() -> {
            MapValue config = Meta.with(Intake.inNamespace(kind, Intake.known(kind, body, options), namespace), "name",
                    Value.text(name));
            boolean status = subresource.equals("status");
            if (kind.hasStatus() && !status) config = config.without("status");
            if (status) config = only(config, "status");
            MapValue before = backend.find(kind, namespace, name);
            if (before == null && !subresource.isEmpty()) throw ApiError.notFound(kind.resource(), name);
            if (before == null && !Meta.uid(config).isEmpty())
                throw ApiError.conflict(kind.resource(), name,
                        "uid mismatch: the provided object specified uid " + Meta.uid(config)
                                + ", and no existing object was found");
            MapValue merged = updater(kind, subresource).apply(before, config, options.manager(), options.force());
            if (before == null) return new Applied(created(kind, merged, options, true), true);
            return new Applied(replaced(kind, before, merged, subresource, options, true), false);
        });
    }

    private static MapValue only(MapValue config, String field) {
        Value value = config.get(field);
        var metadata = MapValue.builder();
        for (String key : List.of("name", "namespace", "resourceVersion", "uid")) {
            Value known = config.at("metadata", key);
            if (known != null) metadata.put(key, known);
        }
        var left = MapValue.builder().put("apiVersion", String.valueOf(config.textAt("apiVersion")))
                .put("kind", String.valueOf(config
                        .textAt("kind")))
                .put("metadata", metadata.build());
        if (value != null) left.put(field, value);
        return left.build();
    }

    private static ApiError mismatch(String inObject, String inPath) {
        return ApiError
                .badRequest("the name of the object (" + inObject + ") does not match the name on the URL (" + inPath + ")");
    }

    /// Puts `after` in the place of `before`.
    MapValue replaced(ServedKind kind, MapValue before, MapValue after, String subresource, WriteOptions options,
            boolean applied) {
        String name = Meta.name(before);
        if (!Meta.name(after).equals(name)) throw mismatch(Meta.name(after), name);
        String uid = Meta.uid(after);
        if (!uid.isEmpty() && !uid.equals(Meta.uid(before)))
            throw ApiError.conflict(kind.resource(), name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + Meta.uid(before));
        if (!Meta.version(after).isEmpty() && !Meta.version(after).equals(Meta.version(before)))
            throw ApiError.modified(kind.resource(),
                    name);
        MapValue object = identified(before, after);
        object = ofSubresource(kind, before, object, subresource);
        object = allocation.kept(kind, before, Intake.withDefaults(kind, object));
        var errors = new ArrayList<>(Validation.check(kind, object));
        errors.addAll(Immutable.check(kind, before, object));
        errors.addAll(addedFinalizers(before, object));
        check(kind, object, errors);
        if (isCounted(kind) && !content(before, kind).equals(content(object, kind))) {
            object = Meta.with(object, "generation", Value.number(Meta.generation(before) + 1));
        }
        if (!applied) object = updater(kind, subresource).update(before, object, options.manager());
        if (timeless(object).equals(timeless(before))) return before;
        if (options.dryRun()) return object;
        MapValue stored = backend.put(kind, object);
        if (Meta.isBeingDeleted(stored) && Meta.finalizers(stored).isEmpty() && stored.listAt("spec", "finalizers").isEmpty()
                && !kind.is("",
                        "Pod")) {
            backend.store().remove(backend.id(kind, Meta.namespace(stored), name));
        }
        return stored;
    }

    /// What a client cannot change, whatever it sends.
    private static MapValue identified(MapValue before, MapValue after) {
        MapValue metadata = after.mapAt("metadata");
        for (String key : KEPT) {
            Value value = before.at("metadata", key);
            metadata = value == null ? metadata.without(key) : metadata.with(key, value);
        }
        metadata = metadata.with("resourceVersion", Value.text(Meta.version(before)));
        for (String map : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
            Value value = metadata.get(map);
            boolean empty = value instanceof MapValue m && m.isEmpty() || value instanceof ListValue l && l.isEmpty()
                    || value == Value.NULL;
            if (empty) metadata = metadata.without(map);
        }
        return after.with("metadata", metadata);
    }

    private static MapValue ofSubresource(ServedKind kind, MapValue before, MapValue after, String subresource) {
        if (subresource.equals("status")) {
            Value status = after.get("status");
            Value managed = after.at("metadata", "managedFields");
            MapValue object = status == null ? before.without("status") : before.with("status", status);
            return managed == null ? object : Meta.with(object, "managedFields", managed);
        }
        if (!kind.hasStatus()) return after;
        Value status = before.get("status");
        return status == null ? after.without("status") : after.with("status", status);
    }

    private static List<FieldError> addedFinalizers(MapValue before, MapValue after) {
        if (!Meta.isBeingDeleted(before)) return List.of();
        var added = new ArrayList<>(Meta.finalizers(after));
        added.removeAll(Meta.finalizers(before));
        return added.isEmpty()
                ? List.of()
                : List.of(FieldError.forbidden("metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                                + String.join(", ", added
                                        .stream().map(one -> "\"" + one + "\"").toList())
                                + "}"));
    }

    /// What a generation counts: for a custom kind all but metadata and status, else the spec.
    private static MapValue content(MapValue object, ServedKind kind) {
        if (kind.isCustom() || !object.has("spec"))
            return kind.hasStatus()
                    ? object.without("metadata").without("status")
                    : object.without(
                            "metadata");
        return object.mapAt("spec");
    }

    /// The object without the times in its managedFields: a write that changes no more is none.
    private static MapValue timeless(MapValue object) {
        @Nullable Value managed = object.at("metadata", "managedFields");
        if (!(managed instanceof ListValue list)) return object;
        var entries = list.maps().stream().map(entry -> entry.without("time")).toList();
        return Meta.with(object, "managedFields", ListValue.of(entries));
    }

    /// Sets the wanted count that a scale subresource speaks of.
    public MapValue scale(ServedKind kind, String namespace, String name, long replicas, WriteOptions options) {
        ServedKind.Scale scale = Objects.requireNonNull(kind.scale());
        if (replicas < 0)
            throw ApiError.invalid("Scale.autoscaling", name, List.of(FieldError.invalid("spec.replicas", Value.number(
                    replicas), "must be greater than or equal to 0")));
        return backend.store().locked(() -> {
            MapValue before = backend.require(kind, namespace, name);
            var path = FieldPath.of(scale.replicas().substring(1).split("\\."));
            var after = (MapValue) before.set(path, Value.number(replicas));
            return replaced(kind, before, after, "scale", options, false);
        });
    }
}
