package dev.flotilla.engine.sandbox.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.flotilla.engine.sandbox.apply.ManagedFields.Manager;
import dev.flotilla.engine.sandbox.apply.ManagedFields.Owned;
import dev.flotilla.engine.sandbox.apply.TypedTree.Difference;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Keeps `managedFields` true: for an update by taking over what was changed, for an apply by merging, pruning and conflicts.
///
/// @param schema      of the object
/// @param apiVersion  in which the request speaks
/// @param subresource `status`, `scale` or empty
/// @param time        now, RFC 3339
public record Updater(Schema schema, String apiVersion, String subresource, String time) {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final Set<String> UNMANAGED = Set.of("name", "namespace", "creationTimestamp", "selfLink", "uid",
            "clusterName",
            "generation", "managedFields", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "generateName");

    /// What stands in every object or is set by the server: nobody manages it.
    private MapValue managed(MapValue object) {
        MapValue metadata = object.mapAt("metadata");
        for (String key : UNMANAGED) {
            metadata = metadata.without(key);
        }
        MapValue rest = object.without("apiVersion").without("kind");
        return metadata.isEmpty() ? rest.without("metadata") : rest.with("metadata", metadata);
    }

    /// @param live    before; for a creation the fields that even an empty object of the kind has
    /// @param updated after, with the managedFields of `live` or with a list of its own
    /// @return `updated` with its managedFields
    public MapValue update(MapValue live, MapValue updated, String manager) {
        ManagedFields fields = ManagedFields.of(requested(live, updated));
        var self = new Manager(manager, false, subresource);
        Difference difference = TypedTree.compare(managed(live), managed(updated), schema);
        FieldSet taken = difference.modified().union(difference.added());
        fields.owners()
                .replaceAll((owner, owned) -> owner.equals(self)
                        ? owned.with(owned.fields().difference(difference.removed()))
                        : owned.with(owned.fields().difference(taken).difference(difference.removed())));
        if (!taken.isEmpty()) {
            Owned before = fields.owners().get(self);
            FieldSet all = before == null ? taken : before.fields().union(taken);
            fields.owners().put(self, new Owned(apiVersion, time, all));
        }
        return fields.writeTo(updated);
    }

    /// A client may set the list itself, or reset it by a list with one empty entry; else it stays.
    private static MapValue requested(MapValue live, MapValue updated) {
        Value wanted = updated.at("metadata", "managedFields");
        if (!(wanted instanceof ListValue list) || list.isEmpty()) return live;
        if (list.size() == 1 && list.maps().stream().allMatch(MapValue::isEmpty)) return MapValue.EMPTY;
        return updated;
    }

    /// @param live   before, or `null` for a creation
    /// @param config what is applied, without managedFields
    /// @return the merged object with its managedFields
    /// @throws ApiError 409 when others own what would change, unless `force`
    public MapValue apply(@Nullable MapValue live, MapValue config, String manager, boolean force) {
        MapValue before = live == null ? MapValue.EMPTY : live;
        ManagedFields fields = ManagedFields.of(before);
        if (live != null && fields.owners().isEmpty()) {
            // Whoever made it did not say so: its fields belong to somebody else.
            FieldSet all = TypedTree.compare(MapValue.EMPTY, managed(before), schema).added();
            fields.owners().put(new Manager("before-first-apply", false, ""), new Owned(apiVersion, time, all));
        }
        var self = new Manager(manager, true, subresource);
        MapValue wanted = managed(config);
        FieldSet set = TypedTree.fields(wanted, schema);
        Value merged = TypedTree.merge(managed(before), wanted, schema);
        Owned last = fields.owners().get(self);
        fields.owners().put(self, new Owned(apiVersion, time, set));
        if (last != null) merged = pruned(merged, last.fields(), fields);

        Difference difference = TypedTree.compare(managed(before), merged, schema);
        Map<Manager, FieldSet> conflicts = conflicts(fields, self, difference);
        if (manager.equals("kubectl") && !conflicts.isEmpty()) withoutLastApplied(conflicts, before);
        if (!force && !conflicts.isEmpty()) throw refusal(conflicts, fields);
        conflicts(fields, self, difference)
                .forEach((owner, lost) -> fields.owners().computeIfPresent(owner, (_, owned) -> owned.with(owned
                        .fields().difference(lost))));
        fields.owners().replaceAll((owner, owned) -> owner.equals(self)
                ? owned
                : owned.with(owned.fields().difference(difference
                        .removed())));
        if (difference.isNone() && last != null && last.fields().equals(set)) {
            fields.owners().put(self, new Owned(apiVersion, last.time(), set));
        }
        return fields.writeTo(restored(before, config, (MapValue) merged));
    }

