package dev.flotilla.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.text.YamlNode.Style;
import dev.flotilla.engine.text.YamlWriter.Layout;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// How somebody laid out a document's text: where lines, dashes and colons are, how far things are indented, how they are quoted.
final class YamlLayout {
    private static final Pattern ANCHOR = Pattern.compile("(?:^|[\\s\\[{,])&[^\\s,\\[\\]{}]");

    private final YamlDocument document;
    private final SourceFile file;
    private final String text;
    private @Nullable Layout style;

    YamlLayout(YamlDocument document) {
        this.document = document;
        file = document.source();
        text = file.text();
    }

    /// As the first map and the first list below a key are indented.
    Layout style() {
        Layout known = style;
        if (known == null) {
            int[] found = {0, -1};
            look(document.node(), found);
            int maps = found[0] > 0 ? found[0] : Layout.HOUSE.maps();
            known = new Layout(maps, found[1] >= 0 ? found[1] : maps);
            style = known;
        }
        return known;
    }

    private void look(YamlNode node, int[] found) {
        for (Entry entry : node.entries()) {
            if (found[0] > 0 && found[1] >= 0) return;
            YamlNode value = entry.node();
            if (entry.alias() || value.style() != Style.BLOCK) continue;
            if (entry.key() != null && !isMarked(value)) {
                int columns = column(value.start()) - column(entry.key().start());
                if (value.value() instanceof MapValue && found[0] == 0) found[0] = columns;
                if (value.value() instanceof ListValue && found[1] < 0) found[1] = columns;
            }
            look(value, found);
        }
    }

    String lineBreak() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    boolean isAt(int offset, char c) {
        return offset >= 0 && offset < text.length() && text.charAt(offset) == c;
    }

    int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    int column(int offset) {
        return offset - lineStart(offset);
    }

    int lineOf(int offset) {
        return file.location(offset, offset).line();
    }

