package dev.flotilla.engine.sandbox.api;

import java.util.List;
import java.util.stream.Collectors;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.rules.Defaults;
import dev.flotilla.engine.sandbox.schema.Pruning;
import dev.flotilla.engine.sandbox.schema.SchemaDefaults;
import dev.flotilla.engine.sandbox.schema.TypedDecoding;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What happens to a body before anybody looks at the stored object: is it of this kind, which of its fields are known, what is
/// filled in.
final class Intake {
    private Intake() {}

    /// @throws ApiError 400 when the body is not of this kind and version
    static void checkKind(ServedKind kind, MapValue body) {
        String found = body.textAt("kind");
        String version = body.textAt("apiVersion");
        if (found == null || found.isEmpty()) throw ApiError.badRequest("Object 'Kind' is missing in the body of the request");
        if (version == null || version.isEmpty())
            throw ApiError.badRequest("Object 'apiVersion' is missing in the body of the request");
        if (!version.equals(kind.apiVersion()))
            throw ApiError.badRequest("the API version in the data (" + version
                    + ") does not match the expected API version (" + kind.apiVersion() + ")");
        if (!found.equals(kind.kind()))
            throw ApiError.badRequest(found + " in version \"" + kind.version() + "\" cannot be handled as a "
                    + kind.kind() + ": converting (" + found + ") to (" + kind.kind() + "): unknown conversion");
    }

    /// The body without what its schema does not know; says so in a warning, or refuses it.
    static MapValue known(ServedKind kind, MapValue body, WriteOptions options) {
        var pruned = Pruning.prune(body, kind.schema());
        List<String> unknown = pruned.unknown();
        if (!unknown.isEmpty() && options.validation().equals("Strict")) {
            throw ApiError.badRequest(
                    strictPrefix(kind) + unknown.stream().map(path -> "unknown field \"" + path + "\"").collect(Collectors
                            .joining(", ")));
        }
        if (options.validation().equals("Warn"))
            unknown.forEach(path -> options.warnings().add("unknown field \"" + path + "\""));
        return kind.isCustom()
                ? pruned.object()
                : TypedDecoding.decode(pruned.object(), kind.schema(), kind.kind(), kind.version());
    }

    private static String strictPrefix(ServedKind kind) {
        return kind.isCustom()
                ? "strict decoding error: "
                : kind.kind() + " in version \"" + kind.version() + "\" cannot be handled as a " + kind.kind()
                        + ": strict decoding error: ";
    }

    static MapValue withDefaults(ServedKind kind, MapValue object) {
        return kind.isCustom() ? (MapValue) SchemaDefaults.fill(object, kind.schema()) : Defaults.fill(kind, object);
    }

    /// The body with the namespace of the path.
    ///
    /// @throws ApiError 400 when it names another one
    static MapValue inNamespace(ServedKind kind, MapValue body, String namespace) {
        String named = Meta.namespace(body);
        if (!kind.namespaced()) return named.isEmpty() ? body : Meta.without(body, "namespace");
        if (!named.isEmpty() && !named.equals(namespace))
            throw ApiError.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        return Meta.with(body, "namespace", Value.text(namespace));
    }
}
