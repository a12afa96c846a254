/// Karmada's scheduler as a function: a binding and the member clusters in, targets with replicas out.
///
/// [Scheduler] runs a pass the way the original does: [Filters] sort out the clusters that cannot take the object,
/// [ClusterSelection] chooses among the others by spread constraints, [ReplicaAssignment] divides the replicas, with
/// [Estimator] telling how many more a cluster can hold. Ordered affinity groups repeat the pass for each group. Nothing here
/// knows documents or lines; [Placement] is read from them once.
///
/// Source: karmada: pkg/scheduler, commit f8fdd02d (between 1.18 and 1.19), and older releases where said.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.schedule;
