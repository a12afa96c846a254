package dev.flotilla.engine.dialect.kubefed.check;

import java.util.Optional;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.Value;

/// Small changes of a document's text. Where the text is laid out in a way that a change could spoil, there is none.
public final class Edits {
    private final Document document;
    private final SourceFile file;
    private final String text;

    public Edits(Document document) {
        this.document = document;
        this.file = document.source().source();
        this.text = file.text();
    }

    /// Another scalar in the place of the one at `path`.
    public Optional<TextEdit> replace(FieldPath path, String value) {
        if (!document.source().writes(path)) return Optional.empty();
        Location place = document.at(path);
        String quote = place.start() < text.length() && (text.charAt(place.start()) == '"' || text.charAt(place.start()) == '\'')
                ? text.substring(place.start(), place.start() + 1)
                : needsQuotes(value) ? "\"" : "";
        return Optional.of(new TextEdit(place, quote + value + quote));
    }

    private static boolean needsQuotes(String value) {
        return value.isEmpty() || !value.matches("[A-Za-z/][-A-Za-z0-9_./]*")
                || value.matches("(?i)y|n|yes|no|on|off|true|false|null");
    }

    /// Another key for the field at `path`.
    public Optional<TextEdit> rename(FieldPath path, String key) {
        return document.source().writes(path) ? Optional.of(new TextEdit(document.keyAt(path), key)) : Optional.empty();
    }

    /// The field or list item at `path` gone.
    public Optional<TextEdit> remove(FieldPath path) {
        if (path.isRoot() || !document.source().writes(path)) return Optional.empty();
        boolean item = path.segments().getLast() instanceof FieldPath.Index;
        Location value = document.at(path);
        int start = item ? value.start() : document.keyAt(path).start();
        int lineStart = file.lineStart(lineAt(start));
        String before = text.substring(lineStart, start);
        boolean wholeLine = item ? before.strip().equals("-") : before.isBlank();
        if (wholeLine) return Optional.of(new TextEdit(file.location(lineStart, lineEnd(value.end())), ""));
        return inFlow(start, value.end());
    }

    private Optional<TextEdit> inFlow(int start, int end) {
        int after = skipSpaces(end);
        if (after < text.length() && text.charAt(after) == ',') {
            return Optional.of(new TextEdit(file.location(start, skipSpaces(after + 1)), ""));
        }
        int before = start;
        while (before > 0 && text.charAt(before - 1) == ' ') {
            before--;
        }
        if (before > 0 && text.charAt(before - 1) == ',') return Optional.of(new TextEdit(file.location(before - 1, end), ""));
        boolean alone = before > 0 && "[{".indexOf(text.charAt(before - 1)) >= 0 && after < text.length()
                && "]}".indexOf(text.charAt(after)) >= 0;
        return alone ? Optional.of(new TextEdit(file.location(start, end), "")) : Optional.empty();
    }

    private int skipSpaces(int at) {
        int here = at;
        while (here < text.length() && text.charAt(here) == ' ') {
            here++;
        }
        return here;
    }

    /// Another item behind the last one of the list at `path`, written in the list's own style.
    public Optional<TextEdit> append(FieldPath path, String item) {
        Value list = document.manifest().root().at(path);
        if (!(list instanceof ListValue items) || !document.source().writes(path)) return Optional.empty();
        Location place = document.at(path);
        if (place.start() < text.length() && text.charAt(place.start()) == '[') {
            int close = place.end() - 1;
            if (close <= place.start() || text.charAt(close) != ']') return Optional.empty();
            String entry = item.contains(": ") ? "{" + item + "}" : item;
            return Optional.of(new TextEdit(file.location(close, close), items.isEmpty() ? entry : ", " + entry));
        }
        if (items.isEmpty()) return Optional.empty();
        Location last = document.at(path.index(items.size() - 1));
        int lineStart = file.lineStart(last.line());
        String before = text.substring(lineStart, last.start());
        int dash = before.indexOf('-');
        if (dash < 0 || !before.strip().equals("-")) return Optional.empty();
        int end = last.end();
        return Optional.of(new TextEdit(file.location(end, end), "\n" + before.substring(0, dash) + "- " + item));
    }

    /// Another field beside the one at `path`.
    public Optional<TextEdit> beside(FieldPath path, String field) {
        if (!document.source().writes(path)) return Optional.empty();
        Location key = document.keyAt(path);
        Location value = document.at(path);
        String before = text.substring(file.lineStart(key.line()), key.start());
        if (!before.isBlank() && !before.strip().equals("-")) {
            return value.end() <= text.length()
                    ? Optional.of(new TextEdit(file.location(value.end(), value.end()), ", " + field))
                    : Optional.empty();
        }
        return Optional.of(new TextEdit(file.location(value.end(), value.end()), "\n" + " ".repeat(key.column() - 1) + field));
    }

    private int lineAt(int offset) {
        return file.location(offset, offset).line();
    }

    /// Behind the line break that ends the line of `offset`.
    private int lineEnd(int offset) {
        int end = text.indexOf('\n', Math.max(0, offset));
        return end < 0 ? text.length() : end + 1;
    }
}
