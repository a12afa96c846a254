package dev.flotilla.engine.sandbox.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Objects as `kubectl get` prints them (`Accept: application/json;as=Table`), and as bare metadata.
final class Tables {
    private Tables() {}

    static boolean asked(Request request) {
        return request.accepts("Table");
    }

    static boolean asksMetadata(Request request) {
        return request.accepts("PartialObjectMetadata");
    }

    static MapValue metadata(MapValue object) {
        return MapValue.builder().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1")
                .put("metadata", object.mapAt(
                        "metadata"))
                .build();
    }

    static MapValue metadataList(List<MapValue> objects, String revision) {
        return MapValue.builder().put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/v1")
                .put("metadata", MapValue.of(
                        "resourceVersion", Value.text(revision)))
                .put("items", ListValue.of(objects.stream().map(Tables::metadata).toList())).build();
    }

    static MapValue of(ServedKind kind, List<MapValue> objects, String revision, Request request) {
        List<TableColumns.Column> columns = TableColumns.of(kind);
        var definitions = columns.stream()
                .map(column -> MapValue.builder().put("name", column.name()).put("type", column.type()).put("format",
                        column.name().equals("Name") ? "name" : "").put("description", column.name())
                        .put("priority", column.priority()).build())
                .toList();
        var rows = new ArrayList<Value>();
        Instant now = Instant.now();
        for (MapValue object : objects) {
            var cells = columns.stream().map(column -> column.cell().apply(object, now)).toList();
            var row = MapValue.builder().put("cells", ListValue.of(cells));
            switch (request.query("includeObject")) {
                case "None" -> {
                }
                case "Object" -> row.put("object", object);
                default -> row.put("object", metadata(object));
            }
            rows.add(row.build());
        }
        String version = revision.isEmpty() && objects.size() == 1 ? Meta.version(objects.getFirst()) : revision;
        return MapValue.builder().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1")
                .put("metadata", MapValue.of("resourceVersion", Value
                        .text(version)))
                .put("columnDefinitions", ListValue.of(definitions)).put("rows", ListValue.of(rows)).build();
    }

    /// `3d4h`, `5m`, `12s`: how long ago.
    static String age(@Nullable String since, Instant now) {
        if (since == null) return "<unknown>";
        Duration age = Duration.between(Instant.parse(since), now);
        if (age.isNegative()) return "0s";
        if (age.toMinutes() < 2) return age.toSeconds() + "s";
        if (age.toMinutes() < 10) return age.toMinutes() + "m" + (age.toSecondsPart() == 0 ? "" : age.toSecondsPart() + "s");
        if (age.toHours() < 3) return age.toMinutes() + "m";
        if (age.toHours() < 8) return age.toHours() + "h" + (age.toMinutesPart() == 0 ? "" : age.toMinutesPart() + "m");
        return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
