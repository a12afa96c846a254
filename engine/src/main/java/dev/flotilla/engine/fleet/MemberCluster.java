package dev.flotilla.engine.fleet;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// A cluster that receives manifests.
///
/// @param name      unique in the fleet
/// @param location  where it runs
/// @param version   the server's version such as `v1.33.2`, or `null` while unknown
/// @param apis      the types it serves, or `null` while unknown (then every type counts as served)
/// @param complete  whether `apis` is known to be the whole list
/// @param leaving   it is being removed from the fleet
public record MemberCluster(String name, Map<String, String> labels, Locality location, List<Taint> taints, String syncMode,
        Readiness readiness, @Nullable String version, @Nullable Set<ApiResource> apis, boolean complete, Capacity capacity,
        boolean leaving) {

    public MemberCluster {
        if (name.isBlank()) throw new IllegalArgumentException("a member cluster has a name");
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
        if (apis != null) apis = Set.copyOf(apis);
    }

    /// @param provider empty where undeclared
    /// @param region   empty where undeclared
    public record Locality(String provider, String region, List<String> zones) {
        public static final Locality UNKNOWN = new Locality("", "", List.of());

        public Locality {
            zones = List.copyOf(zones);
        }
    }

    /// @param resources  `null` while unknown
    /// @param models     declared node grades; may be empty
    /// @param nodes      how many nodes, or -1 while unknown
    /// @param readyNodes how many of them are ready, or -1 while unknown
    public record Capacity(@Nullable Resources resources, List<ResourceModel> models, int nodes, int readyNodes) {
        public static final Capacity UNKNOWN = new Capacity(null, List.of(), -1, -1);

        public Capacity {
            models = List.copyOf(models);
        }
    }

    /// A member of which nothing but its name is known.
    public static MemberCluster named(String name) {
        return new MemberCluster(name, Map.of(), Locality.UNKNOWN, List.of(), "Push", Readiness.UNKNOWN, null, null, false,
                Capacity.UNKNOWN, false);
    }

    public MemberCluster withLabels(Map<String, String> labels) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }

    public MemberCluster withLocation(Locality location) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }

    public MemberCluster withTaints(List<Taint> taints) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }

    public MemberCluster withSyncMode(String syncMode) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }

    public MemberCluster withReadiness(Readiness readiness) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }

    public MemberCluster withVersion(@Nullable String version) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }

    public MemberCluster withApis(@Nullable Set<ApiResource> apis, boolean complete) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }

    public MemberCluster withCapacity(Capacity capacity) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }

    public MemberCluster withLeaving(boolean leaving) {
        return new MemberCluster(name, labels, location, taints, syncMode, readiness, version, apis, complete, capacity, leaving);
    }
}
