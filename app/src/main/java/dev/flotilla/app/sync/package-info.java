/// Review, push, verify. First what a push would do to each member, object by object and field by field; then, once approved, a
/// lane for each member; at the end whether the members became what was planned.
///
/// [dev.flotilla.app.sync.Lane] and [dev.flotilla.app.sync.LogLine] are values that the engine's events are folded into;
/// [dev.flotilla.app.sync.Review] is what a push would do and what was decided about it; [dev.flotilla.app.sync.SyncViewModel] says
/// how far review, push and verification are.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.sync;
