/// Simulated clusters: try a fleet without having one.
///
/// A [SandboxCluster] is a small HTTP server on loopback over an in-memory store, with simulated controllers and nodes. The rest of
/// Flotilla reaches it only as it reaches any cluster: by address, certificate and token, as its kubeconfig has them. Where a
/// sandbox and a real API server answer differently, the sandbox is wrong; one behaviour suite runs on both.
///
/// Packages: `store` keeps objects, `kind` knows what is served, `schema` knows their fields, `patch` and `apply` change them,
/// `rules` fills in and checks, `api` puts these together, `http` speaks to clients, `controller` brings objects to life.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.sandbox;
