package dev.flotilla.engine.text;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A value and where it was written. Kept small, since a file of 20 MB has a million of them: offsets only, no line numbers.
final class YamlNode {
    /// How the text shows this node.
    enum Style {
        PLAIN, QUOTED, BLOCK_TEXT, FLOW, BLOCK
    }

    /// @param key   of a map's entry; `null` in a list
    /// @param alias whether the value stands elsewhere, and here only its alias
    record Entry(@Nullable YamlNode key, YamlNode node, boolean alias) {
        String name() {
            return key == null ? "" : key.value() instanceof Value.Text(String s) ? s : key.value().toString();
        }
    }

    private final int start;
    private final int end;
    private final Style style;
    private final Value value;
    private final List<Entry> entries;
    private final List<YamlNode> merged;

    YamlNode(int start, int end, Style style, Value value, List<Entry> entries, List<YamlNode> merged) {
        this.start = start;
        this.end = end;
        this.style = style;
        this.value = value;
        this.entries = entries;
        this.merged = merged;
    }

    static YamlNode scalar(int start, int end, Style style, Value value) {
        return new YamlNode(start, end, style, value, List.of(), List.of());
    }

    int start() {
        return start;
    }

    /// Behind the last character that belongs to the value; comments and blank lines that follow do not.
    int end() {
        return end;
    }

    Style style() {
        return style;
    }

    Value value() {
        return value;
    }

    /// Entries of a map or items of a list as written; a key may come twice.
    List<Entry> entries() {
        return entries;
    }

    /// What stands at `segment`, by the last entry of that name, or by a merge key; `null` for nothing.
    @Nullable
    Entry child(FieldPath.Segment segment) {
        Entry own = ownChild(segment);
        if (own != null || !(segment instanceof FieldPath.Key)) return own;
        for (YamlNode other : merged) {
            Entry there = other.child(segment);
            if (there != null) return there;
        }
        return null;
    }

    /// As [#child], without what a merge key brings.
    @Nullable
    Entry ownChild(FieldPath.Segment segment) {
        return switch (segment) {
            case FieldPath.Key(String name) -> {
                for (int i = entries.size() - 1; i >= 0; i--) {
                    Entry entry = entries.get(i);
                    if (entry.key() != null && entry.name().equals(name)) yield entry;
                }
                yield null;
            }
            case FieldPath.Index(int index) -> index >= 0 && index < entries.size() && entries.get(index).key() == null
                    ? entries.get(index)
                    : null;
        };
    }
}
