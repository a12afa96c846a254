/// How the engine reaches a cluster, whichever it is: real, kind or simulated.
///
/// [ClusterClient] is the port. Its calls block (a virtual thread costs nothing), end early when the calling thread is
/// interrupted, and throw [ClusterException] with a [ClusterFailure] that names the fact: refused, expired certificate, 403,
/// a field that another manager owns. Objects come back as [LiveObject]s. [ObjectStream] keeps a list of objects current by
/// LIST and WATCH, through broken connections and expired resource versions. `cluster.kube` holds the adapter that speaks HTTP,
/// `cluster.kubeconfig` reads the files that say where clusters are; a [Connection] is what one hands to the other.
///
/// Sources: Kubernetes API concepts (efficient detection of changes, server-side apply), KEP-555, KEP-956 (bookmarks).
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.cluster;
