package dev.flotilla.engine.sandbox.controller;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.store.LabelSelector;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Keeps the Endpoints and the EndpointSlice of a Service, and gives a LoadBalancer its address.
final class Services {
    private final World world;

    Services(World world) {
        this.world = world;
    }

    void reconcile(String namespace, String name) {
        MapValue service = world.find("", "Service", namespace, name);
        if (service == null || Meta.isBeingDeleted(service)) return;
        if ("LoadBalancer".equals(service.textAt("spec", "type"))
                && service.listAt("status", "loadBalancer", "ingress").isEmpty()) {
            String address = "172.18.255." + (1 + Math.floorMod(Meta.uid(service).hashCode(), 250));
            world.status(service,
                    status -> status.with("loadBalancer", MapValue.of("ingress", ListValue.of(MapValue.of("ip", Value.text(
                            address))))));
            world.event(service, "Normal", "EnsuredLoadBalancer", "Ensured load balancer", "service-controller");
        }
        MapValue selector = service.mapAt("spec", "selector");
        if (selector.isEmpty()) return;
        List<MapValue> pods = world.pods(namespace, LabelSelector.ofLabels(selector)).stream()
                .filter(pod -> pod.at("status", "podIP") != null
                        && !Meta.isBeingDeleted(pod))
                .toList();
        endpoints(service, pods);
        slice(service, pods);
    }

    private static MapValue reference(MapValue pod) {
        return MapValue.builder().put("kind", "Pod").put("namespace", Meta.namespace(pod)).put("name", Meta.name(pod))
                .put("uid", Meta.uid(
                        pod))
                .build();
    }

    private static String address(MapValue pod) {
        return String.valueOf(pod.textAt("status", "podIP"));
    }

    private void endpoints(MapValue service, List<MapValue> pods) {
        var ready = new ArrayList<Value>();
        var others = new ArrayList<Value>();
        for (MapValue pod : pods) {
            var address = MapValue.builder().put("ip", address(pod))
                    .put("nodeName", String.valueOf(pod.textAt("spec", "nodeName"))).put(
                            "targetRef", reference(pod))
                    .build();
            (World.isTrue(pod, "Ready") ? ready : others).add(address);
        }
        MapValue subset = MapValue.EMPTY;
        if (!ready.isEmpty()) subset = subset.with("addresses", ListValue.of(ready));
        if (!others.isEmpty()) subset = subset.with("notReadyAddresses", ListValue.of(others));
        if (!subset.isEmpty()) subset = subset.with("ports", ports(service, pods.getFirst()));
        ListValue subsets = subset.isEmpty() ? ListValue.EMPTY : ListValue.of(subset);
        MapValue known = world.find("", "Endpoints", Meta.namespace(service), Meta.name(service));
        if (known == null) {
            var metadata = MapValue.builder().put("name", Meta.name(service)).put("labels", Meta.labels(service)).build();
            world.create("", "Endpoints", Meta.namespace(service),
                    MapValue.builder().put("metadata", metadata).put("subsets", subsets)
                            .build());
        } else {
            world.change(known, current -> subsets.isEmpty() ? current.without("subsets") : current.with("subsets", subsets));
        }
    }

    private void slice(MapValue service, List<MapValue> pods) {
        var endpoints = new ArrayList<Value>();
        for (MapValue pod : pods) {
            boolean ready = World.isTrue(pod, "Ready");
            var conditions = MapValue.builder().put("ready", Value.bool(ready)).put("serving", Value.bool(ready))
                    .put("terminating",
                            Value.FALSE)
                    .build();
            endpoints
                    .add(MapValue.builder().put("addresses", ListValue.of(Value.text(address(pod)))).put("conditions", conditions)
                            .put(
                                    "nodeName", String.valueOf(pod.textAt("spec", "nodeName")))
                            .put("targetRef", reference(pod)).build());
        }
        ListValue ports = pods.isEmpty() ? ListValue.EMPTY : ports(service, pods.getFirst());
        List<MapValue> known = world.owned("discovery.k8s.io", "EndpointSlice", service);
        if (!known.isEmpty()) {
            world.change(known.getFirst(), current -> current.with("endpoints", ListValue.of(endpoints)).with("ports", ports));
            return;
        }
        var labels = MapValue.builder().put("kubernetes.io/service-name", Meta.name(service))
                .put("endpointslice.kubernetes.io/managed-by",
                        "endpointslice-controller.k8s.io")
                .build();
        var metadata = MapValue.builder().put("generateName", Meta.name(service) + "-").put("labels", labels)
                .put("ownerReferences",
                        ListValue.of(World.ownedBy(service)))
                .build();
        world.create("discovery.k8s.io", "EndpointSlice", Meta.namespace(service),
                MapValue.builder().put("metadata", metadata).put(
                        "addressType", "IPv4").put("endpoints", ListValue.of(endpoints)).put("ports", ports).build());
    }

    /// The ports as pods have them: a named target is looked up in the first pod.
    private static ListValue ports(MapValue service, MapValue pod) {
        var ports = new ArrayList<Value>();
        for (MapValue port : service.listAt("spec", "ports").maps()) {
            Value target = port.get("targetPort");
            Value number = target;
            if (target instanceof Value.Text(String name)) {
                for (MapValue container : pod.listAt("spec", "containers").maps()) {
                    for (MapValue open : container.listAt("ports").maps()) {
                        if (name.equals(open.textAt("name")) && open.get("containerPort") != null)
                            number = open.get("containerPort");
                    }
                }
            }
            if (!(number instanceof Value.Int)) continue;
            MapValue one = MapValue.of("port", number).with("protocol", Value.text(String.valueOf(port.textAt("protocol"))));
            String name = port.textAt("name");
            ports.add(name == null ? one : one.with("name", Value.text(name)));
        }
        return ListValue.of(ports);
    }
}
