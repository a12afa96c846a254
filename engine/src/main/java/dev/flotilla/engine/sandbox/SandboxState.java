package dev.flotilla.engine.sandbox;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Optional;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.sandbox.store.ObjectId;
import dev.flotilla.engine.sandbox.store.ObjectStore;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What a simulated cluster held at a moment, to go on from there later. Tokens are not in it: a sandbox issues new ones.
///
/// @param spec of the cluster; another one cannot go on from here
public record SandboxState(SandboxSpec spec, Instant at, ObjectStore.Contents contents) {
    private static final String TOKEN = "kubernetes.io/service-account-token";

    /// As data that [#read] understands.
    public MapValue data() {
        var objects = contents.objects().entrySet().stream().<Value>map(entry -> MapValue.builder()
                .put("storage", entry.getKey().storage()).put("object", withoutToken(entry.getValue())).build()).toList();
        return MapValue.builder().put("format", 1).put("spec", describe(spec)).put("at", at.toString())
                .put("revision", contents.revision()).put("objects", ListValue.of(objects)).build();
    }

    private static MapValue withoutToken(MapValue object) {
        return TOKEN.equals(object.textAt("type")) && "Secret".equals(object.textAt("kind")) ? object.without("data") : object;
    }

    private static String describe(SandboxSpec spec) {
        return String.join(" ", spec.name(), spec.version(), Integer.toString(spec.nodes()), spec.cpu(), spec.memory(),
                Integer.toString(spec.pods()));
    }

    /// The state that `data` tells of a cluster of this kind; empty where it tells of another one, or is not understood.
    public static Optional<SandboxState> read(Value data, SandboxSpec spec) {
        Long format = data.intAt("format");
        Long revision = data.intAt("revision");
        if (format == null || format != 1 || revision == null || !describe(spec).equals(data.textAt("spec")))
            return Optional.empty();
        var objects = new LinkedHashMap<ObjectId, MapValue>();
        for (MapValue kept : data.listAt("objects").maps()) {
            String storage = kept.textAt("storage");
            MapValue object = kept.mapAt("object");
            if (storage != null) objects.put(new ObjectId(storage, Meta.namespace(object), Meta.name(object)), object);
        }
        try {
            return Optional.of(new SandboxState(spec, Instant.parse(String.valueOf(data.textAt("at"))),
                    new ObjectStore.Contents(revision, objects)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
