package dev.flotilla.engine.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.schema.BuiltinSchemas;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.text.Spelling;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlFile;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// From a file's YAML documents to Kubernetes objects: lists are unpacked, what is no object is told or, where it plainly is not
/// meant for a cluster, passed over.
public final class DocumentReader {
    /// Configuration that lives beside manifests and is read by tools, not by clusters.
    private static final Set<String> TOOLS = Set.of("kind.x-k8s.io", "kustomize.config.k8s.io", "kubeadm.k8s.io",
            "kubelet.config.k8s.io", "kubeproxy.config.k8s.io", "kubescheduler.config.k8s.io", "apiserver.config.k8s.io",
            "audit.k8s.io", "client.authentication.k8s.io", "flotilla.dev", "skaffold", "k3d.io", "ctlptl.dev",
            "minikube.sigs.k8s.io");
    private static final Set<String> OBJECT_PARTS = Set.of("metadata", "spec", "data", "stringData");

    private final List<Document> documents = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private DocumentReader() {}

    /// @param documents   the sound ones, in order
    /// @param diagnostics what is wrong with the others
    public record Result(List<Document> documents, List<Diagnostic> diagnostics) {
        public Result {
            documents = List.copyOf(documents);
            diagnostics = List.copyOf(diagnostics);
        }
    }

    public static Result read(YamlFile file) {
        var reader = new DocumentReader();
        file.documents().forEach(reader::read);
        return new Result(reader.documents, reader.diagnostics);
    }

    private void read(YamlDocument source) {
        if (!(source.root() instanceof MapValue map)) {
            diagnostics.add(Diagnostic.error("document.not-an-object", source.location(FieldPath.ROOT)));
            return;
        }
        if (isForTools(map)) return;
        if (map.get("items") instanceof ListValue items && String.valueOf(map.textAt("kind")).endsWith("List")) {
            for (int i = 0; i < items.size(); i++) {
                read(source.part(FieldPath.of("items").index(i)));
            }
            return;
        }
        var document = new Document(new Manifest(map), source);
        if (isComplete(document)) {
            checkType(document);
            checkFields(document);
            documents.add(document);
        }
    }

    /// Values files, compose files, kubeconfigs, charts and the like.
    private static boolean isForTools(MapValue map) {
        String apiVersion = map.textAt("apiVersion");
        String kind = map.textAt("kind");
        if (kind == null && apiVersion == null)
            return OBJECT_PARTS.stream().noneMatch(map::has) || !(map.get("metadata") instanceof MapValue);
        if (kind == null && map.has("name") && !map.has("metadata")) return true;
        if (apiVersion == null) return false;
        if ("Config".equals(kind) && apiVersion.equals("v1")) return true;
        return TOOLS.contains(new TypeRef(apiVersion, "").group()) || apiVersion.startsWith("skaffold/");
    }

    private boolean isComplete(Document document) {
        boolean complete = isText(document, "document.no-api-version", "apiVersion")
                && isText(document, "document.no-kind", "kind");
        if (!complete) return false;
        MapValue root = document.manifest().root();
        if (root.has("metadata") && !(root.get("metadata") instanceof MapValue)) {
            diagnostics.add(Diagnostic.error("document.wrong-type", document.at("metadata"), "metadata", "map"));
            return false;
        }
        if (document.manifest().name().isBlank() && root.mapAt("metadata").has("generateName")) {
            diagnostics.add(Diagnostic.error("document.generate-name", document.keyAt(FieldPath.of("metadata", "generateName"))));
            return false;
        }
        return isText(document, "document.no-name", "metadata", "name") && isTextOrAbsent(document, "metadata", "namespace")
                && areTexts(document, "labels") && areTexts(document, "annotations");
    }

    private boolean isText(Document document, String code, String... keys) {
        if (!isTextOrAbsent(document, keys)) return false;
        String text = document.manifest().root().textAt(keys);
        if (text != null && !text.isBlank()) return true;
        diagnostics.add(Diagnostic.error(code, document.at(keys), document.manifest().kind()));
        return false;
    }

    private boolean isTextOrAbsent(Document document, String... keys) {
        Value value = document.manifest().root().at(keys);
        if (value == null || value == Value.NULL || value instanceof Value.Text) return true;
        diagnostics.add(FieldCheck.wrongType(document, FieldPath.of(keys), Schema.Type.STRING, value));
        return false;
    }

    /// Labels and annotations are strings; `enabled: true` is refused by every API server.
    private boolean areTexts(Document document, String field) {
        Value value = document.manifest().root().at("metadata", field);
        if (value == null || value == Value.NULL) return true;
        if (!(value instanceof MapValue map)) {
            diagnostics.add(Diagnostic.error("document.wrong-type", document.at("metadata", field), "metadata." + field, "map"));
            return false;
        }
        boolean all = true;
        for (var entry : map) {
            if (entry.getValue() instanceof Value.Text || entry.getValue() == Value.NULL) continue;
            var path = FieldPath.of("metadata", field, entry.getKey());
            diagnostics.add(FieldCheck.wrongType(document, path, Schema.Type.STRING, entry.getValue()));
            all = false;
        }
        return all;
    }

    private void checkType(Document document) {
        TypeRef type = document.manifest().type();
        Optional<String> replacement = BuiltInKinds.replacement(type);
        if (replacement.isPresent()) {
            diagnostics.add(wrongType("document.removed-api", document, "apiVersion", replacement.get()));
            return;
        }
        Set<String> kinds = BuiltInKinds.of(type.apiVersion());
        if (kinds.contains(type.kind()) || kinds.isEmpty() && !BuiltInKinds.isOwn(type.apiVersion())) return;
        Optional<String> home = BuiltInKinds.home(type.kind());
        if (home.isPresent()) {
            diagnostics.add(wrongType("document.wrong-api-version", document, "apiVersion", home.get()));
        } else {
            Optional<String> meant = Spelling.nearest(type.kind(), kinds);
            diagnostics.add(meant.isPresent()
                    ? wrongType("document.misspelt-kind", document, "kind", meant.get())
                    : Diagnostic.warning("document.unknown-kind", document.at("kind"), type.kind(), type.apiVersion()));
        }
    }

    /// Fields of Kubernetes' own kinds; those of other kinds depend on more than one file.
    private void checkFields(Document document) {
        TypeRef type = document.manifest().type();
        Schema schema = BuiltinSchemas.shared().kind(type.apiVersion(), type.kind());
        if (schema != null) diagnostics.addAll(FieldCheck.check(document, FieldPath.ROOT, schema, type.kind()));
    }

    private static Diagnostic wrongType(String code, Document document, String field, String right) {
        Location at = document.at(field);
        TypeRef type = document.manifest().type();
        var fix = new QuickFix("fix.replace-with", List.of(right), List.of(new TextEdit(at, right)));
        return Diagnostic.warning(code, at, type.kind(), type.apiVersion(), right).withFixes(fix);
    }
}
