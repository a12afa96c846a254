package dev.flotilla.engine.fleet;

import java.util.Map;

/// Amounts by resource name (`cpu`, `memory`, `pods`, …), written as Kubernetes quantities (`500m`, `32Gi`).
///
/// @param allocatable what the nodes offer
/// @param allocated   what running pods have requested
/// @param allocating  what pods that wait for a node have requested
public record Resources(Map<String, String> allocatable, Map<String, String> allocated, Map<String, String> allocating) {
    public static final Resources NONE = new Resources(Map.of(), Map.of(), Map.of());

    public Resources {
        allocatable = Map.copyOf(allocatable);
        allocated = Map.copyOf(allocated);
        allocating = Map.copyOf(allocating);
    }

    /// Whether schedulers count a resource of this name: the four that every node has, huge pages, volumes and devices.
    ///
    /// Source: kubernetes: pkg/apis/core/v1/helper, IsScalarResourceName.
    public static boolean isCounted(String name) {
        return switch (name) {
            case "cpu", "memory", "ephemeral-storage", "pods" -> true;
            default -> name.startsWith("hugepages-") || name.startsWith("attachable-volumes-")
                    || name.contains("/") && !name.startsWith("requests.");
        };
    }
}
