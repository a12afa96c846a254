package dev.flotilla.app.editor;

import java.util.Optional;

import dev.flotilla.app.ui.YamlTokenizer;
import dev.flotilla.app.ui.YamlTokenizer.Kind;
import dev.flotilla.app.ui.YamlTokenizer.Token;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// A field's name or a scalar that stands at a place of a text.
///
/// @param document as it was planned; `null` while the text differs from what was planned, and in settings
/// @param type     of the object, as far as it is written
/// @param onKey    the place is in the field's name, not in its value
/// @param value    what the field holds, also where the place is in its name
/// @param start    offset of the name or scalar
/// @param end      offset behind it
record Spot(String file, @Nullable Document document, TypeRef type, FieldPath path, boolean onKey, @Nullable Value value,
        int start,
        int end) {
    /// @param workspace `null` before one is open
    /// @param content   the whole text of the file, as it stands in the editor
    /// @return empty between words and in comments
    static Optional<Spot> at(@Nullable Workspace workspace, String file, String content, int offset) {
        Document document = workspace == null ? null : planned(workspace, file, content, offset);
        YamlDocument source = document == null ? read(file, content, offset) : document.source();
        if (source == null || source.location(FieldPath.ROOT).end() < offset) return typed(file, content, offset);
        FieldPath path = source.pathAt(offset);
        if (path.isRoot()) return Optional.empty();
        Value value = source.root().at(path);
        Location key = source.keyLocation(path);
        boolean named = path.segments().getLast() instanceof FieldPath.Key && source.writes(path);
        boolean onKey = named && key.start() <= offset && offset <= key.end();
        Location place = onKey ? key : source.location(path);
        boolean scalar = !(value instanceof MapValue) && !(value instanceof ListValue);
        if (!onKey && !scalar || offset < place.start() || offset > place.end()) return Optional.empty();
        return Optional.of(new Spot(file, document, type(source), path, onKey, value, place.start(), place.end()));
    }

    private static @Nullable Document planned(Workspace workspace, String file, String content, int offset) {
        Document found = null;
        for (Document document : workspace.documents()) {
            if (document.file().equals(file) && document.at(FieldPath.ROOT).start() <= offset) found = document;
        }
        return found != null && found.source().source().text().equals(content) ? found : null;
    }

    private static @Nullable YamlDocument read(String file, String content, int offset) {
        YamlDocument found = null;
        for (YamlDocument document : YamlReader.read(new SourceFile(file, content)).documents()) {
            if (document.location(FieldPath.ROOT).start() <= offset) found = document;
        }
        return found;
    }

    /// In text that cannot be read, indentation tells where a line stands.
    private static Optional<Spot> typed(String file, String content, int offset) {
        int from = content.lastIndexOf('\n', offset - 1) + 1;
        int to = content.indexOf('\n', offset);
        String line = content.substring(from, to < 0 ? content.length() : to);
        for (Token token : YamlTokenizer.line(line, -1).tokens()) {
            boolean here = token.start() <= offset - from && offset - from <= token.end();
            if (!here || token.kind() == Kind.COMMENT || token.kind() == Kind.PUNCTUATION) continue;
            YamlContext context = YamlContext.at(content, offset);
            Value words = Value.text(line.substring(token.start(), token.end()).strip());
            return Optional.of(new Spot(file, null, Proposals.type(content, context.start()), context.valuePath(),
                    token.kind() == Kind.KEY, words, from + token.start(), from + token.end()));
        }
        return Optional.empty();
    }

    private static TypeRef type(YamlDocument source) {
        String apiVersion = source.root().textAt("apiVersion");
        String kind = source.root().textAt("kind");
        return new TypeRef(apiVersion == null ? "" : apiVersion, kind == null ? "" : kind);
    }

    /// The field's name where the place is in it, else the scalar.
    String words() {
        if (onKey && path.segments().getLast() instanceof FieldPath.Key(String name)) return name;
        return value instanceof Value.Text(String text) ? text : String.valueOf(value);
    }

    /// Whether the range takes in this whole spot.
    boolean isWithin(@Nullable Location range) {
        return range != null && range.file().equals(file) && range.start() <= start && end <= range.end();
    }
}
