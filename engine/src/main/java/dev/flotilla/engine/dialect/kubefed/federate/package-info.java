/// kubefedctl's work as functions from manifests to manifests: [Federation] makes federated objects of plain ones, [Enabling] makes
/// the FederatedTypeConfig and the CRD that a type needs, [Orphaning] marks federated objects whose copies shall outlive them.
///
/// Nothing here talks to a cluster: whoever does hands over what it read.
///
/// Source: kubefed `pkg/kubefedctl/federate`, `pkg/kubefedctl/enable`, `pkg/kubefedctl/orphaning`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.kubefed.federate;
