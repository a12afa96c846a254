package dev.flotilla.engine.sandbox.http;

import dev.flotilla.engine.sandbox.kind.ServedKind;

/// What a path names.
///
/// @param namespace   empty for all namespaces, or a cluster-scoped kind
/// @param name        empty for the whole collection
/// @param subresource empty for the object itself
record Target(ServedKind kind, String namespace, String name, String subresource) {}
