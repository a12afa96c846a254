package dev.flotilla.engine.sandbox.api;

import java.util.HashSet;
import java.util.Set;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What the server hands out or generates when an object is made: addresses and node ports of Services, a Job's selector.
final class Allocation {
    private static final java.util.List<String> GENERATED = java.util.List.of("batch.kubernetes.io/controller-uid",
            "batch.kubernetes.io/job-name", "controller-uid", "job-name");
    private static final int FIRST_NODE_PORT = 30000;

    private final Backend backend;

    Allocation(Backend backend) {
        this.backend = backend;
    }

    MapValue created(ServedKind kind, MapValue object) {
        return switch (kind.kind()) {
            case "Service" -> service(object);
            case "Job" -> job(object);
            case "PersistentVolumeClaim" -> claim(object);
            case "CustomResourceDefinition" -> Meta.withFinalizers(object, java.util.List.of(
                    "customresourcecleanup.apiextensions.k8s.io"));
            case "Pod" ->
                object.with("status", MapValue.builder().put("phase", "Pending").put("qosClass", QualityOfService.of(object))
                        .build());
            default -> object;
        };
    }

    /// A claim that names no class gets the default one.
    private MapValue claim(MapValue object) {
        MapValue pending = object.with("status", MapValue.of("phase", Value.text("Pending")));
        if (object.mapAt("spec").has("storageClassName")) return pending;
        for (MapValue storage : backend.store().list("storage.k8s.io/storageclasses", "")) {
            boolean chosen = "true"
                    .equals(storage.textAt("metadata", "annotations", "storageclass.kubernetes.io/is-default-class"));
            if (chosen) return Meta.into(pending, "spec", spec -> spec.with("storageClassName", Value.text(Meta.name(storage))));
        }
        return pending;
    }

    /// What an update leaves out, and the server keeps.
    MapValue kept(ServedKind kind, MapValue before, MapValue after) {
        return switch (kind.kind()) {
            case "Service" -> keptService(before, after);
            case "Job" -> keptJob(before, after);
            case "PersistentVolumeClaim" -> keep(before, keep(before, after, "volumeName"), "storageClassName");
            case "Pod" -> keep(before, after, "nodeName");
            default -> after;
        };
    }

    private static MapValue keep(MapValue before, MapValue after, String field) {
        Value value = before.at("spec", field);
        return value == null || after.mapAt("spec").has(field)
                ? after
                : after.with("spec", after.mapAt("spec").with(field, value));
    }

    private MapValue service(MapValue object) {
        return Meta.into(object, "spec", spec -> {
            if ("ExternalName".equals(spec.textAt("type"))) return spec;
            MapValue filled = spec;
            String address = spec.textAt("clusterIP");
            Set<String> taken = taken("clusterIP");
            if (address == null || address.isEmpty()) {
                address = freeAddress(taken);
            } else if (!address.equals("None") && taken.contains(address)) {
                throw ApiError.invalid("Service", Meta.name(object),
                        java.util.List.of(FieldError.invalid("spec.clusterIPs", ListValue.of(
                                Value.text(address)),
                                "failed to allocate IP " + address + ": provided IP is already allocated")));
            }
            filled = filled.with("clusterIP", Value.text(address)).with("clusterIPs", ListValue.of(Value.text(address)));
            filled = filled.has("ipFamilies") ? filled : filled.with("ipFamilies", ListValue.of(Value.text("IPv4")));
            filled = filled.has("ipFamilyPolicy") ? filled : filled.with("ipFamilyPolicy", Value.text("SingleStack"));
            return withNodePorts(filled);
        });
    }

    private Set<String> taken(String field) {
        var taken = new HashSet<String>();
        for (MapValue service : backend.store().list("/services", "")) {
            String address = service.textAt("spec", field);
            if (address != null) taken.add(address);
        }
        return taken;
    }

