package dev.flotilla.engine.cluster;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// An object as a cluster holds it.
public record LiveObject(Manifest manifest) {
    /// The field manager under which Flotilla applies.
    public static final String FLOTILLA = "flotilla";

    public static LiveObject of(MapValue root) {
        return new LiveObject(new Manifest(root));
    }

    /// Who set which fields, and when (KEP-555).
    ///
    /// @param operation   `Apply` or `Update`
    /// @param subresource such as `status`; empty for the object itself
    /// @param fields      FieldsV1: keys `f:name`, `k:{…}`, `v:…`, `i:n`
    public record Manager(String name, String operation, String subresource, @Nullable Instant at, MapValue fields) {}

    public ObjectKey key() {
        return manifest.key();
    }

    public MapValue root() {
        return manifest.root();
    }

    public String uid() {
        return text(root().textAt("metadata", "uid"));
    }

    public String resourceVersion() {
        return text(root().textAt("metadata", "resourceVersion"));
    }

    /// 0 for types that do not count generations.
    public long generation() {
        Long generation = root().intAt("metadata", "generation");
        return generation == null ? 0 : generation;
    }

    /// Whether deletion was asked for and something still holds it up.
    public boolean isTerminating() {
        return root().textAt("metadata", "deletionTimestamp") != null;
    }

    public List<String> finalizers() {
        return root().listAt("metadata", "finalizers").texts();
    }

    public List<Manager> managers() {
        return root().listAt("metadata", "managedFields").maps().stream().map(LiveObject::manager).toList();
    }

    /// Flotilla's own entry from server-side apply, or `null` where it never applied this object.
    public @Nullable Manager ownManager() {
        for (Value entry : root().listAt("metadata", "managedFields")) {
            if (FLOTILLA.equals(entry.textAt("manager")) && "Apply".equals(entry.textAt("operation"))
                    && entry.textAt("subresource") == null) {
                return manager(entry);
            }
        }
        return null;
    }

    /// The same object without the record of its fields' managers, which is often the larger half.
    public LiveObject withoutManagers() {
        MapValue metadata = root().mapAt("metadata");
        return metadata.has("managedFields") ? of(root().with("metadata", metadata.without("managedFields"))) : this;
    }

    private static Manager manager(Value entry) {
        return new Manager(text(entry.textAt("manager")), text(entry.textAt("operation")), text(entry.textAt("subresource")),
                instant(entry.textAt("time")), entry.mapAt("fieldsV1"));
    }

    /// An RFC 3339 time, or `null`.
    public static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
