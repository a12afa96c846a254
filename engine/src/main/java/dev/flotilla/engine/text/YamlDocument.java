package dev.flotilla.engine.text;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One YAML document, or a part of one: its value, and where in the file each part of it was written.
public final class YamlDocument {
    private final SourceFile source;
    private final YamlNode node;

    YamlDocument(SourceFile source, YamlNode node) {
        this.source = source;
        this.node = node;
    }

    public SourceFile source() {
        return source;
    }

    public Value root() {
        return node.value();
    }

    YamlNode node() {
        return node;
    }

    /// What stands at `path`, as a document of its own with the places of this file; this one where there is nothing.
    public YamlDocument part(FieldPath path) {
        YamlNode here = node;
        for (FieldPath.Segment segment : path.segments()) {
            Entry child = here.child(segment);
            if (child == null) return this;
            here = child.node();
        }
        return new YamlDocument(source, here);
    }

    /// Where the value at `path` was written; the nearest parent's key where it is absent.
    public Location location(FieldPath path) {
        return locate(path, false);
    }

    /// Where the key of `path` was written; for list items and the root, the value.
    public Location keyLocation(FieldPath path) {
        return locate(path, true);
    }

    /// Whether the document writes something at `path` itself, not by a merge key.
    public boolean writes(FieldPath path) {
        YamlNode here = node;
        for (FieldPath.Segment segment : path.segments()) {
            Entry child = here.ownChild(segment);
            if (child == null) return false;
            here = child.node();
        }
        return true;
    }

    /// The path of the innermost value whose key or text is at `offset` in the file; the root's where it is in none.
    public FieldPath pathAt(int offset) {
        var path = FieldPath.ROOT;
        YamlNode here = node;
        while (true) {
            int index = indexAt(here, offset);
            if (index < 0) return path;
            Entry entry = here.entries().get(index);
            path = entry.key() == null ? path.index(index) : path.key(entry.name());
            if (entry.alias()) return path;
            here = entry.node();
        }
    }

    private static int indexAt(YamlNode node, int offset) {
        for (int i = 0; i < node.entries().size(); i++) {
            Entry entry = node.entries().get(i);
            int from = entry.key() == null ? entry.node().start() : entry.key().start();
            int to = entry.alias() && entry.key() != null ? entry.key().end() : entry.node().end();
            if (offset >= from && offset <= to) return i;
        }
        return -1;
    }

    private Location locate(FieldPath path, boolean wantsKey) {
        YamlNode here = node;
        @Nullable YamlNode key = null;
        for (FieldPath.Segment segment : path.segments()) {
            Entry child = here.child(segment);
            if (child == null) return range(key == null ? firstKey(here) : key);
            key = child.key();
            here = child.node();
        }
        return range(wantsKey && key != null ? key : here);
    }

    private static YamlNode firstKey(YamlNode node) {
        if (node.entries().isEmpty()) return node;
        YamlNode key = node.entries().getFirst().key();
        return key == null ? node : key;
    }

    private Location range(YamlNode of) {
        return source.location(of.start(), of.end());
    }
}
