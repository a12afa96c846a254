/// What can be asked of a sandbox, without HTTP: create, read, list, update, patch, apply, delete.
///
/// A write goes through the same stations as in a real server: [Intake] (does it speak of the right kind, which fields are known,
/// defaults), [Writes] (versions, subresources, generation, validation, managed fields, storage), [Deletion] (finalizers, grace,
/// propagation). Every write is one step under the store's lock, so that conflicts are those the client made.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.api;
