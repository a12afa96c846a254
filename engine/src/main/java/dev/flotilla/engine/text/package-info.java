/// From a file's text to trees that remember where each node stood.
///
/// A [YamlReader] splits a file at its document markers, so that one broken document does not hide its neighbours, composes
/// each part with SnakeYAML Engine and resolves scalars as kubectl's parser does (`on` is true, `0755` is 493). Whatever is
/// wrong becomes a diagnostic with its place; whatever is sound goes on.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.text;