    /// Removes what the last configuration had, this one has not, and nobody else owns.
    private Value pruned(Value merged, FieldSet last, ManagedFields fields) {
        FieldSet owned = new FieldSet();
        for (Owned owner : fields.owners().values()) {
            owned = owned.union(owner.fields());
        }
        FieldSet gone = TypedTree.withNamedParents(last, schema).difference(TypedTree.withNamedParents(owned, schema));
        Value left = TypedTree.remove(merged, gone, schema);
        return left == null ? MapValue.EMPTY : left;
    }

    private static Map<Manager, FieldSet> conflicts(ManagedFields fields, Manager self, Difference difference) {
        FieldSet changed = difference.modified().union(difference.added());
        var conflicts = new LinkedHashMap<Manager, FieldSet>();
        fields.owners().forEach((owner, owned) -> {
            FieldSet lost = owned.fields().intersection(changed);
            if (!owner.equals(self) && !lost.isEmpty()) conflicts.put(owner, lost);
        });
        return conflicts;
    }

    /// kubectl may take over what it wrote itself by client-side apply (managedfields/internal/lastappliedmanager.go).
    private void withoutLastApplied(Map<Manager, FieldSet> conflicts, MapValue live) {
        String text = live.textAt("metadata", "annotations", LAST_APPLIED);
        if (text == null || !(Json.read(text) instanceof MapValue last)) return;
        MapValue wrote = managed(last);
        FieldSet changed = TypedTree.compare(wrote, managed(live), schema).modified();
        FieldSet own = TypedTree.fields(wrote, schema).difference(changed);
        conflicts.replaceAll((_, lost) -> lost.difference(own));
        conflicts.values().removeIf(FieldSet::isEmpty);
    }

    /// The merged fields with the identity that nobody manages.
    private static MapValue restored(MapValue live, MapValue config, MapValue merged) {
        MapValue metadata = merged.mapAt("metadata");
        MapValue known = live.isEmpty() ? config.mapAt("metadata") : live.mapAt("metadata");
        for (String key : UNMANAGED) {
            Value value = known.get(key);
            if (value != null) metadata = metadata.with(key, value);
        }
        Value asserted = config.at("metadata", "resourceVersion");
        if (asserted != null) metadata = metadata.with("resourceVersion", asserted);
        var object = MapValue.builder();
        object.put("apiVersion", text(config, "apiVersion")).put("kind", text(config, "kind")).put("metadata", metadata);
        merged.forEach((key, value) -> {
            if (!key.equals("metadata")) object.put(key, value);
        });
        return object.build();
    }

    private static String text(MapValue object, String key) {
        String text = object.textAt(key);
        return text == null ? "" : text;
    }

    private static ApiError refusal(Map<Manager, FieldSet> conflicts, ManagedFields fields) {
        var byManager = new TreeMap<String, List<String>>();
        conflicts.forEach(
                (manager, lost) -> byManager.computeIfAbsent(printed(manager, fields), _ -> new ArrayList<>()).addAll(lost
                        .paths()));
        var causes = new ArrayList<MapValue>();
        byManager.forEach(
                (manager, paths) -> paths.forEach(path -> causes.add(ApiError.cause("FieldManagerConflict", "conflict with "
                        + manager, path))));
        var details = MapValue.of("causes", ListValue.of(causes));
        return new ApiError(409, "Conflict", message(byManager, causes.size()), details);
    }

    private static String message(Map<String, List<String>> byManager, int count) {
        if (count == 1) {
            var only = byManager.entrySet().iterator().next();
            return "Apply failed with 1 conflict: conflict with " + only.getKey() + ": " + only.getValue().getFirst();
        }
        var lines = new ArrayList<String>();
        byManager.forEach((manager, paths) -> {
            lines.add("conflicts with " + manager + ":");
            paths.forEach(path -> lines.add("- " + path));
        });
        return "Apply failed with " + count + " conflicts: " + String.join("\n", lines);
    }

    private static String printed(Manager manager, ManagedFields fields) {
        if (manager.applies()) return "\"" + manager.name() + "\"";
        Owned owned = fields.owners().get(manager);
        String version = owned == null ? "" : " using " + owned.apiVersion();
        String at = owned == null || owned.time().isEmpty() ? "" : " at " + owned.time();
        String below = manager.subresource().isEmpty() ? "" : " with subresource \"" + manager.subresource() + "\"";
        return "\"" + manager.name() + "\"" + below + version + at;
    }
}
