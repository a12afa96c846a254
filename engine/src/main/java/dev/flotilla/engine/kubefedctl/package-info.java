/// kubefedctl's work on a live host: enable and disable types, federate what runs there, let members keep what is deleted.
///
/// [HostTypes] reads which types the host serves and by which names people call them; [KubeFedHost] does the work. What is to be
/// written is made by `dialect.kubefed.federate`, which knows no cluster, so that the same manifests come out of files.
///
/// Source: kubefed `pkg/kubefedctl`.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.kubefedctl;
