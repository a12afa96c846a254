/// What became of the plan on the members, as the members themselves say.
///
/// A [StatusWatch] follows every planned object by watch and hands out a [FleetStatus] whenever something changed: rows of
/// [ObjectStatus], in each of them a [MemberStatus] for every member that the object is planned for. Health comes from the
/// dialect where it has a rule, otherwise from [KindHealth], in kstatus' words. A member that stopped answering keeps its last
/// figures, marked stale; nothing is current by habit. [ObjectDetails] digs deeper into one cell: events, pods, logs.
///
/// Sources: cli-utils `pkg/kstatus`, Kubernetes API conventions (conditions).
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.status;
