package dev.flotilla.engine.sandbox.kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.flotilla.engine.schema.CrdSchemas;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// What one sandbox serves now. Safe for use by several threads.
public final class Catalog {
    private final Map<String, List<ServedKind>> custom = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private volatile List<ServedKind> all = Builtins.kinds();

    public List<ServedKind> kinds() {
        return all;
    }

    /// Grows whenever the kinds change.
    public long generation() {
        return generation.get();
    }

    /// Versions by group, both in the order in which discovery names them; the first version is the preferred one.
    public Map<String, Set<String>> groups() {
        var groups = new LinkedHashMap<String, Set<String>>();
        for (ServedKind kind : all) {
            groups.computeIfAbsent(kind.group(), _ -> new LinkedHashSet<>()).add(kind.version());
        }
        return groups;
    }

    public List<ServedKind> in(String group, String version) {
        return all.stream().filter(kind -> kind.group().equals(group) && kind.version().equals(version)).toList();
    }

    public @Nullable ServedKind find(String group, String version, String plural) {
        for (ServedKind kind : all) {
            if (kind.plural().equals(plural) && kind.group().equals(group) && kind.version().equals(version)) return kind;
        }
        return null;
    }

    /// The preferred version of a kind.
    public @Nullable ServedKind ofKind(String group, String kindName) {
        for (ServedKind kind : all) {
            if (kind.is(group, kindName)) return kind;
        }
        return null;
    }

    /// The kind whose objects are kept under `storage`.
    public @Nullable ServedKind ofStorage(String storage) {
        for (ServedKind kind : all) {
            if (kind.storage().equals(storage)) return kind;
        }
        return null;
    }

    /// Serves the versions of an established CustomResourceDefinition, in place of what it served before.
    public synchronized void serve(MapValue definition) {
        String name = String.valueOf(definition.textAt("metadata", "name"));
        var versions = new ArrayList<MapValue>(definition.listAt("spec", "versions").maps());
        versions.sort((a, b) -> -VersionOrder.compare(String.valueOf(a.textAt("name")), String.valueOf(b.textAt("name"))));
        var kinds = new ArrayList<ServedKind>();
        for (MapValue version : versions) {
            if (version.isTrueAt("served")) kinds.add(kind(definition, version, name));
        }
        custom.put(name, List.copyOf(kinds));
        rebuild();
    }

    public synchronized void drop(String definition) {
        if (custom.remove(definition) != null) rebuild();
    }

    private void rebuild() {
        var list = new ArrayList<>(Builtins.kinds());
        custom.keySet().stream().sorted().forEach(name -> list.addAll(custom.getOrDefault(name, List.of())));
        all = List.copyOf(list);
        generation.incrementAndGet();
    }

    private static ServedKind kind(MapValue definition, MapValue version, String name) {
        MapValue spec = definition.mapAt("spec");
        String group = String.valueOf(spec.textAt("group"));
        String plural = String.valueOf(spec.textAt("names", "plural"));
        String kind = String.valueOf(spec.textAt("names", "kind"));
        String singular = spec.textAt("names", "singular");
        var names = new ServedKind.Names(kind, plural, singular == null ? kind.toLowerCase(java.util.Locale.ROOT) : singular,
                spec.listAt(
                        "names", "shortNames").texts(),
                spec.listAt("names", "categories").texts());
        MapValue subresources = version.mapAt("subresources");
        ServedKind.@Nullable Scale scale = null;
        if (subresources.get("scale") instanceof MapValue paths) {
            String selector = paths.textAt("labelSelectorPath");
            scale = new ServedKind.Scale(String.valueOf(paths.textAt("specReplicasPath")), String.valueOf(paths.textAt(
                    "statusReplicasPath")), selector == null ? "" : selector);
        }
        return new ServedKind(group, String.valueOf(version.textAt("name")), names, group + "/" + plural,
                "Namespaced".equals(spec.textAt(
                        "scope")),
                CrdSchemas.ofObject(version.mapAt("schema", "openAPIV3Schema")), subresources.has("status"), scale, name, version
                        .listAt("additionalPrinterColumns").maps());
    }
}
