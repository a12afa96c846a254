package dev.flotilla.engine.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;

/// The types that a cluster serves.
public final class ApiCatalog {
    private final Set<ApiResource> resources;
    private final Map<TypeRef, ApiResource> byType = new HashMap<>();
    private final boolean complete;

    /// @param complete `false` where a group could not be asked, as with a broken aggregated API
    public ApiCatalog(Collection<ApiResource> resources, boolean complete) {
        this.resources = Set.copyOf(resources);
        this.complete = complete;
        for (ApiResource resource : this.resources) {
            byType.put(new TypeRef(resource.apiVersion(), resource.kind()), resource);
        }
    }

    public Optional<ApiResource> find(TypeRef type) {
        return Optional.ofNullable(byType.get(type));
    }

    /// @throws ClusterException with [ClusterFailure.UnknownType] where the type is not served
    public ApiResource require(TypeRef type) throws ClusterException {
        ApiResource resource = byType.get(type);
        if (resource == null) throw new ClusterException(new ClusterFailure.UnknownType(type));
        return resource;
    }

    public Set<ApiResource> resources() {
        return resources;
    }

    public boolean isComplete() {
        return complete;
    }
}
