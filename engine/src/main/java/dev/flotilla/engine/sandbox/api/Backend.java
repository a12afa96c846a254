package dev.flotilla.engine.sandbox.api;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.kind.Catalog;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.sandbox.store.ObjectId;
import dev.flotilla.engine.sandbox.store.ObjectStore;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What all parts of one sandbox share.
///
/// @param random names and addresses come from it; used under the store's lock only
public record Backend(ObjectStore store, Catalog catalog, Clock clock, RandomGenerator random) {
    private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";

    /// Now, to the second, as objects carry it.
    public String now() {
        return instant().toString();
    }

    public Instant instant() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    public String uid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 2L << 62).toString();
    }

    /// Five letters as generated names end in.
    public String suffix() {
        var out = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            out.append(SUFFIX.charAt(random.nextInt(SUFFIX.length())));
        }
        return out.toString();
    }

    public ObjectId id(ServedKind kind, String namespace, String name) {
        return new ObjectId(kind.storage(), kind.namespaced() ? namespace : "", name);
    }

    /// The object in the version of `kind`, or `null`.
    public @Nullable MapValue find(ServedKind kind, String namespace, String name) {
        MapValue stored = store.get(id(kind, namespace, name));
        return stored == null ? null : Conversions.to(kind, stored);
    }

    /// @throws ApiError 404
    public MapValue require(ServedKind kind, String namespace, String name) {
        MapValue found = find(kind, namespace, name);
        if (found == null) throw ApiError.notFound(kind.resource(), name);
        return found;
    }

    /// Stores an object in its storage version.
    ///
    /// @return as stored, in the version of `kind`
    public MapValue put(ServedKind kind, MapValue object) {
        ServedKind stored = storageKind(kind);
        MapValue put = store.put(id(kind, Meta.namespace(object), Meta.name(object)), Conversions.to(stored, object));
        return Meta.with(object, "resourceVersion", Value.text(Meta.version(put)));
    }

    private ServedKind storageKind(ServedKind kind) {
        ServedKind first = catalog.ofStorage(kind.storage());
        return first == null ? kind : first;
    }

    /// The built-in kind of that name.
    public ServedKind kind(String group, String name) {
        ServedKind kind = catalog.ofKind(group, name);
        if (kind == null) throw new IllegalStateException("no kind " + name);
        return kind;
    }
}
