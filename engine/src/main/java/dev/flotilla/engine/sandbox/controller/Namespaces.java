package dev.flotilla.engine.sandbox.controller;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Gives a new namespace what each has, and empties one that is being deleted before it goes.
final class Namespaces {
    private final World world;
    private final String authority;

    Namespaces(World world, String authority) {
        this.world = world;
        this.authority = authority;
    }

    void fillAll() {
        for (MapValue namespace : world.list("", "Namespace", "")) {
            fill(Meta.name(namespace));
        }
    }

    void reconcile(String none, String name) {
        MapValue namespace = world.find("", "Namespace", "", name);
        if (namespace == null) return;
        if (Meta.isBeingDeleted(namespace)) {
            empty(namespace);
        } else {
            fill(name);
        }
    }

    private void fill(String namespace) {
        if (world.find("", "ServiceAccount", namespace, "default") == null) {
            world.create("", "ServiceAccount", namespace, named("default"));
        }
        MapValue trusted = MapValue.of("ca.crt", Value.text(authority));
        MapValue known = world.find("", "ConfigMap", namespace, "kube-root-ca.crt");
        if (known == null) {
            world.create("", "ConfigMap", namespace, named("kube-root-ca.crt").with("data", trusted));
        } else if (!trusted.equals(known.get("data"))) {
            world.change(known, current -> current.with("data", trusted));
        }
    }

    private static MapValue named(String name) {
        return MapValue.of("metadata", MapValue.of("name", Value.text(name)));
    }

    private void empty(MapValue namespace) {
        boolean left = false;
        for (ServedKind kind : world.backend().catalog().kinds()) {
            if (!kind.namespaced()) continue;
            for (MapValue object : world.backend().store().list(kind.storage(), Meta.name(namespace))) {
                left = true;
                if (!Meta.isBeingDeleted(object)) world.delete(object);
            }
        }
        if (!left) {
            world.change(namespace, current -> Meta.into(current, "spec", spec -> spec.without("finalizers")));
        }
    }
}
