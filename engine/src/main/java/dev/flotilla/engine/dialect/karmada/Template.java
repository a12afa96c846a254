package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flotilla.engine.dialect.karmada.work.Rendered;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A manifest as the control plane's API server stores it, with the defaults that decide about what members get: replicas, pull
/// policies from the images as they are before any override, the type of a Service.
///
/// Source: kubernetes: pkg/apis/{apps,batch,core}/v1/defaults.go.
///
/// @param defaulted which fields were filled in
record Template(Document document, Manifest manifest, List<Origin> defaulted) {
    private static final Set<String> SCALED = Set.of("Deployment", "StatefulSet", "ReplicaSet");
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
    private static final FieldPath PARALLELISM = FieldPath.of("spec", "parallelism");
    private static final FieldPath COMPLETIONS = FieldPath.of("spec", "completions");
    private static final FieldPath SERVICE_TYPE = FieldPath.of("spec", "type");
    private static final FieldPath POD = FieldPath.of("spec", "template", "spec");
    private static final Pattern IMAGE = Pattern
            .compile("[^@:\\s]+(?::[0-9]+/[^@:\\s]+)?(?::(?<tag>[\\w.-]+))?(?<digest>@\\S+)?");

    Template {
        defaulted = List.copyOf(defaulted);
    }

    static Template of(Document document, Namespaces namespaces) {
        return new Defaulting(document, namespaces.resolve(document.manifest())).template();
    }

    /// Those of the defaults that the rendering left as they were.
    List<Origin> defaultsLeft(Rendered.Sent sent) {
        return defaulted.stream().filter(origin -> sent.manifest().root().at(origin.path()) != null
                && sent.origins().stream().noneMatch(other -> origin.path().startsWith(other.path()))).toList();
    }

    /// One manifest on its way to what is stored.
    private static final class Defaulting {
        private final Document document;
        private final Manifest manifest;
        private final List<Origin> defaulted = new ArrayList<>();
        private MapValue root;

        Defaulting(Document document, Manifest manifest) {
            this.document = document;
            this.manifest = manifest;
            root = manifest.root();
            if (manifest != document.manifest()) told(FieldPath.of("metadata", "namespace"));
        }

        Template template() {
            switch (manifest.apiVersion()) {
                case "apps/v1" -> {
                    if (SCALED.contains(manifest.kind())) absent(REPLICAS, Value.number(1));
                    if (SCALED.contains(manifest.kind()) || manifest.kind().equals("DaemonSet")) pods(POD);
                }
                case "batch/v1" -> batch();
                case "v1" -> core();
                default -> {
                }
            }
            return new Template(document, root == manifest.root() ? manifest : new Manifest(root), defaulted);
        }

        private void batch() {
            if (manifest.kind().equals("Job")) {
                if (isAbsent(PARALLELISM)) {
                    absent(COMPLETIONS, Value.number(1));
                    absent(PARALLELISM, Value.number(1));
                }
                pods(POD);
            } else if (manifest.kind().equals("CronJob")) {
                pods(FieldPath.of("spec", "jobTemplate", "spec", "template", "spec"));
            }
        }

        private void core() {
            switch (manifest.kind()) {
                case "Pod" -> pods(FieldPath.of("spec"));
                case "ReplicationController" -> pods(POD);
                case "PodTemplate" -> pods(FieldPath.of("template", "spec"));
                case "Service" -> absent(SERVICE_TYPE, Value.text("ClusterIP"));
                default -> {
                }
            }
        }

        private boolean isAbsent(FieldPath path) {
            Value value = root.at(path);
            return value == null || value == Value.NULL;
        }

        /// Only where the map that would hold it is written.
        private void absent(FieldPath path, Value value) {
            if (!isAbsent(path) || !(root.at(path.parent()) instanceof MapValue)) return;
            root = (MapValue) root.set(path, value);
            told(path);
        }

        private void told(FieldPath path) {
            defaulted.add(new Origin(path, Origin.Kind.DEFAULT, null, null, "default", null));
        }

        private void pods(FieldPath pod) {
            for (String list : List.of("initContainers", "containers")) {
                if (!(root.at(pod.key(list)) instanceof ListValue containers)) continue;
                for (int i = 0; i < containers.size(); i++) {
                    String image = containers.items().get(i).textAt("image");
                    if (image == null || image.isEmpty()) continue;
                    absent(pod.key(list).index(i).key("imagePullPolicy"), Value.text(pullPolicy(image)));
                }
            }
        }
    }

    /// `Always` for the tag `latest`, which is also that of an image with neither tag nor digest.
    private static String pullPolicy(String image) {
        Matcher matcher = IMAGE.matcher(image);
        if (!matcher.matches()) return "IfNotPresent";
        @Nullable String tag = matcher.group("tag");
        boolean latest = tag == null ? matcher.group("digest") == null : tag.equals("latest");
        return latest ? "Always" : "IfNotPresent";
    }
}
