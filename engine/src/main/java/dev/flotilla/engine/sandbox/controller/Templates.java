package dev.flotilla.engine.sandbox.controller;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.zip.CRC32;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Pod templates: a short name for what one says, and the pod it makes.
final class Templates {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private Templates() {}

    /// Ten letters, the same for equal templates, whatever the order of their keys.
    static String hash(Value template) {
        var crc = new CRC32();
        crc.update(Json.write(sorted(template)).getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue() * 2654435761L & Long.MAX_VALUE;
        var hash = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            hash.append(LETTERS.charAt((int) (rest % LETTERS.length())));
            rest /= LETTERS.length();
        }
        return hash.toString();
    }

    private static Value sorted(Value value) {
        return switch (value) {
            case MapValue map -> {
                var sorted = new TreeMap<String, Value>();
                map.forEach((key, item) -> sorted.put(key, sorted(item)));
                yield MapValue.of(sorted);
            }
            case ListValue list -> ListValue.of(list.stream().map(Templates::sorted).toList());
            case Value.Text _,Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> value;
        };
    }

    static MapValue withLabel(MapValue template, String key, String value) {
        return Meta.into(template, "metadata", meta -> Meta.into(meta, "labels", labels -> labels.with(key, Value.text(value))));
    }

    /// A pod of this template.
    ///
    /// @param name the pod's name; when it ends in `-` the server appends five letters
    static MapValue pod(MapValue template, MapValue owner, String name) {
        MapValue metadata = template.mapAt("metadata").without("creationTimestamp").without("name")
                .with(name.endsWith("-")
                        ? "generateName"
                        : "name", Value.text(name))
                .with("ownerReferences", ListValue.of(World.ownedBy(owner)));
        return MapValue.builder().put("metadata", metadata).put("spec", template.mapAt("spec")).build();
    }

    static boolean isActive(MapValue pod) {
        String phase = String.valueOf(pod.textAt("status", "phase"));
        return !Meta.isBeingDeleted(pod) && !phase.equals("Succeeded") && !phase.equals("Failed");
    }
}
