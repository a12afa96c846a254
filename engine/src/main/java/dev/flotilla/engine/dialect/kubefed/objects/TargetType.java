package dev.flotilla.engine.dialect.kubefed.objects;

/// The plain type that members get.
///
/// @param group  empty for the core group
/// @param plural the endpoint's name; empty where nobody said
public record TargetType(String group, String version, String kind, String plural, boolean namespaced) {

    /// What KubeFed writes into an object whose template names no apiVersion. For the core group that is `/v1`, which API servers
    /// take for `v1`.
    ///
    /// Source: kubefed `pkg/controller/sync/resource.go` ObjectForCluster.
    public String writtenApiVersion() {
        return group + "/" + version;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// The name that a FederatedTypeConfig for this type must have.
    public String configName() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /// Kubernetes' own namespaces, which are named by the namespace they stand in.
    public boolean isNamespace() {
        return kind.equals("Namespace") && group.isEmpty();
    }
}
