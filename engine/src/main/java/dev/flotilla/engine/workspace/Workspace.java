package dev.flotilla.engine.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.DocumentReader;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;

/// A folder's documents as they stand, saved or still being typed.
public final class Workspace {
    public static final String SETTINGS_FILE = "flotilla.yaml";

    private final Path root;
    private final WorkspaceSettings settings;
    private final SequencedMap<String, Entry> entries;
    private final List<Diagnostic> settingsDiagnostics;
    private final List<Document> documents;
    private final List<Diagnostic> diagnostics;
    private final Kinds kinds;

    /// One file, read once.
    ///
    /// @param definitions the documents that define kinds
    private record Entry(YamlFile file, List<Document> documents, List<Document> definitions, List<Diagnostic> diagnostics,
            CustomCheck custom) {}

    /// @param before of the workspace that this one came from
    private Workspace(Path root, WorkspaceSettings settings, List<Diagnostic> settingsDiagnostics,
            SequencedMap<String, Entry> entries, Kinds before) {
        this.root = root;
        this.settings = settings;
        this.settingsDiagnostics = settingsDiagnostics;
        this.entries = entries;
        var found = new ArrayList<>(settingsDiagnostics);
        entries.values().forEach(entry -> found.addAll(entry.diagnostics()));
        this.documents = withoutDoubles(entries.values().stream().flatMap(entry -> entry.documents().stream()).toList(), found);
        this.kinds = Kinds.of(entries.values().stream().flatMap(entry -> entry.definitions().stream()).toList(), before);
        if (kinds.hasCustom()) {
            entries.values().forEach(entry -> found.addAll(entry.custom().under(kinds, entry.documents())));
        }
        this.diagnostics = List.copyOf(found);
    }

    /// The same object may be written once. As with `kubectl apply -f FOLDER`, the last one counts; each further one is told.
    private static List<Document> withoutDoubles(List<Document> documents, List<Diagnostic> found) {
        var byKey = new LinkedHashMap<ObjectKey, Document>();
        for (Document document : documents) {
            ObjectKey key = document.ref().key();
            var inNamespace = new ObjectKey(key.group(), key.kind(), key.namespace() == null ? "default" : key.namespace(),
                    key.name());
            Document earlier = byKey.put(inNamespace, document);
            if (earlier != null) {
                var there = earlier.keyAt(FieldPath.of("metadata", "name"));
                found.add(Diagnostic.error("document.duplicate-object", document.keyAt(FieldPath.of("metadata", "name")),
                        key.toString(),
                        there.file(), there.line()));
            }
        }
        if (byKey.size() == documents.size()) return documents;
        var kept = new IdentityHashMap<Document, Boolean>();
        byKey.values().forEach(document -> kept.put(document, true));
        return documents.stream().filter(kept::containsKey).toList();
    }

    /// A workspace of these files, read in one go.
    static Workspace of(Path root, WorkspaceSettings settings, List<Diagnostic> diagnostics, List<SourceFile> sources) {
        var entries = new TreeMap<String, Entry>();
        sources.forEach(source -> entries.put(source.path(), entry(source)));
        return new Workspace(root, settings, List.copyOf(diagnostics), Collections.unmodifiableSequencedMap(entries),
                Kinds.BUILT_IN);
    }

    /// A workspace of nothing but these settings.
    public static Workspace empty(Path root, WorkspaceSettings settings, List<Diagnostic> diagnostics) {
        return new Workspace(root, settings, List.copyOf(diagnostics), Collections.unmodifiableSequencedMap(new TreeMap<>()),
                Kinds.BUILT_IN);
    }

    /// The workspace with this file's text, new or changed. All other files keep their documents.
    public Workspace withText(SourceFile source) {
        Entry known = entries.get(source.path());
        if (known != null && known.file().source().text().equals(source.text())) return this;
        var changed = new TreeMap<>(entries);
        changed.put(source.path(), entry(source));
        return new Workspace(root, settings, settingsDiagnostics, Collections.unmodifiableSequencedMap(changed), kinds);
    }

    /// Whether the settings' patterns take in a file at this path; hidden files belong to no workspace.
    public boolean covers(String path) {
        if (path.startsWith(".") || path.contains("/.")) return false;
        return settings.manifests().stream().anyMatch(pattern -> {
            try {
                return new Glob(pattern).matches(path);
            } catch (PatternSyntaxException _) {
                return false;
            }
        });
    }

    /// The workspace without this file.
    public Workspace without(String path) {
        if (!entries.containsKey(path)) return this;
        var changed = new TreeMap<>(entries);
        changed.remove(path);
        return new Workspace(root, settings, settingsDiagnostics, Collections.unmodifiableSequencedMap(changed), kinds);
    }

    /// The same files under other settings.
    public Workspace withSettings(WorkspaceSettings settings, List<Diagnostic> diagnostics) {
        return new Workspace(root, settings, List.copyOf(diagnostics), entries, kinds);
    }

    private static Entry entry(SourceFile source) {
        YamlFile file = YamlReader.read(source);
        DocumentReader.Result read = DocumentReader.read(file);
        var found = new ArrayList<>(file.diagnostics());
        found.addAll(read.diagnostics());
        return new Entry(file, read.documents(), Kinds.definitions(read.documents()), List.copyOf(found), new CustomCheck());
    }

    public Path root() {
        return root;
    }

    public WorkspaceSettings settings() {
        return settings;
    }

    /// The files by path, in the order of their paths.
    public List<YamlFile> files() {
        return entries.values().stream().map(Entry::file).toList();
    }

    /// All sound documents, by file path and place.
    public List<Document> documents() {
        return documents;
    }

    /// The kinds whose fields are known here.
    public Kinds kinds() {
        return kinds;
    }

    /// What is wrong with the texts themselves, before any dialect looked at them.
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
