package dev.flotilla.engine.dialect.kubefed.override;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The object that one member gets.
///
/// Source: kubefed `pkg/controller/sync/resource.go` ObjectForCluster, ApplyOverrides.
public final class MemberObject {
    private MemberObject() {}

    /// What all members share.
    ///
    /// @param object   template with its identity, before any override
    /// @param written  identity fields that KubeFed set, with what the template had there
    /// @param warnings `AnnotationsNotSupported`, `FinalizersNotSupported`
    /// @param flaw     why there is no object, or `null`
    public record Base(MapValue object, List<Written> written, List<String> warnings, @Nullable Flaw flaw) {
        public Base {
            written = List.copyOf(written);
            warnings = List.copyOf(warnings);
        }
    }

    /// @param replaced what the template had there, or `null`
    public record Written(FieldPath place, String operation, @Nullable Value replaced) {}

    /// @param changes each override that was applied, in order
    /// @param flaw    the override that failed; then nothing is sent to this member
    public record Rendered(MapValue object, List<Applied> changes, @Nullable Value managedBefore, @Nullable Flaw flaw) {
        public Rendered {
            changes = List.copyOf(changes);
        }
    }

    public record Applied(OverrideItem item, FieldPath place, @Nullable Value replaced) {}

    public static Base base(MapValue federated, TargetType target) {
        Value template = federated.at("spec", "template");
        if (template == null || template == Value.NULL) template = MapValue.EMPTY;
        if (!(template instanceof MapValue object)) {
            return new Base(MapValue.EMPTY, List.of(), List.of(),
                    Flaw.of("kubefed.wrong-type", FieldPath.of("spec", "template"), "template", "map"));
        }
        var warnings = new ArrayList<String>();
        var written = new ArrayList<Written>();
        MapValue stripped = strip(object, warnings, written);
        MapValue identified = identify(stripped, federated, target, written);
        return new Base(identified, written, warnings, null);
    }

    private static MapValue strip(MapValue object, List<String> warnings, List<Written> written) {
        MapValue metadata = object.mapAt("metadata");
        MapValue kept = metadata;
        if (metadata.get("annotations") instanceof MapValue map && !map.isEmpty() && map.texts().size() == map.size()) {
            warnings.add("AnnotationsNotSupported");
            written.add(new Written(FieldPath.of("metadata", "annotations"), "remove", map));
            kept = kept.without("annotations");
        }
        if (metadata.get("finalizers") instanceof ListValue list && !list.isEmpty() && list.texts().size() == list.size()) {
            warnings.add("FinalizersNotSupported");
            written.add(new Written(FieldPath.of("metadata", "finalizers"), "remove", list));
            kept = kept.without("finalizers");
        }
        return kept == metadata ? object : object.with("metadata", kept);
    }

    private static MapValue identify(MapValue object, MapValue federated, TargetType target, List<Written> written) {
        String name = federated.textAt("metadata", "name");
        String namespace = federated.textAt("metadata", "namespace");
        MapValue out = setMetadata(object, "name", name == null ? "" : name, written);
        if (!target.isNamespace()) out = setMetadata(out, "namespace", namespace == null ? "" : namespace, written);
        out = set(out, "kind", target.kind(), written);
        String apiVersion = object.textAt("apiVersion");
        if (apiVersion == null || apiVersion.isEmpty()) out = set(out, "apiVersion", target.writtenApiVersion(), written);
        return inReadingOrder(out);
    }

    /// As people write manifests; the order means nothing to anyone else.
    private static MapValue inReadingOrder(MapValue object) {
        Value metadata = object.get("metadata");
        return first(metadata instanceof MapValue map ? object.with("metadata", first(map, "name", "namespace")) : object,
                "apiVersion",
                "kind", "metadata");
    }

    private static MapValue first(MapValue map, String... keys) {
        var out = MapValue.builder();
        for (String key : keys) {
            Value value = map.get(key);
            if (value != null) out.put(key, value);
        }
        map.forEach(out::put);
        return out.build();
    }

    private static MapValue set(MapValue object, String key, String text, List<Written> written) {
        Value before = object.get(key);
        if (before instanceof Value.Text(String same) && same.equals(text)) return object;
        written.add(new Written(FieldPath.of(key), "set", before));
        return object.with(key, Value.text(text));
    }

    /// An empty text removes the field; a `metadata` that is no map stays as it is, as in Kubernetes' accessors.
    private static MapValue setMetadata(MapValue object, String key, String text, List<Written> written) {
        Value value = object.get("metadata");
        if (value != null && !(value instanceof MapValue)) return object;
        MapValue metadata = object.mapAt("metadata");
        Value before = metadata.get(key);
        if (text.isEmpty()) {
            if (before == null) return object;
            written.add(new Written(FieldPath.of("metadata", key), "remove", before));
            return object.with("metadata", metadata.without(key));
        }
        if (before instanceof Value.Text(String same) && same.equals(text)) return object;
        written.add(new Written(FieldPath.of("metadata", key), "set", before));
        return object.with("metadata", metadata.with(key, Value.text(text)));
    }

    /// @param items this cluster's overrides
    public static Rendered render(Base base, List<OverrideItem> items, Release release) {
        Value object = base.object();
        var changes = new ArrayList<Applied>();
        for (OverrideItem item : items) {
            switch (JsonPatch.apply(object, item, release)) {
                case JsonPatch.Refused(String code, List<Object> arguments) -> {
                    return new Rendered(base.object(), changes, null, new Flaw(code, arguments, item.place().key("path")));
                }
                case JsonPatch.Changed(Value after, FieldPath place, Value replaced) -> {
                    object = after;
                    changes.add(new Applied(item, place, replaced));
                }
            }
        }
        if (!(object instanceof MapValue map) || map.textAt("kind") == null || "".equals(map.textAt("kind"))) {
            FieldPath place = items.isEmpty() ? Overrides.PATH : items.getLast().place();
            return new Rendered(base.object(), changes, null, Flaw.of("kubefed.patch.not-an-object", place));
        }
        return manage(map, changes);
    }

    /// Labels that are not all strings are lost here: Kubernetes' accessor finds none in such a map.
    private static Rendered manage(MapValue object, List<Applied> changes) {
        Value value = object.get("metadata");
        if (value != null && !(value instanceof MapValue)) return new Rendered(object, changes, null, null);
        MapValue metadata = object.mapAt("metadata");
        MapValue labels = metadata.mapAt("labels");
        Value before = labels.get(KubeFed.MANAGED_LABEL);
        MapValue kept = labels.texts().size() == labels.size() ? labels : MapValue.EMPTY;
        MapValue managed = kept.with(KubeFed.MANAGED_LABEL, Value.text("true"));
        return new Rendered(object.with("metadata", metadata.with("labels", managed)), changes, before, null);
    }
}
