/// ReplicaSchedulingPreference: how many replicas each cluster gets, and how that gets into the federated object.
///
/// [ReplicaPlanner] hands out numbers and writes down how; [Preference] reads the object; [ReplicaState] says what runs where;
/// [Schedule] writes the answer as placement and overrides, which is all that KubeFed's scheduler ever does.
///
/// Source: kubefed `pkg/schedulingtypes`, `pkg/controller/util/planner/planner.go`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.kubefed.replicas;
