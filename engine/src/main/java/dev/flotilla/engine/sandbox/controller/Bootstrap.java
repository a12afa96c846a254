package dev.flotilla.engine.sandbox.controller;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;

/// What a fresh cluster has.
final class Bootstrap {
    private final World world;

    Bootstrap(World world) {
        this.world = world;
    }

    void run() {
        for (String namespace : new String[]{"default", "kube-system", "kube-public", "kube-node-lease"}) {
            world.create("", "Namespace", "", json("{\"metadata\":{\"name\":\"" + namespace + "\"}}"));
        }
        world.create("", "Service", "default", json("""
                {"metadata":{"name":"kubernetes","labels":{"component":"apiserver","provider":"kubernetes"}},
                 "spec":{"clusterIP":"10.96.0.1","ports":[{"name":"https","port":443,"targetPort":6443}]}}"""));
        world.create("storage.k8s.io", "StorageClass", "", json("""
                {"metadata":{"name":"standard","annotations":{"storageclass.kubernetes.io/is-default-class":"true"}},
                 "provisioner":"sandbox.flotilla.dev/volumes","reclaimPolicy":"Delete"}"""));
    }

    private static MapValue json(String text) {
        return (MapValue) Json.read(text);
    }
}
