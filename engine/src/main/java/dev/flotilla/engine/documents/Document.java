package dev.flotilla.engine.documents;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// A manifest that somebody wrote into a file. Two documents are the same only when they are the same instance: a file that did
/// not change keeps its documents, which is how stages know what they need not do again.
public final class Document {
    private final Manifest manifest;
    private final YamlDocument source;
    private volatile @Nullable ObjectRef ref;

    public Document(Manifest manifest, YamlDocument source) {
        this.manifest = manifest;
        this.source = source;
    }

    public Manifest manifest() {
        return manifest;
    }

    public ObjectRef ref() {
        ObjectRef known = ref;
        if (known == null) {
            known = manifest.ref();
            ref = known;
        }
        return known;
    }

    public YamlDocument source() {
        return source;
    }

    /// The file's path within the workspace.
    public String file() {
        return source.source().path();
    }

    /// Where the value at `path` was written, or the nearest parent that was.
    public Location at(FieldPath path) {
        return source.location(path);
    }

    /// Where the value at these map keys was written, or the nearest parent that was.
    public Location at(String... keys) {
        return source.location(FieldPath.of(keys));
    }

    /// Where the key of `path` was written, or the nearest parent's that was.
    public Location keyAt(FieldPath path) {
        return source.keyLocation(path);
    }

    @Override
    public String toString() {
        return ref() + " in " + file();
    }
}
