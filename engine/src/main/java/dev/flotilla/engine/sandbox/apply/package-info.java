/// Server-side apply: who owns which field, and what an applied configuration changes.
///
/// [FieldSet] is a set of paths and reads and writes `fieldsV1`; [TypedTree] takes objects apart by their schema (fields of a
/// configuration, differences, merge, removal); [ManagedFields] is the list in an object's metadata; [Updater] puts them together
/// for an update and for an apply, with conflicts.
///
/// Source: KEP-555 and `sigs.k8s.io/structured-merge-diff/v4` (`merge/update.go`, `typed/`, `fieldpath/`), whose order of steps this
/// follows; kubernetes `staging/src/k8s.io/apimachinery/pkg/util/managedfields` for the texts.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.apply;
