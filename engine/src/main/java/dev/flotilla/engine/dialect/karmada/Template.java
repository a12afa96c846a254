package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A manifest as the control plane's API server stores it: with the defaults that decide about replicas.
///
/// @param defaulted which fields were filled in
record Template(Document document, Manifest manifest, List<Origin> defaulted) {
    private static final Set<String> SCALED = Set.of("Deployment", "StatefulSet", "ReplicaSet");
    private static final FieldPath POD = FieldPath.of("spec", "template", "spec");
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
    private static final FieldPath PARALLELISM = FieldPath.of("spec", "parallelism");
    private static final FieldPath COMPLETIONS = FieldPath.of("spec", "completions");

    Template {
        defaulted = List.copyOf(defaulted);
    }

    static Template of(Document document, Namespaces namespaces) {
        Manifest manifest = namespaces.resolve(document.manifest());
        var defaulted = new ArrayList<Origin>();
        if (manifest != document.manifest()) defaulted.add(origin(FieldPath.of("metadata", "namespace")));
        MapValue root = manifest.root();
        if (root.get("spec") instanceof MapValue) {
            if (manifest.apiVersion().equals("apps/v1") && SCALED.contains(manifest.kind()) && isAbsent(root, REPLICAS)) {
                root = one(root, REPLICAS, defaulted);
            }
            if (manifest.apiVersion().equals("batch/v1") && manifest.kind().equals("Job") && isAbsent(root, PARALLELISM)) {
                if (isAbsent(root, COMPLETIONS)) root = one(root, COMPLETIONS, defaulted);
                root = one(root, PARALLELISM, defaulted);
            }
        }
        return new Template(document, root == manifest.root() ? manifest : new Manifest(root), defaulted);
    }

    /// The same with the pull policies that follow from the images as they are before any override: a tag of its own or none
    /// at all decides, and overrides come too late to change that.
    Template withPullPolicies() {
        FieldPath pod = manifest.kind().equals("Pod") ? FieldPath.of("spec") : POD;
        MapValue root = manifest.root();
        var origins = new ArrayList<>(defaulted);
        for (String list : List.of("initContainers", "containers")) {
            if (!(root.at(pod.key(list)) instanceof ListValue containers)) continue;
            for (int i = 0; i < containers.size(); i++) {
                Value container = containers.items().get(i);
                String image = container.textAt("image");
                FieldPath field = pod.key(list).index(i).key("imagePullPolicy");
                if (image == null || !isAbsent(root, field)) continue;
                root = (MapValue) root.set(field, Value.text(pullPolicy(image)));
                origins.add(origin(field));
            }
        }
        return new Template(document, new Manifest(root), origins);
    }

    private static String pullPolicy(String image) {
        if (image.contains("@")) return "IfNotPresent";
        int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
        return colon < 0 || image.substring(colon + 1).equals("latest") ? "Always" : "IfNotPresent";
    }

    private static boolean isAbsent(MapValue root, FieldPath path) {
        Value value = root.at(path);
        return value == null || value == Value.NULL;
    }

    private static MapValue one(MapValue root, FieldPath path, List<Origin> defaulted) {
        defaulted.add(origin(path));
        return (MapValue) root.set(path, Value.number(1));
    }

    private static Origin origin(FieldPath path) {
        return new Origin(path, Origin.Kind.DEFAULT, null, null, "default", null);
    }
}
