package dev.flotilla.engine.documents;

import java.util.Map;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// An object's desired state, or its state in a cluster; a view on a tree that adds nothing to it.
///
/// @param root the whole object
public record Manifest(MapValue root) {
    public String apiVersion() {
        return text(root.textAt("apiVersion"));
    }

    public String kind() {
        return text(root.textAt("kind"));
    }

    public TypeRef type() {
        return new TypeRef(apiVersion(), kind());
    }

    /// The name; empty where there is none.
    public String name() {
        return text(root.textAt("metadata", "name"));
    }

    /// The namespace, or `null` where the manifest names none.
    public @Nullable String namespace() {
        String namespace = root.textAt("metadata", "namespace");
        return namespace == null || namespace.isEmpty() ? null : namespace;
    }

    public ObjectRef ref() {
        return new ObjectRef(apiVersion(), kind(), namespace(), name());
    }

    /// @throws IllegalArgumentException when the object has no name
    public ObjectKey key() {
        return ref().key();
    }

    public Map<String, String> labels() {
        return root.mapAt("metadata", "labels").texts();
    }

    public Map<String, String> annotations() {
        return root.mapAt("metadata", "annotations").texts();
    }

    /// What stands at these keys, or `null`.
    public @Nullable Value at(String... keys) {
        return root.at(keys);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /// A Secret, or one in a federated form, without its content: texts end in logs.
    @Override
    public String toString() {
        return kind().endsWith("Secret") ? ref() + " {…}" : root.toString();
    }
}
