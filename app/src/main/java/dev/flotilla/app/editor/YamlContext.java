package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.app.ui.YamlTokenizer;
import dev.flotilla.engine.value.FieldPath;

/// Where in a document's tree a caret stands, read from indentation alone, so that it also works in text that does not parse.
///
/// @param path    of the map or list that the caret's line belongs to
/// @param key     the key on the caret's line, or empty
/// @param inValue the caret stands behind the key's colon, or in a list item without a key
/// @param prefix  what is already typed of the word before the caret
/// @param names   the keys along the way and the line's own, for a trail of crumbs
/// @param start   offset at which the document begins
/// @param indent  column of the line's key or item
public record YamlContext(FieldPath path, String key, boolean inValue, String prefix, List<String> names, int start, int indent) {
    public YamlContext {
        names = List.copyOf(names);
    }

    /// The path of the value that the caret's line writes.
    public FieldPath valuePath() {
        return key.isEmpty() ? path : path.key(key);
    }

    private record Level(int indent, FieldPath.Segment segment) {}

    /// @param offset of the caret
    public static YamlContext at(String text, int offset) {
        int documentStart = documentStart(text, offset);
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        String line = lineAt(text, lineStart);
        int column = offset - lineStart;

        var levels = new ArrayList<Level>();
        int at = documentStart;
        while (at < lineStart) {
            int end = text.indexOf('\n', at);
            push(levels, text.substring(at, end));
            at = end + 1;
        }
        int content = contentColumn(line);
        boolean isItem = content > indentOf(line);
        int own = isItem ? content : line.isBlank() ? column : indentOf(line);
        if (isItem) {
            pushItem(levels, indentOf(line), content);
        } else {
            pop(levels, own);
        }
        int colon = YamlTokenizer.keyEnd(line, content);
        String key = colon >= 0 ? unquoted(line.substring(content, colon)) : "";
        boolean inValue = colon >= 0 ? column > colon : isItem && column >= content && !line.substring(content).isBlank();
        String before = line.substring(0, Math.min(column, line.length()));
        int wordStart = before.length();
        while (wordStart > 0 && isWord(before.charAt(wordStart - 1))) {
            wordStart--;
        }
        FieldPath path = new FieldPath(levels.stream().map(Level::segment).toList());
        var names = new ArrayList<String>();
        for (Level level : levels) {
            switch (level.segment()) {
                case FieldPath.Key(String name) -> names.add(name);
                case FieldPath.Index(int index) -> names.add(Integer.toString(index));
            }
        }
        if (!key.isEmpty()) names.add(key);
        return new YamlContext(path, key, inValue, before.substring(wordStart), names, documentStart, own);
    }

    /// The keys that the map at a place has besides the one on the place's own line.
    ///
    /// @param offset of the caret
    static Set<String> siblings(String text, int offset) {
        int own = at(text, offset).indent();
        var keys = new LinkedHashSet<String>();
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        boolean first = contentColumn(lineAt(text, lineStart)) > indentOf(lineAt(text, lineStart));
        int start = documentStart(text, offset);
        for (int at = lineStart; at > start && !first;) {
            at = text.lastIndexOf('\n', at - 2) + 1;
            String line = lineAt(text, at);
            if (isEmpty(line)) continue;
            first = contentColumn(line) < own || indentOf(line) < own;
            if (contentColumn(line) == own) addKey(line, keys);
        }
        int next = text.indexOf('\n', offset) + 1;
        while (next > 0 && next < text.length()) {
            String line = lineAt(text, next);
            next = text.indexOf('\n', next) + 1;
            if (isEmpty(line)) continue;
            if (indentOf(line) < own || line.startsWith("---")) break;
            if (contentColumn(line) == own) addKey(line, keys);
        }
        return keys;
    }

    private static void addKey(String line, Set<String> keys) {
        int content = contentColumn(line);
        int colon = YamlTokenizer.keyEnd(line, content);
        if (colon >= 0) keys.add(unquoted(line.substring(content, colon)));
    }

    private static boolean isEmpty(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    private static String lineAt(String text, int start) {
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static int documentStart(String text, int offset) {
        int from = Math.min(offset, text.length());
        int marker = text.lastIndexOf("\n---", Math.max(0, from - 1));
        if (marker >= 0) {
            int end = text.indexOf('\n', marker + 1);
            return end < 0 || end >= from ? marker + 1 : end + 1;
        }
        return 0;
    }

    private static void push(List<Level> levels, String line) {
        if (isEmpty(line)) return;
        int content = contentColumn(line);
        if (content > indentOf(line)) {
            pushItem(levels, indentOf(line), content);
        } else {
            pop(levels, content);
        }
        int colon = YamlTokenizer.keyEnd(line, content);
        if (colon >= 0) levels.add(new Level(content, new FieldPath.Key(unquoted(line.substring(content, colon)))));
    }

    /// A dash may stand at its list's own column: the key above stays open then.
    private static void pushItem(List<Level> levels, int dash, int content) {
        int index = 0;
        while (!levels.isEmpty() && levels.getLast().indent() >= dash) {
            Level last = levels.getLast();
            if (last.indent() == dash && last.segment() instanceof FieldPath.Key) break;
            if (last.indent() <= dash && last.segment() instanceof FieldPath.Index(int before)) index = before + 1;
            levels.removeLast();
        }
        levels.add(new Level(dash, new FieldPath.Index(index)));
        if (content < dash) throw new IllegalStateException("content stands behind its dash");
    }

    private static void pop(List<Level> levels, int indent) {
        while (!levels.isEmpty() && levels.getLast().indent() >= indent) {
            levels.removeLast();
        }
    }

    private static int indentOf(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int contentColumn(String line) {
        int at = indentOf(line);
        while (at < line.length() && line.charAt(at) == '-' && (at + 1 == line.length() || line.charAt(at + 1) == ' ')) {
            at++;
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
        }
        return at;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '/';
    }

    private static String unquoted(String key) {
        return key.length() >= 2 && (key.charAt(0) == '"' || key.charAt(0) == '\'')
                ? key.substring(1, key.length() - 1)
                : key.strip();
    }
}
