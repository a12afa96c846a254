/// What every member cluster will get, and why, in words that both dialects share.
///
/// A [Dialect] reads its own policies and decides; what it decided is an [ObjectPlan] for each template: a [MemberDecision]
/// for every member with the path through the dialect's steps, a [Division] of the replicas that says how sure it is, and a
/// [ClusterPlan] with the rendered manifest for each chosen member. Nothing here touches a network, a clock or a random source.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.plan;
