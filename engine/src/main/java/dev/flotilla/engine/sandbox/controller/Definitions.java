package dev.flotilla.engine.sandbox.controller;

import java.util.List;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Establishes CustomResourceDefinitions, and clears away their objects before they go.
final class Definitions {
    private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";
    private static final long ESTABLISHING = 60;

    private final World world;

    Definitions(World world) {
        this.world = world;
    }

    void reconcile(String none, String name) {
        MapValue definition = world.find("apiextensions.k8s.io", "CustomResourceDefinition", "", name);
        if (definition == null) {
            world.backend().catalog().drop(name);
            return;
        }
        if (Meta.isBeingDeleted(definition)) {
            clear(definition);
            return;
        }
        String taken = conflict(definition);
        if (!taken.isEmpty()) {
            world.status(definition,
                    status -> world.withCondition(world.withCondition(status, "NamesAccepted", false, "PluralConflict",
                            taken), "Established", false, "NotAccepted", "not all names are accepted"));
        } else if (!World.isTrue(definition, "NamesAccepted")) {
            world.status(definition, status -> accepted(definition, status));
            world.later("definition", definition, ESTABLISHING);
        } else {
            world.backend().catalog().serve(definition);
            world.status(definition, status -> world.withCondition(accepted(definition, status), "Established", true,
                    "InitialNamesAccepted", "the initial names have been accepted"));
        }
    }

    private MapValue accepted(MapValue definition, MapValue before) {
        String stored = definition.listAt("spec", "versions").maps().stream().filter(version -> version.isTrueAt("storage")).map(
                version -> String.valueOf(version.textAt("name"))).findFirst().orElse("");
        ListValue versions = before.listAt("storedVersions");
        MapValue status = before.with("acceptedNames", definition.mapAt("spec", "names")).with("storedVersions",
                versions.texts().contains(
                        stored) ? versions : versions.appended(Value.text(stored)));
        return world.withCondition(status, "NamesAccepted", true, "NoConflicts", "no conflicts found");
    }

    private String conflict(MapValue definition) {
        String group = String.valueOf(definition.textAt("spec", "group"));
        String kind = String.valueOf(definition.textAt("spec", "names", "kind"));
        ServedKind other = world.backend().catalog().ofKind(group, kind);
        return other == null || Meta.name(definition).equals(other.definition()) ? "" : "\"" + kind + "\" is already in use";
    }

    private void clear(MapValue definition) {
        String storage = definition.textAt("spec", "group") + "/" + definition.textAt("spec", "names", "plural");
        List<MapValue> objects = world.backend().store().list(storage, "");
        for (MapValue object : objects) {
            if (!Meta.isBeingDeleted(object)) world.delete(object);
        }
        if (!world.backend().store().list(storage, "").isEmpty()) {
            world.later("definition", definition, 200);
            return;
        }
        world.change(definition,
                current -> Meta.withFinalizers(current, Meta.finalizers(current).stream().filter(one -> !one.equals(CLEANUP))
                        .toList()));
    }
}
