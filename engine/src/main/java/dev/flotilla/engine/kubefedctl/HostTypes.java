package dev.flotilla.engine.kubefedctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.dialect.kubefed.federate.TypeName;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.value.MapValue;

/// The types a host serves, in the versions it prefers, with the names people call them by.
///
/// Source: client-go `discovery/helper.go` ServerPreferredResources; kubefed `pkg/kubefedctl/enable/util.go` LookupAPIResource.
final class HostTypes {
    private final Map<String, TypeName> byPlural = new LinkedHashMap<>();

    private HostTypes() {}

    /// @param version only types of this version; empty for the preferred one of each
    static TypeNames read(ClusterClient host, String version) throws ClusterException {
        var types = new HostTypes();
        types.group(host, "", "/api/", List.of("v1"), version);
        for (MapValue group : host.raw("/apis").listAt("groups").maps()) {
            var versions = new ArrayList<String>();
            String preferred = group.textAt("preferredVersion", "version");
            if (preferred != null) versions.add(preferred);
            group.listAt("versions").maps().forEach(served -> {
                String name = served.textAt("version");
                if (name != null && !versions.contains(name)) versions.add(name);
            });
            String name = String.valueOf(group.textAt("name"));
            types.group(host, name, "/apis/" + name + "/", versions, version);
        }
        return TypeNames.served(List.copyOf(types.byPlural.values()));
    }

    private void group(ClusterClient host, String group, String path, List<String> versions, String only)
            throws ClusterException {
        for (String version : versions) {
            if (!only.isEmpty() && !only.equals(version)) continue;
            List<MapValue> resources;
            try {
                resources = host.raw(path + version).listAt("resources").maps();
            } catch (ClusterException e) {
                // An aggregated API whose server is down must not hide the others.
                if (e.failure().isUnreachable()) throw e;
                continue;
            }
            resources.forEach(resource -> add(group, version, resource));
        }
    }

    /// Versions come preferred first; what also a later one serves is known already.
    private void add(String group, String version, MapValue resource) {
        String plural = resource.textAt("name");
        String kind = resource.textAt("kind");
        if (plural == null || kind == null || plural.contains("/")) return;
        if (!Set.copyOf(resource.listAt("verbs").texts()).containsAll(Set.of("list", "create"))) return;
        String singular = resource.textAt("singularName");
        var type = new TargetType(group, version, kind, plural, resource.isTrueAt("namespaced"));
        byPlural.putIfAbsent(plural + "." + group, new TypeName(type, singular == null ? "" : singular,
                resource.listAt("shortNames").texts()));
    }
}
