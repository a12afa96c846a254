package dev.flotilla.engine.dialect.karmada.edit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Text edits of one document. Where its text is laid out in a way that an edit could spoil, there is none.
public final class Edits {
    private final Document document;
    private final SourceFile file;
    private final String text;

    public Edits(Document document) {
        this.document = document;
        file = document.source().source();
        text = file.text();
    }

    /// `value` at a path that is not written yet; missing maps are written on the way, a list is appended to.
    public Optional<TextEdit> add(FieldPath path, Value value) {
        FieldPath holder = path.parent();
        Value content = wrap(path.segments().getLast(), value);
        while (!document.source().writes(holder) || isEmpty(holder)) {
            if (holder.isRoot()) return Optional.empty();
            boolean emptyKey = document.source().writes(holder) && !isFlow(holder);
            if (emptyKey) return below(holder, content);
            if (document.source().writes(holder)) break;
            content = wrap(holder.segments().getLast(), content);
            holder = holder.parent();
        }
        if (isFlow(holder)) return inFlow(holder, content);
        Value there = document.manifest().root().at(holder);
        if (there instanceof MapValue map && content instanceof MapValue added && !map.isEmpty())
            return beside(holder, map, added);
        if (there instanceof ListValue list && content instanceof ListValue added && !list.isEmpty())
            return behind(holder, list, added);
        return Optional.empty();
    }

    private static Value wrap(FieldPath.Segment segment, Value value) {
        return switch (segment) {
            case FieldPath.Key(String name) -> MapValue.of(name, value);
            case FieldPath.Index _ -> ListValue.of(value);
        };
    }

    private boolean isEmpty(FieldPath path) {
        Value value = document.manifest().root().at(path);
        return value == null || value == Value.NULL || value instanceof MapValue map && map.isEmpty()
                || value instanceof ListValue list && list.isEmpty();
    }

    private boolean isFlow(FieldPath path) {
        int start = document.at(path).start();
        return start < text.length() && (text.charAt(start) == '{' || text.charAt(start) == '[')
                && document.manifest().root().at(path) instanceof Value value
                && (value instanceof MapValue || value instanceof ListValue);
    }

    private Optional<TextEdit> inFlow(FieldPath path, Value content) {
        Location place = document.at(path);
        int close = place.end() - 1;
        if (close <= place.start() || text.charAt(close) != '}' && text.charAt(close) != ']') return Optional.empty();
        int at = close;
        while (at > place.start() + 1 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        String inner = flow(content);
        inner = inner.substring(1, inner.length() - 1);
        return Optional.of(new TextEdit(file.location(at, at), isEmpty(path) ? inner : ", " + inner));
    }

    /// One line of YAML.
    private static String flow(Value value) {
        return switch (value) {
            case MapValue map -> map.keys().stream().map(key -> scalar(Value.text(key)) + ": " + flow(valueOf(map, key)))
                    .collect(Collectors.joining(", ", "{", "}"));
            case ListValue list -> list.stream().map(Edits::flow).collect(Collectors.joining(", ", "[", "]"));
            default -> scalar(value);
        };
    }

    private static Value valueOf(MapValue map, String key) {
        Value value = map.get(key);
        return value == null ? Value.NULL : value;
    }

    private static String scalar(Value value) {
        return YamlWriter.write(value).strip();
    }

    private Optional<TextEdit> below(FieldPath path, Value content) {
        Location key = document.keyAt(path);
        int end = lineEnd(key.end());
        return Optional.of(new TextEdit(file.location(end, end), indented(content, key.column() + 1)));
    }

    private Optional<TextEdit> beside(FieldPath path, MapValue map, MapValue added) {
        Location first = document.keyAt(path.key(map.keys().getFirst()));
        int end = lineEnd(document.at(path).end());
        return Optional.of(new TextEdit(file.location(end, end), indented(added, first.column() - 1)));
    }

    private Optional<TextEdit> behind(FieldPath path, ListValue list, ListValue added) {
        Location last = document.at(path.index(list.size() - 1));
        String before = text.substring(file.lineStart(last.line()), last.start());
        int dash = before.indexOf('-');
        if (dash < 0 || !before.strip().equals("-")) return Optional.empty();
        int end = lineEnd(document.at(path).end());
        return Optional.of(new TextEdit(file.location(end, end), indented(added, dash)));
    }

    private static String indented(Value content, int columns) {
        String indent = " ".repeat(columns);
        List<String> lines = Arrays.asList(YamlWriter.write(content).stripTrailing().split("\n", -1));
        return lines.stream().map(line -> "\n" + (line.isEmpty() ? "" : indent + line)).collect(Collectors.joining());
    }

    /// Before the line break that ends the line of `offset`.
    private int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        int at = end < 0 ? text.length() : end;
        return at > 0 && text.charAt(at - 1) == '\r' ? at - 1 : at;
    }

