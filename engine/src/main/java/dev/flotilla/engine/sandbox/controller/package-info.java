/// The controllers, scheduler and nodes of a sandbox: what makes applied objects come to life.
///
/// One thread per cluster. The [WorkQueue] holds what is to be looked at and when; a change in the store puts its object and its
/// owners there, nothing polls. A [Reconciler] looks at one object, compares what is with what should be, and takes the next
/// step; its writes are changes that put more into the queue. Times are those of a small, fast cluster, multiplied by a scale.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox.controller;
