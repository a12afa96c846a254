/// From a federated object to the object of one member: the template, its identity, the overrides, the managed label.
///
/// Overrides are JSON patches, but not quite RFC 6902: KubeFed hands them to evanphx/json-patch 4, which forgives some things,
/// refuses others and crashed on a few. [JsonPatch] answers as that library does. Overrides are read for all clusters together, so
/// that one cluster's mistake stops every cluster.
///
/// Source: kubefed `pkg/controller/util/overrides.go`, `pkg/controller/sync/resource.go`; json-patch `patch.go` v4.11 and v4.12.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.kubefed.override;
