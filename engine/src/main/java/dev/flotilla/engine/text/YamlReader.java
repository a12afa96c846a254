package dev.flotilla.engine.text;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a file of YAML documents.
public final class YamlReader {
    /// In one document more than this many broken places tell nobody anything.
    private static final int PROBLEMS_SHOWN = 10;

    private final SourceFile source;
    private final List<YamlDocument> documents = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private YamlReader(SourceFile source) {
        this.source = source;
    }

    /// Never throws on any text: what cannot be read is a diagnostic.
    public static YamlFile read(SourceFile source) {
        var reader = new YamlReader(source);
        if (isNoText(source.text())) {
            int at = source.text().indexOf('\0');
            return new YamlFile(source, List.of(), List.of(Diagnostic.error("text.binary", source.location(at, at + 1))));
        }
        if (source.malformedAt() >= 0) {
            int at = source.malformedAt();
            reader.diagnostics.add(Diagnostic.error("text.not-utf8", source.location(at, at + 1)));
        }
        for (Part part : parts(source.text())) {
            reader.compose(part);
        }
        return new YamlFile(source, reader.documents, reader.diagnostics);
    }

    /// The one document that is written at `offset`, without a look at the others of its file; the nearest where there is none, or
    /// `null` where the text around is broken.
    static @Nullable YamlDocument readAt(SourceFile source, int offset) {
        var reader = new YamlReader(source);
        for (Part part : parts(source.text())) {
            if (offset < part.start() || offset >= part.end() && part.end() < source.text().length()) continue;
            reader.compose(part);
        }
        YamlDocument found = null;
        for (YamlDocument document : reader.documents) {
            if (found == null || document.node().start() <= offset) found = document;
        }
        return found;
    }

    /// UTF-16 of Latin letters without its mark has a zero in every second byte; nor is an image or an archive worth one finding for
    /// each of its lines.
    private static boolean isNoText(String text) {
        return text.indexOf('\0') >= 0 && 4 * text.chars().filter(c -> c == 0).count() >= text.length();
    }

    private record Part(int start, int end) {}

    /// The text between document markers. A `---` at the start of a line inside a block scalar cannot occur: there it would
    /// have to be indented. Directives belong to the document behind the marker.
    private static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        int start = 0;
        int line = 0;
        boolean content = false;
        while (line < text.length()) {
            int next = text.indexOf('\n', line);
            next = next < 0 ? text.length() : next + 1;
            boolean marker = isMarker(text, line);
            if (marker && content) {
                parts.add(new Part(start, line));
                start = line;
            }
            content = marker || content || isContent(text, line, next);
            line = next;
        }
        parts.add(new Part(start, text.length()));
        return parts;
    }

    private static boolean isMarker(String text, int at) {
        return text.startsWith("---", at) && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)));
    }

    private static boolean isContent(String text, int start, int end) {
        int i = start;
        while (i < end && (Character.isWhitespace(text.charAt(i)) || text.charAt(i) == '\ufeff')) {
            i++;
        }
        return i < end && text.charAt(i) != '#' && !(i == start && text.charAt(i) == '%');
    }

    private void compose(Part part) {
        String text = source.text().substring(part.start(), part.end());
        var offsets = new CodePoints(text, part.start());
        var composer = new YamlComposer(source, offsets);
        try {
            for (YamlNode root : composer.compose(text)) {
                if (root.value() != Value.NULL) documents.add(new YamlDocument(source, root));
            }
            diagnostics.addAll(composer.diagnostics());
        } catch (YamlEngineException e) {
            broken(text, part, SyntaxProblem.of(e, source, offsets, part.start()));
        }
    }

    /// A document with a syntax error is lost, but what else is wrong in it can still be told: the part of the tree around the
    /// error is blanked out, keeping all offsets, and the rest is read again. Only what is found well outside is believed.
    private void broken(String text, Part part, SyntaxProblem first) {
        var recovery = new Recovery(text);
        SyntaxProblem problem = first;
        diagnostics.add(first.diagnostic());
        for (int tries = 0, shown = 1; tries < 4 * PROBLEMS_SHOWN && shown < PROBLEMS_SHOWN; tries++) {
            if (!recovery.blank(problem.from() - part.start(), problem.at() - part.start())) return;
            var offsets = new CodePoints(recovery.text(), part.start());
            try {
                new YamlComposer(source, offsets).compose(recovery.text());
                return;
            } catch (YamlEngineException e) {
                problem = SyntaxProblem.of(e, source, offsets, part.start());
                if (recovery.isNear(problem.from() - part.start(), problem.at() - part.start(), problem.isAlone())) continue;
                diagnostics.add(problem.diagnostic());
                shown++;
            }
        }
    }
}