    /// Before the line break that ends the line of `offset`.
    int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        int at = end < 0 ? text.length() : end;
        return at > 0 && end >= 0 && text.charAt(at - 1) == '\r' && at > offset ? at - 1 : at;
    }

    /// Behind the line break at `lineEnd`.
    int nextLine(int lineEnd) {
        int end = text.indexOf('\n', lineEnd);
        return end < 0 ? text.length() : end + 1;
    }

    /// The end of the last line of what ends at `offset`; blank lines count in where a block of text keeps them.
    int afterLine(int offset) {
        int end = lineEnd(offset);
        if (!keepsBlanks(offset)) return end;
        for (int next = nextLine(end); next < text.length()
                && text.substring(next, lineEnd(next)).isBlank(); next = nextLine(end)) {
            end = lineEnd(next);
            if (nextLine(end) == end) break;
        }
        return end;
    }

    private boolean keepsBlanks(int offset) {
        YamlNode leaf = document.node();
        while (!leaf.entries().isEmpty() && !leaf.entries().getLast().alias() && leaf.style() == Style.BLOCK) {
            YamlNode below = null;
            for (Entry entry : leaf.entries()) {
                if (!entry.alias() && entry.node().end() == offset) below = entry.node();
                else if (!entry.alias() && entry.node().start() <= offset && entry.node().end() >= offset) below = entry.node();
            }
            if (below == null) return false;
            leaf = below;
        }
        return leaf.style() == Style.BLOCK_TEXT && leaf.end() == offset
                && text.substring(leaf.start(), lineEnd(leaf.start())).matches("[|>]\\d*\\+.*");
    }

    boolean isFirstOnLine(int offset) {
        return text.substring(lineStart(offset), offset).isBlank();
    }

    /// Where the comment lines begin that stand directly above a line, at its own indentation; the line's start where none do.
    int commentsAbove(int offset) {
        int column = column(offset);
        int from = lineStart(offset);
        while (from > 0) {
            int line = lineStart(from - 1);
            String above = text.substring(line, from);
            if (!above.stripLeading().startsWith("#") || above.length() - above.stripLeading().length() != column) return from;
            from = line;
        }
        return from;
    }

    /// The colon behind a key on its line, or -1.
    int colon(YamlNode key) {
        int at = key.end();
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return isAt(at, ':') ? at : -1;
    }

    /// The dash of a block list's item, or -1 where the list is written in a way that has none to be found.
    int dash(YamlNode list, int index) {
        if (!isAt(list.start(), '-')) return -1;
        int column = column(list.start());
        var dashes = new ArrayList<Integer>();
        dashes.add(list.start());
        for (int line = nextLine(lineEnd(list.start())); line < list.end()
                && line < text.length(); line = nextLine(lineEnd(line))) {
            int at = line + column;
            boolean dash = at <= list.end() && isAt(at, '-') && text.substring(line, at).isBlank()
                    && (at + 1 >= text.length() || Character.isWhitespace(text.charAt(at + 1)));
            if (dash) dashes.add(at);
        }
        return dashes.size() == list.entries().size() ? dashes.get(index) : -1;
    }

    /// Where the entry or item ends, without a comment behind it; -1 where that cannot be told.
    int end(YamlNode holder, int index) {
        Entry entry = holder.entries().get(index);
        int begin = entry.key() == null ? dash(holder, index) : entry.key().end();
        if (begin < 0) return -1;
        if (!entry.alias()) return Math.max(begin, entry.node().end());
        String line = text.substring(begin, lineEnd(begin));
        int comment = line.indexOf(" #");
        return begin + (comment < 0 ? line : line.substring(0, comment)).stripTrailing().length();
    }

    /// What stands between a colon and the block below it: the comments, without the indentation of the block's first line.
    String between(int from, YamlNode node) {
        int line = lineStart(node.start());
        if (line <= from) return "";
        int end = line - 1;
        return text.substring(from, end > from && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    /// Whether an anchor or a tag stands before the value and belongs to it.
    boolean isMarked(YamlNode node) {
        return isAt(node.start(), '&') || isAt(node.start(), '!');
    }

    boolean hasAnchor(int from, int to) {
        return ANCHOR.matcher(text.substring(from, to)).find();
    }

    boolean hasComment(YamlNode node) {
        return text.substring(node.start(), lineEnd(node.end())).contains("#");
    }

    boolean hasTabs(YamlNode node) {
        return text.substring(lineStart(node.start()), node.end()).indexOf('\t') >= 0;
    }

    private boolean isJson() {
        return file.path().endsWith(".json") || document.node().style() == Style.FLOW && isAt(document.node().start(), '{')
                && !document.node().entries().isEmpty()
                && isQuoted(document.node().entries().getFirst());
    }

    private boolean isQuoted(Entry entry) {
        return entry.key() != null && isAt(entry.key().start(), '"');
    }

    /// A value between brackets, in quotes throughout where the text is JSON.
    String flow(Value value) {
        return YamlWriter.flow(value, isJson() ? text -> Json.write(Value.text(text)) : YamlWriter::scalar);
    }

    /// A scalar, or an empty collection, in the quotes of the one whose place it takes.
    String scalarLike(YamlNode old, Value value) {
        if (!(value instanceof Value.Text(String words))) return flow(value);
        boolean single = old.style() == Style.QUOTED && isAt(old.start(), '\'');
        if (single && words.chars().allMatch(c -> c >= ' ' && c < 0x7f)) return "'" + words.replace("'", "''") + "'";
        if (old.style() == Style.QUOTED || isJson()) {
            String plain = YamlWriter.scalar(words);
            return plain.startsWith("\"") ? plain : Json.write(value);
        }
        return YamlWriter.scalar(words);
    }

    TextEdit edit(int from, int to, String newText) {
        return new TextEdit(file.location(from, to), newText);
    }

    /// The same change, with a comment gone that would be left at the end of its last line.
    TextEdit withCommentBehind(TextEdit edit) {
        int end = edit.range().end();
        int lineEnd = lineEnd(end);
        boolean within = end > lineStart(end);
        return within && text.substring(end, lineEnd).stripLeading().startsWith("#")
                ? edit(edit.range().start(), lineEnd, edit.newText())
                : edit;
    }

    /// New lines behind the line that ends at `lineEnd`.
    TextEdit insertBelow(int lineEnd, List<String> lines) {
        var out = new StringBuilder();
        lines.forEach(line -> out.append(lineBreak()).append(line));
        return edit(lineEnd, lineEnd, out.toString());
    }

    String apply(TextEdit edit) {
        return text.substring(0, edit.range().start()) + edit.newText() + text.substring(edit.range().end());
    }

    /// The one replacement that makes this text into `changed`.
    TextEdit difference(String changed) {
        int most = Math.min(text.length(), changed.length());
        int head = 0;
        while (head < most && text.charAt(head) == changed.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && text.charAt(text.length() - 1 - tail) == changed.charAt(changed.length() - 1 - tail)) {
            tail++;
        }
        return edit(head, text.length() - tail, changed.substring(head, changed.length() - tail));
    }

    /// Where an entry or item begins between brackets; -1 for an alias without a key.
    int start(Entry entry) {
        return entry.key() != null ? entry.key().start() : entry.alias() ? -1 : entry.node().start();
    }
}
