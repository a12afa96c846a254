/// The adapter: Kubernetes' API over HTTP, on the JDK's own client, with TLS material read by the fabric8 client library.
///
/// Requests and answers are built and read as plain JSON trees: no model classes are loaded, so the first request costs
/// milliseconds, and custom types are no special case. Real servers are spoken to over HTTP/2, one connection for all requests.
/// [KubeClusterClient] is the client; [Transport] sends and turns what went wrong into a
/// [dev.flotilla.engine.cluster.ClusterFailure]; [TlsDiagnosis] looks again at a server whose certificate was refused, to say why.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.cluster.kube;
