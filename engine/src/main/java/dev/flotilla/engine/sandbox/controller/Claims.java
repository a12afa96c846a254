package dev.flotilla.engine.sandbox.controller;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Binds PersistentVolumeClaims to volumes made for them.
final class Claims {
    private final World world;

    Claims(World world) {
        this.world = world;
    }

    void reconcile(String namespace, String name) {
        MapValue claim = world.find("", "PersistentVolumeClaim", namespace, name);
        if (claim == null || Meta.isBeingDeleted(claim) || "Bound".equals(claim.textAt("status", "phase"))) return;
        String volume = "pvc-" + Meta.uid(claim);
        MapValue capacity = MapValue.of("storage",
                Value.text(String.valueOf(claim.textAt("spec", "resources", "requests", "storage"))));
        if (world.find("", "PersistentVolume", "", volume) == null) {
            var ref = MapValue.builder().put("apiVersion", "v1").put("kind", "PersistentVolumeClaim").put("namespace", namespace)
                    .put("name",
                            name)
                    .put("uid", Meta.uid(claim)).build();
            var spec = MapValue.builder().put("capacity", capacity).put("accessModes", claim.listAt("spec", "accessModes"))
                    .put("claimRef",
                            ref)
                    .put("persistentVolumeReclaimPolicy", "Delete").put("storageClassName", "standard")
                    .put("hostPath", MapValue.of(
                            "path", Value.text("/sandbox/" + volume)))
                    .build();
            MapValue made = world.create("", "PersistentVolume", "",
                    MapValue.builder().put("metadata", MapValue.of("name", Value.text(
                            volume))).put("spec", spec).build());
            if (made != null) world.status(made, status -> status.with("phase", Value.text("Bound")));
        }
        world.change(claim, current -> Meta.into(current, "spec", spec -> spec.with("volumeName", Value.text(volume))));
        world.status(claim,
                status -> status.with("phase", Value.text("Bound")).with("capacity", capacity).with("accessModes", claim.listAt(
                        "spec", "accessModes")));
        world.event(claim, "Normal", "ProvisioningSucceeded", "Successfully provisioned volume " + volume,
                "persistentvolume-controller");
    }
}
