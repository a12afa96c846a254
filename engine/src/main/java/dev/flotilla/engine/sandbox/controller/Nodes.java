package dev.flotilla.engine.sandbox.controller;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.sandbox.controller.Controllers.Capacity;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The simulated nodes: how many there are, what they offer, which are down.
final class Nodes {
    private static final String KUBELET = "kubelet";
    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

    private final World world;
    private final Capacity capacity;
    private final Set<String> down = ConcurrentHashMap.newKeySet();

    Nodes(World world, Capacity capacity) {
        this.world = world;
        this.capacity = capacity;
    }

    void create() {
        for (int i = 1; i <= capacity.nodes(); i++) {
            String name = "node-" + i;
            var labels = MapValue.builder().put("kubernetes.io/hostname", name).put("kubernetes.io/os", "linux")
                    .put("kubernetes.io/arch",
                            "amd64")
                    .put("beta.kubernetes.io/os", "linux").put("topology.kubernetes.io/region", "sandbox").put(
                            "topology.kubernetes.io/zone", "sandbox-" + (char) ('a' + (i - 1) % 3))
                    .build();
            var node = world.create("", "Node", "",
                    MapValue.builder().put("metadata", MapValue.builder().put("name", name).put("labels",
                            labels).build()).put("spec", MapValue.of("podCIDR", Value.text("10.244." + i + ".0/24"))).build());
            if (node != null) {
                int number = i;
                world.status(node, KUBELET, _ -> status(name, number));
            }
        }
    }

    static @Nullable String internalAddress(MapValue node) {
        return node.listAt("status", "addresses").maps().stream().filter(one -> "InternalIP".equals(one.textAt("type")))
                .map(one -> one.textAt("address")).findFirst().orElse(null);
    }

    private MapValue status(String name, int number) {
        var resources = MapValue.builder().put("cpu", capacity.cpu()).put("ephemeral-storage", "100Gi")
                .put("memory", capacity.memory()).put(
                        "pods", Integer.toString(capacity.pods()))
                .build();
        var addresses = ListValue
                .of(MapValue.builder().put("type", "InternalIP").put("address", "172.18.0." + (number + 1)).build(), MapValue
                        .builder().put("type", "Hostname").put("address", name).build());
        var info = MapValue.builder().put("architecture", "amd64").put("bootID", "sandbox").put("containerRuntimeVersion",
                "sandbox://1.0.0").put("kernelVersion", "sandbox").put("kubeProxyVersion", capacity.version())
                .put("kubeletVersion", capacity
                        .version())
                .put("machineID", "sandbox").put("operatingSystem", "linux").put("osImage", "Flotilla sandbox").put(
                        "systemUUID", "sandbox")
                .build();
        MapValue status = MapValue.builder().put("capacity", resources).put("allocatable", resources).put("addresses", addresses)
                .put(
                        "nodeInfo", info)
                .build();
        return withReady(status, true);
    }

    private MapValue withReady(MapValue raw, boolean ready) {
        MapValue status = world.withCondition(raw, "MemoryPressure", false, "KubeletHasSufficientMemory",
                "kubelet has sufficient memory available");
        status = world.withCondition(status, "DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure");
        status = world.withCondition(status, "PIDPressure", false, "KubeletHasSufficientPID",
                "kubelet has sufficient PID available");
        return world.withCondition(status, "Ready", ready, ready ? "KubeletReady" : "NodeStatusUnknown", ready
                ? "kubelet is posting ready status"
                : "Kubelet stopped posting node status.");
    }

    /// Takes the nodes that are marked as unreachable for what they are.
    void findDown() {
        all().stream().filter(node -> node.listAt("spec", "taints").maps().stream()
                .anyMatch(taint -> UNREACHABLE.equals(taint.textAt("key")))).forEach(node -> down.add(Meta.name(node)));
    }

    void setDown(String name, boolean isDown) {
        if (isDown ? !down.add(name) : !down.remove(name)) return;
        MapValue node = world.find("", "Node", "", name);
        if (node == null) return;
        world.status(node, KUBELET, status -> withReady(status, !isDown));
        world.change(node, current -> {
            var taints = current.listAt("spec", "taints").maps().stream()
                    .filter(taint -> !UNREACHABLE.equals(taint.textAt("key"))).toList();
            ListValue changed = ListValue.of(taints);
            if (isDown)
                changed = changed.appended(MapValue.builder().put("key", UNREACHABLE).put("effect", "NoExecute").put("timeAdded",
                        world.now().toString()).build());
            ListValue list = changed;
            return Meta.into(current, "spec", spec -> list.isEmpty() ? spec.without("taints") : spec.with("taints", list));
        });
    }

    boolean isDown(@Nullable String name) {
        return name != null && down.contains(name);
    }

    List<MapValue> all() {
        return world.list("", "Node", "").stream().sorted(Comparator.comparing(Meta::name)).toList();
    }

    /// Whether a pod may run there as far as labels and taints go.
    static boolean admits(MapValue node, MapValue podSpec) {
        if (node.isTrueAt("spec", "unschedulable")) return false;
        MapValue labels = Meta.labels(node);
        boolean selected = podSpec.mapAt("nodeSelector").texts().entrySet().stream()
                .allMatch(e -> e.getValue().equals(labels.textAt(e
                        .getKey())));
        return selected && Affinity.admits(node, podSpec) && tolerates(node, podSpec);
    }

    static boolean tolerates(MapValue node, MapValue podSpec) {
        return node.listAt("spec", "taints").maps().stream().filter(taint -> !"PreferNoSchedule".equals(taint.textAt("effect")))
                .allMatch(
                        taint -> podSpec.listAt("tolerations").maps().stream().anyMatch(toleration -> covers(toleration, taint)));
    }

    private static boolean covers(MapValue toleration, MapValue taint) {
        String key = toleration.textAt("key");
        String effect = toleration.textAt("effect");
        if (effect != null && !effect.isEmpty() && !effect.equals(taint.textAt("effect"))) return false;
        boolean exists = "Exists".equals(toleration.textAt("operator"));
        if (key == null || key.isEmpty()) return exists;
        if (!key.equals(taint.textAt("key"))) return false;
        String value = taint.textAt("value");
        String wanted = toleration.textAt("value");
        return exists || (value == null ? "" : value).equals(wanted == null ? "" : wanted);
    }

    /// What is free of a resource on a node, in thousandths.
    static long free(MapValue node, List<MapValue> pods, String resource) {
        String offered = node.textAt("status", "allocatable", resource);
        long free = offered == null ? 0 : Quantity.orZero(offered).milliValue();
        for (MapValue pod : pods) {
            free -= request(pod.mapAt("spec"), resource);
        }
        return free;
    }

    /// What a pod asks for: the sum of its containers, or the largest of its first ones.
    static long request(MapValue podSpec, String resource) {
        if (resource.equals("pods")) return 1000;
        long sum = 0;
        for (MapValue container : podSpec.listAt("containers").maps()) {
            sum += requested(container, resource);
        }
        for (MapValue container : podSpec.listAt("initContainers").maps()) {
            sum = Math.max(sum, requested(container, resource));
        }
        return sum;
    }

    private static long requested(MapValue container, String resource) {
        String request = container.textAt("resources", "requests", resource);
        return request == null ? 0 : Quantity.orZero(request).milliValue();
    }
}
