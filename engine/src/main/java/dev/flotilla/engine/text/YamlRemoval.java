package dev.flotilla.engine.text;

import java.util.Optional;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.text.YamlNode.Style;

/// Takes entries and items out of the text of a document, with the lines and commas that they alone need.
///
/// @param layout of the document
/// @param text   of its whole file
record YamlRemoval(YamlLayout layout, String text) {
    /// @param at index of the entry or item
    Optional<TextEdit> remove(YamlNode holder, int at) {
        return holder.style() == Style.FLOW ? fromFlow(holder, at) : fromBlock(holder, at);
    }

    private Optional<TextEdit> fromBlock(YamlNode holder, int at) {
        Entry entry = holder.entries().get(at);
        int start = entry.key() == null ? layout.dash(holder, at) : entry.key().start();
        int end = layout.end(holder, at);
        if (start < 0 || end < 0 || layout.hasAnchor(start, end)) return Optional.empty();
        if (layout.isFirstOnLine(start)) {
            int lineStart = layout.lineStart(start);
            int lineEnd = layout.lineEnd(end);
            int next = layout.nextLine(lineEnd);
            boolean lastLine = next == lineEnd && lineStart > 0;
            return Optional.of(lastLine
                    ? layout.edit(layout.lineEnd(lineStart - 1), lineEnd, "")
                    : layout.edit(lineStart, next, ""));
        }
        if (at + 1 >= holder.entries().size()) return Optional.empty();
        Entry following = holder.entries().get(at + 1);
        int next = following.key() == null ? layout.dash(holder, at + 1) : following.key().start();
        if (next < 0) return Optional.empty();
        return Optional.of(layout.edit(start, text.substring(end, next).isBlank() ? next : end, ""));
    }

    private Optional<TextEdit> fromFlow(YamlNode holder, int at) {
        Entry entry = holder.entries().get(at);
        int start = layout.start(entry);
        if (start < 0 || entry.alias() || layout.hasAnchor(start, entry.node().end())) return Optional.empty();
        int end = Math.max(entry.node().end(), entry.key() == null ? 0 : entry.key().end());
        if (at + 1 < holder.entries().size()) {
            int next = layout.start(holder.entries().get(at + 1));
            if (next < 0 || text.substring(end, next).contains("#")) return Optional.empty();
            return Optional.of(layout.edit(start, next, ""));
        }
        Entry before = holder.entries().get(at - 1);
        if (before.alias() || text.substring(before.node().end(), start).contains("#")) return Optional.empty();
        return Optional.of(layout.edit(before.node().end(), end, ""));
    }
}
