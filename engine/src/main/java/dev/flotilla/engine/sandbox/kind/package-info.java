/// The kinds that a sandbox serves: the built-in ones and those of its CustomResourceDefinitions.
///
/// A [ServedKind] is one kind in one version, with its names, its schema and what can be done with it; the [Catalog] finds it by
/// the path of a request.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.kind;