    private String freeAddress(Set<String> taken) {
        while (true) {
            String address = "10.96." + backend.random().nextInt(0, 256) + "." + backend.random().nextInt(2, 255);
            if (!taken.contains(address)) return address;
        }
    }

    private MapValue withNodePorts(MapValue spec) {
        String type = String.valueOf(spec.textAt("type"));
        if (!type.equals("NodePort") && !type.equals("LoadBalancer")) return spec;
        var taken = new HashSet<Long>();
        for (MapValue service : backend.store().list("/services", "")) {
            for (MapValue port : service.listAt("spec", "ports").maps()) {
                Long number = port.intAt("nodePort");
                if (number != null) taken.add(number);
            }
        }
        ListValue ports = spec.listAt("ports");
        for (int i = 0; i < ports.size(); i++) {
            if (!(ports.get(i) instanceof MapValue port) || port.intAt("nodePort") != null) continue;
            long number = FIRST_NODE_PORT + backend.random().nextInt(2768);
            while (!taken.add(number)) {
                number = FIRST_NODE_PORT + (number + 1 - FIRST_NODE_PORT) % 2768;
            }
            ports = ports.with(i, port.with("nodePort", Value.number(number)));
        }
        return spec.with("ports", ports);
    }

    private MapValue keptService(MapValue before, MapValue after) {
        if ("ExternalName".equals(after.textAt("spec", "type"))) {
            return Meta.into(after, "spec", spec -> spec.without("clusterIP").without("clusterIPs").without("ipFamilies").without(
                    "ipFamilyPolicy"));
        }
        MapValue object = after;
        for (String field : new String[]{"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"}) {
            object = keep(before, object, field);
        }
        object = Meta.into(object, "spec", spec -> {
            ListValue ports = spec.listAt("ports");
            for (int i = 0; i < ports.size(); i++) {
                if (!(ports.get(i) instanceof MapValue port) || port.has("nodePort")) continue;
                for (MapValue old : before.listAt("spec", "ports").maps()) {
                    boolean same = java.util.Objects.equals(old.get("port"), port.get("port"))
                            && java.util.Objects.equals(old.get(
                                    "protocol"), port.get("protocol"));
                    Value number = old.get("nodePort");
                    if (same && number != null && !"ClusterIP".equals(spec.textAt("type")))
                        ports = ports.with(i, port.with("nodePort",
                                number));
                }
            }
            return ports.isEmpty() ? spec : spec.with("ports", ports);
        });
        return object.mapAt("spec").has("clusterIP") ? Meta.into(object, "spec", this::withNodePorts) : service(object);
    }

    private static MapValue keptJob(MapValue before, MapValue after) {
        MapValue labels = before.mapAt("spec", "template", "metadata", "labels");
        MapValue object = keep(before, after, "selector");
        return Meta.into(object, "spec",
                spec -> spec.has("template")
                        ? Meta.into(spec, "template", template -> Meta.into(template,
                                "metadata", meta -> Meta.into(meta, "labels", own -> {
                                    MapValue all = own;
                                    for (String key : GENERATED) {
                                        Value value = labels.get(key);
                                        if (value != null && !all.has(key)) all = all.with(key, value);
                                    }
                                    return all;
                                })))
                        : spec);
    }

    private static MapValue job(MapValue object) {
        if (object.isTrueAt("spec", "manualSelector")) return object;
        String uid = Meta.uid(object);
        var labels = MapValue.builder();
        object.mapAt("spec", "template", "metadata", "labels").forEach(labels::put);
        labels.put("batch.kubernetes.io/controller-uid", uid).put("batch.kubernetes.io/job-name", Meta.name(object))
                .put("controller-uid",
                        uid)
                .put("job-name", Meta.name(object));
        var selector = MapValue.of("matchLabels", MapValue.of("batch.kubernetes.io/controller-uid", Value.text(uid)));
        return Meta.into(object, "spec",
                spec -> spec.with("selector", selector).with("template", Meta.into(spec.mapAt("template"),
                        "metadata", meta -> meta.with("labels", labels.build()))));
    }
}
