/// Where a sandbox keeps its objects: immutable trees under one lock, a revision that counts every write, a history for watches.
///
/// [ObjectStore] is what etcd is to a real server; selectors ([LabelSelector], [FieldSelector]) choose among its objects, and
/// [Pages] keeps the snapshots that paged lists walk through.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.store;
