/// Kubernetes' data model as immutable trees.
///
/// A [Value] is what JSON can say, with integers told apart from decimals as the API machinery does. Every change returns
/// a new tree that shares all untouched parts with the old one, so that a manifest for a hundred members costs little
/// more than one. [FieldPath] names a place in a tree, [JsonPointer] is its RFC 6901 form, [Json] reads and writes text,
/// [GoJson] writes it to the letter as Go does.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.value;
