/// A folder of YAML under version control, and the `flotilla.yaml` at its root.
///
/// A [Workspace] is a value: opening reads files, everything after that gives a new workspace that shares all unchanged files
/// with the old one, so that a document that nobody touched stays the same instance from plan to plan.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.workspace;
