/// From a scheduled template to what each member cluster gets.
///
/// [Works] renders: a member's share of the replicas goes into the template, override policies change it, Karmada's own labels
/// and annotations are added, and what only an API server writes is taken out. What a plan holds for a hundred members shares
/// everything that does not differ between them. [Names] are those of the objects that a control plane stores on the way,
/// [WorkBinding] is what its binding says, [Evictions] what becomes of the tasks in it that ask for a graceful eviction.
///
/// Source: karmada: pkg/controllers/binding/common.go, pkg/controllers/ctrlutil/work.go, pkg/util/names/names.go, commit f8fdd02d.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.work;