    /// Another scalar in the place of the one at `path`.
    public Optional<TextEdit> replace(FieldPath path, Value value) {
        return document.source().writes(path) ? Optional.of(new TextEdit(document.at(path), flow(value))) : Optional.empty();
    }

    /// Another key for the field at `path`.
    public Optional<TextEdit> rename(FieldPath path, String key) {
        return document.source().writes(path) ? Optional.of(new TextEdit(document.keyAt(path), key)) : Optional.empty();
    }

    /// Another field in the place of the one at `path`.
    public Optional<TextEdit> replaceField(FieldPath path, String key, Value value) {
        return remove(path).map(removed -> new TextEdit(removed.range(),
                indented(MapValue.of(key, value), document.keyAt(path).column() - 1)));
    }

    /// The field at `from` with its value, at `to` instead.
    public Optional<List<TextEdit>> move(FieldPath from, FieldPath to) {
        Value value = document.manifest().root().at(from);
        if (value == null) return Optional.empty();
        return remove(from).flatMap(removed -> add(to, value).map(added -> together(removed, added)));
    }

    /// An insertion at the edge of a removal becomes one edit with it, so that their order cannot matter.
    private static List<TextEdit> together(TextEdit removed, TextEdit added) {
        int at = added.range().start();
        boolean touches = at >= removed.range().start() && at <= removed.range().end();
        return touches ? List.of(new TextEdit(removed.range(), added.newText())) : List.of(removed, added);
    }

    /// The list item at `path` gone: its lines, or its part of a line.
    public Optional<TextEdit> removeItem(FieldPath path) {
        if (!document.source().writes(path) || !(document.manifest().root().at(path.parent()) instanceof ListValue list))
            return Optional.empty();
        Location item = document.at(path);
        String before = text.substring(file.lineStart(item.line()), item.start());
        if (before.strip().equals("-") && list.size() > 1) {
            return Optional
                    .of(new TextEdit(file.location(Math.max(0, file.lineStart(item.line()) - 1), lineEnd(item.end())), ""));
        }
        if (!isFlow(path.parent())) return Optional.empty();
        int from = item.start();
        int to = item.end();
        while (to < text.length() && (text.charAt(to) == ' ' || text.charAt(to) == ',')) {
            to++;
        }
        return Optional.of(new TextEdit(file.location(from, to), ""));
    }

    /// The field at `path` gone, with its whole lines.
    public Optional<TextEdit> remove(FieldPath path) {
        if (path.isRoot() || !document.source().writes(path) || !(path.segments().getLast() instanceof FieldPath.Key))
            return Optional.empty();
        Location key = document.keyAt(path);
        int lineStart = file.lineStart(key.line());
        if (!text.substring(lineStart, key.start()).isBlank()) return Optional.empty();
        int end = lineEnd(Math.max(key.end(), document.at(path).end()));
        int from = lineStart > 0 ? lineStart - 1 : 0;
        return Optional.of(new TextEdit(file.location(from, end), ""));
    }
}
