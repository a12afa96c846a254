package dev.flotilla.app.fleet;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Changes single entries of a YAML document as a careful person would: the lines around them stay, with their comments.
final class BlockEdit {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*");
    private static final Set<String> NOT_TEXT = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", ".nan",
            ".inf");

    private final YamlDocument document;
    private final String text;

    BlockEdit(YamlDocument document) {
        this.document = document;
        this.text = document.source().text();
    }

    /// The first document of a text; an empty text counts as an empty document.
    static BlockEdit of(String path, String text) {
        var documents = YamlReader.read(new SourceFile(path, text)).documents();
        if (documents.isEmpty()) throw new IllegalArgumentException(path + " holds no sound document");
        return new BlockEdit(documents.getFirst());
    }

    /// The text with `value` under `key` of the map at `path`; missing maps on the way are made.
    String put(FieldPath path, String key, String value) {
        FieldPath field = path.key(key);
        if (document.writes(field)) {
            Location old = document.location(field);
            return text.substring(0, old.start()) + scalar(value) + text.substring(old.end());
        }
        return addEntry(path, scalar(key) + ": " + scalar(value), false);
    }

    /// The text with one more item in the list at `path`, which is made where it is missing.
    ///
    /// @param item in flow style, on one line
    String append(FieldPath path, String item) {
        return addEntry(path, item, true);
    }

    private String addEntry(FieldPath path, String entry, boolean toList) {
        Value there = document.root().at(path);
        boolean fits = toList
                ? there instanceof ListValue list && !list.isEmpty()
                : there instanceof MapValue map && !map.isEmpty();
        if (fits) return insertInto(path, entry, toList);
        if (document.writes(path)) {
            return new BlockEdit(reread(remove(path))).addEntry(path, entry, toList);
        }
        if (path.isRoot()) return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + entry + "\n";
        var last = (FieldPath.Key) path.segments().getLast();
        String nested = scalar(last.name()) + ":" + (isFlow(nearestWritten(path.parent()))
                ? toList ? " [" + entry + "]" : " {" + entry + "}"
                : toList ? "\n- " + entry : "\n  " + entry.replace("\n", "\n  "));
        return addEntry(path.parent(), nested, false);
    }

    private FieldPath nearestWritten(FieldPath path) {
        FieldPath here = path;
        while (!here.isRoot() && !document.writes(here)) {
            here = here.parent();
        }
        return here;
    }

    private boolean isFlow(FieldPath path) {
        int start = document.location(path).start();
        return start < text.length() && (text.charAt(start) == '{' || text.charAt(start) == '[');
    }

    private String insertInto(FieldPath path, String entry, boolean toList) {
        Location range = document.location(path);
        if (isFlow(path)) return text.substring(0, range.end() - 1) + ", " + entry + text.substring(range.end() - 1);
        String indent = " ".repeat(range.column() - 1);
        int end = endOfLine(contentEnd(range));
        String lines = indent + (toList ? "- " : "") + entry.replace("\n", "\n" + indent);
        return text.substring(0, end) + "\n" + lines + text.substring(end);
    }

    /// The text without the entry or item at `path`; a map or list that would be left empty goes with it.
    String remove(FieldPath path) {
        if (!document.writes(path)) return text;
        FieldPath parent = path.parent();
        if (isOnlyChild(parent) && !parent.isRoot() && !parent.parent().isRoot()) return remove(parent);
        Location key = document.keyLocation(path);
        Location value = document.location(path);
        if (!parent.isRoot() && isFlow(parent)) return removeFromFlow(key.start(), value.end());
        int from = text.lastIndexOf('\n', Math.max(0, key.start() - 1)) + 1;
        int to = Math.min(text.length(), endOfLine(contentEnd(value)) + 1);
        return text.substring(0, from) + text.substring(to);
    }

    private boolean isOnlyChild(FieldPath parent) {
        return switch (document.root().at(parent)) {
            case MapValue map -> map.size() == 1;
            case ListValue list -> list.size() == 1;
            case null, default -> false;
        };
    }

    private String removeFromFlow(int from, int to) {
        int end = to;
        while (end < text.length() && (text.charAt(end) == ',' || text.charAt(end) == ' ')) {
            end++;
        }
        int start = from;
        boolean wasLast = end < text.length() && (text.charAt(end) == '}' || text.charAt(end) == ']');
        while (wasLast && (text.charAt(start - 1) == ',' || text.charAt(start - 1) == ' ')) {
            start--;
        }
        return text.substring(0, start) + text.substring(end);
    }

    /// Where a block's last entry ends: the composer counts comment lines behind it in, a reader takes them for the next entry's.
    private int contentEnd(Location range) {
        int end = range.end();
        while (true) {
            int line = text.lastIndexOf('\n', end - 1) + 1;
            if (line <= range.start() || !text.substring(line, end).stripLeading().startsWith("#")) return end;
            end = line - 1;
            while (end > range.start() && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
        }
    }

    private int endOfLine(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end;
    }

    private YamlDocument reread(String changed) {
        List<YamlDocument> documents = YamlReader.read(new SourceFile(document.source().path(), changed)).documents();
        if (documents.isEmpty()) throw new IllegalStateException("a removed entry broke " + document.source().path());
        int place = YamlReader.read(document.source()).documents().stream()
                .filter(other -> other.location(FieldPath.ROOT).start() < document.location(FieldPath.ROOT).start()).toList()
                .size();
        return documents.get(Math.min(place, documents.size() - 1));
    }

    /// A string as YAML, in quotes only where it would otherwise be read as something else.
    static String scalar(String value) {
        boolean plain = PLAIN.matcher(value).matches() && !NOT_TEXT.contains(value.toLowerCase(java.util.Locale.ROOT))
                && !value.startsWith(".");
        return plain ? value : Json.write(Value.text(value));
    }
}
