package dev.flotilla.engine.sandbox.store;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The metadata that every object has.
public final class Meta {
    private Meta() {}

    public static String name(MapValue object) {
        return text(object, "name");
    }

    /// Empty for a cluster-scoped object.
    public static String namespace(MapValue object) {
        return text(object, "namespace");
    }

    public static String uid(MapValue object) {
        return text(object, "uid");
    }

    public static String version(MapValue object) {
        return text(object, "resourceVersion");
    }

    public static MapValue labels(MapValue object) {
        return object.mapAt("metadata", "labels");
    }

    public static List<String> finalizers(MapValue object) {
        return object.listAt("metadata", "finalizers").texts();
    }

    public static boolean isBeingDeleted(MapValue object) {
        return object.at("metadata", "deletionTimestamp") != null;
    }

    public static long generation(MapValue object) {
        Long generation = object.intAt("metadata", "generation");
        return generation == null ? 0 : generation;
    }

    public static List<MapValue> owners(MapValue object) {
        return object.listAt("metadata", "ownerReferences").maps();
    }

    /// The owner that manages this object, or `null`.
    public static @Nullable MapValue controller(MapValue object) {
        for (MapValue owner : owners(object)) {
            if (owner.isTrueAt("controller")) return owner;
        }
        return null;
    }

    public static boolean isControlledBy(MapValue object, MapValue owner) {
        MapValue controller = controller(object);
        return controller != null && uid(owner).equals(controller.textAt("uid"));
    }

    public static MapValue with(MapValue object, String key, Value value) {
        return object.with("metadata", object.mapAt("metadata").with(key, value));
    }

    public static MapValue without(MapValue object, String key) {
        return object.with("metadata", object.mapAt("metadata").without(key));
    }

    public static MapValue withFinalizers(MapValue object, List<String> finalizers) {
        return finalizers.isEmpty() ? without(object, "finalizers") : with(object, "finalizers", ListValue.ofTexts(finalizers));
    }

    /// The object with the map at `key` changed, made where there is none.
    public static MapValue into(MapValue object, String key, UnaryOperator<MapValue> change) {
        return object.with(key, change.apply(object.mapAt(key)));
    }

    private static String text(MapValue object, String key) {
        String text = object.textAt("metadata", key);
        return text == null ? "" : text;
    }
}
