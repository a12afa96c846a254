/// Pushes a plan to the members, and remembers.
///
/// A [dev.flotilla.engine.diff.FleetDiff] becomes a [SyncPlan]: for each member [Wave]s of steps that may run together. The user
/// settles conflicts in it ([SyncPlan#decide]). A [SyncRun] executes it: one virtual thread a member, so that a dead one never
/// delays another; requests in flight bounded by an [AdaptiveLimit]; what fails for a passing reason is tried again with
/// backoff ([Attempts]). Everything that happens is a [SyncEvent]; what became of an object is a [StepOutcome]; a member's figures are its
/// [MemberSummary].
///
/// The [Journal] holds each wave's intent before it is acted upon, so that a run that was killed can be told and finished. Past
/// runs are [RunRecord]s; what was pushed where is the [Ledger].
///
/// Sources: KEP-3659 (ApplySet), Helm's install order, TCP's additive increase and multiplicative decrease.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sync;
