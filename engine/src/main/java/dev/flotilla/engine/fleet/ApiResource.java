package dev.flotilla.engine.fleet;

/// A type that a cluster serves.
///
/// @param apiVersion `v1` or `group/version`
/// @param plural     the endpoint's name, such as `deployments`; empty where unknown
public record ApiResource(String apiVersion, String kind, String plural, boolean namespaced) {}
