package dev.flotilla.engine.dialect.karmada;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Which namespace an object lands in when its manifest names none.
final class Namespaces {
    private static final String DEFAULT = "default";

    private final Map<TypeRef, Boolean> declared = new HashMap<>();

    /// @param documents those among them that are custom resource definitions say where their objects live
    Namespaces(Collection<Document> documents) {
        for (Document document : documents) {
            Manifest manifest = document.manifest();
            if (!manifest.kind().equals("CustomResourceDefinition")) continue;
            MapValue spec = manifest.root().mapAt("spec");
            String kind = spec.textAt("names", "kind");
            String group = spec.textAt("group");
            boolean clusterScoped = "Cluster".equals(spec.textAt("scope"));
            if (kind == null || group == null) continue;
            for (MapValue version : spec.listAt("versions").maps()) {
                declared.put(new TypeRef(group + "/" + version.textAt("name"), kind), clusterScoped);
            }
        }
    }

    /// The template with its namespace written out, as the API server stores it; unchanged for cluster-scoped objects.
    Manifest resolve(Manifest manifest) {
        Boolean clusterScoped = declared.get(manifest.type());
        if (clusterScoped == null ? KarmadaTypes.isClusterScoped(manifest.type()) : clusterScoped) return manifest;
        return manifest.namespace() == null ? inDefault(manifest) : manifest;
    }

    /// The same for a policy.
    static Manifest of(Manifest policy) {
        return KarmadaTypes.isClusterScoped(policy.type()) || policy.namespace() != null ? policy : inDefault(policy);
    }

    private static Manifest inDefault(Manifest manifest) {
        MapValue metadata = manifest.root().mapAt("metadata");
        return new Manifest(manifest.root().with("metadata", metadata.with("namespace", Value.text(DEFAULT))));
    }
}
