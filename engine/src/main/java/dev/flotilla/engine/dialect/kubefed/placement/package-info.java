/// Which clusters a federated object selects by its own words: the list of names, or the label selector.
///
/// The list wins by being present, even empty; the selector is then not looked at. An absent selector selects nothing, an empty one
/// everything. A selector that Kubernetes would refuse is a [Placement.Broken].
///
/// Source: kubefed `pkg/controller/util/placement.go`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.kubefed.placement;
