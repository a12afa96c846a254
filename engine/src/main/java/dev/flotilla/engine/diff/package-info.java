/// Desired against live: what a push would do to each object on each member.
///
/// [ClusterComparison] reads a member with few requests (a labelled LIST for each type, then a LIST or GET for what that did not
/// show) and answers a [ClusterDiff] of [Change]s; all members together are a [FleetDiff]. Only fields that Flotilla sends or owns
/// count, so what a server filled in by default is no difference: [FieldComparison] has the rules. Values of Secrets come out
/// masked ([Secrets]). [ApplySet] says which objects are Flotilla's own.
///
/// Sources: KEP-555 (server-side apply), KEP-3659 (ApplySet), structured-merge-diff.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.diff;
