package dev.flotilla.engine.sandbox.apply;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The list `metadata.managedFields`, by manager.
final class ManagedFields {
    private static final int MOST_UPDATERS = 10;
    private static final String ANCIENT = "ancient-changes";

    /// @param apiVersion of the fields; an applier is the same whatever version it applies
    record Manager(String name, boolean applies, String subresource) {}

    record Owned(String apiVersion, String time, FieldSet fields) {
        Owned with(FieldSet changed) {
            return new Owned(apiVersion, time, changed);
        }
    }

    private final Map<Manager, Owned> owners = new LinkedHashMap<>();

    static ManagedFields of(MapValue object) {
        var managed = new ManagedFields();
        for (MapValue entry : object.listAt("metadata", "managedFields").maps()) {
            String subresource = entry.textAt("subresource");
            var manager = new Manager(text(entry, "manager"), "Apply".equals(entry.textAt("operation")), subresource == null
                    ? ""
                    : subresource);
            var fields = FieldSet.ofFieldsV1(entry.mapAt("fieldsV1"));
            Owned before = managed.owners.get(manager);
            if (before != null) fields = fields.union(before.fields);
            managed.owners.put(manager, new Owned(text(entry, "apiVersion"), text(entry, "time"), fields));
        }
        return managed;
    }

    private static String text(MapValue entry, String key) {
        String text = entry.textAt(key);
        return text == null ? "" : text;
    }

    Map<Manager, Owned> owners() {
        return owners;
    }

    /// The object with this list: appliers first, then by time and name.
    MapValue writeTo(MapValue object) {
        owners.values().removeIf(owned -> owned.fields.isEmpty());
        capUpdaters();
        MapValue metadata = object.mapAt("metadata");
        if (owners.isEmpty()) return object.with("metadata", metadata.without("managedFields"));
        var entries = owners.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Manager, Owned> e) -> !e.getKey().applies())
                        .thenComparing(e -> e.getValue().time).thenComparing(e -> e.getKey().name))
                .map(ManagedFields::entry).toList();
        return object.with("metadata", metadata.with("managedFields", ListValue.of(entries)));
    }

    private static MapValue entry(Map.Entry<Manager, Owned> owner) {
        Manager manager = owner.getKey();
        var entry = MapValue.builder().put("manager", manager.name).put("operation", manager.applies ? "Apply" : "Update").put(
                "apiVersion",
                owner.getValue().apiVersion);
        if (!owner.getValue().time.isEmpty()) entry.put("time", owner.getValue().time);
        entry.put("fieldsType", "FieldsV1").put("fieldsV1", owner.getValue().fields.toFieldsV1());
        if (!manager.subresource.isEmpty()) entry.put("subresource", Value.text(manager.subresource));
        return entry.build();
    }

    /// The oldest of too many updaters become one (managedfields/internal/capmanagers.go).
    private void capUpdaters() {
        while (owners.keySet().stream().filter(m -> !m.applies && !m.name.equals(ANCIENT)).count() > MOST_UPDATERS) {
            var oldest = owners.entrySet().stream().filter(e -> !e.getKey().applies && !e.getKey().name.equals(ANCIENT))
                    .min(Comparator
                            .comparing(e -> e.getValue().time))
                    .orElseThrow();
            owners.remove(oldest.getKey());
            var bucket = new Manager(ANCIENT, false, "");
            Owned before = owners.get(bucket);
            owners.put(bucket,
                    before == null ? oldest.getValue() : oldest.getValue().with(before.fields.union(oldest.getValue().fields)));
        }
    }
}
