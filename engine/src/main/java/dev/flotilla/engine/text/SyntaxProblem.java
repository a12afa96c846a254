package dev.flotilla.engine.text;

import java.util.Set;
import java.util.regex.Pattern;

import dev.flotilla.engine.diagnostics.Diagnostic;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/// What the YAML library could not read, in words that help: the library says what it expected, people want to know what to mend.
///
/// @param from       where the trouble starts, an offset in the file
/// @param at         where the library noticed it, at or behind `from`
/// @param diagnostic with its place at one of the two, whichever is the one to mend
record SyntaxProblem(int from, int at, Diagnostic diagnostic) {
    private static final Set<String> ALONE = Set.of("yaml.tab", "yaml.reserved-character", "yaml.unknown-escape",
            "yaml.control-character");

    private static final Pattern TIGHT_COLON = Pattern.compile("^\\s*(?:- )?[A-Za-z][\\w.-]*(:)[^\\s:/][^:]*$");

    /// Whether it is a matter of single characters, not of what stands around them.
    boolean isAlone() {
        return ALONE.contains(diagnostic.code());
    }

    static SyntaxProblem of(YamlEngineException e, SourceFile source, CodePoints offsets, int partStart) {
        return switch (e) {
            case MarkedYamlEngineException marked -> marked(marked, source, offsets, partStart);
            case ReaderException reader -> {
                int at = offsets.offset(reader.getPosition());
                yield new SyntaxProblem(at, at, Diagnostic.error("yaml.control-character", source.location(at, at + 1),
                        "U+%04X".formatted(reader.getCodePoint())));
            }
            case YamlVersionException version -> {
                int at = Math.max(partStart, source.text().indexOf("%YAML", partStart));
                yield new SyntaxProblem(at, at, Diagnostic.error("yaml.version", source.location(at, lineEnd(source, at)),
                        version.getSpecVersion().getMajor() + "." + version.getSpecVersion().getMinor()));
            }
            default ->
                new SyntaxProblem(partStart, partStart, Diagnostic.error("yaml.syntax", source.location(partStart, partStart),
                        String.valueOf(e.getMessage())));
        };
    }

    private static SyntaxProblem marked(MarkedYamlEngineException e, SourceFile source, CodePoints offsets, int partStart) {
        int at = e.getProblemMark().map(mark -> offsets.offset(mark.getIndex())).orElse(partStart);
        int from = Math.min(at, e.getContextMark().map(mark -> offsets.offset(mark.getIndex())).orElse(at));
        String problem = String.valueOf(e.getProblem());
        String context = String.valueOf(e.getContext());
        String line = line(source, at);
        if (problem.contains("\\t(TAB)") || problem.contains("'\\t'")) return problem(at, at, "yaml.tab", source);
        if (line.contains("{{") || line(source, from).contains("{{")) return problem(from, at, "yaml.template-markers", source);
        if (problem.contains("unexpected end of stream") && context.contains("quoted scalar")) {
            return problem(from, at, "yaml.unclosed-quote", source, from);
        }
        if (problem.contains("expected ',' or ']'")) return problem(from, at, "yaml.unclosed-bracket", source, from, "]");
        if (problem.contains("expected ',' or '}'")) return problem(from, at, "yaml.unclosed-bracket", source, from, "}");
        if (problem.contains("expected the node content") && problem.contains("<stream end>")) {
            int opens = Math.max(source.text().lastIndexOf('[', at), source.text().lastIndexOf('{', at));
            if (opens >= partStart) {
                return problem(opens, at, "yaml.unclosed-bracket", source, opens, source.text().charAt(opens) == '[' ? "]" : "}");
            }
        }
        if (problem.contains("mapping values are not allowed")) {
            int tight = tightColonAbove(source, at);
            return tight < 0
                    ? problem(at, at, "yaml.unexpected-colon", source)
                    : problem(tight, at, "yaml.missing-space", source, tight);
        }
        if (problem.contains("could not find expected ':'")) return problem(from, at, "yaml.missing-colon", source, from);
        if (problem.contains("cannot start any token")) {
            return problem(at, at, "yaml.reserved-character", source, at,
                    source.text().substring(at, Math.min(at + 1, source.text().length())));
        }
        if (problem.contains("unknown escape")) return problem(at, at, "yaml.unknown-escape", source);
        if (problem.contains("expected <block end>")) return problem(at, at, "yaml.indentation", source);
        int start = source.lineStart(source.location(at, at).line());
        if (line.startsWith("%") && start > partStart) return problem(start, start, "yaml.directive", source);
        if (problem.contains("<document start>")) return problem(at, at, "yaml.two-documents", source);
        return new SyntaxProblem(from, at, Diagnostic.error("yaml.syntax", source.location(at, at + 1), problem));
    }

    /// `key:value` is a text, and the next line then seems to go on with it.
    ///
    /// @return where the colon in the line above is, or -1
    private static int tightColonAbove(SourceFile source, int at) {
        int line = source.location(at, at).line();
        if (line == 1) return -1;
        int start = source.lineStart(line - 1);
        var found = TIGHT_COLON.matcher(source.text().substring(start, source.lineStart(line)));
        return found.find() ? start + found.start(1) : -1;
    }

    private static SyntaxProblem problem(int from, int at, String code, SourceFile source) {
        return problem(from, at, code, source, at);
    }

    private static SyntaxProblem problem(int from, int at, String code, SourceFile source, int place, Object... arguments) {
        return new SyntaxProblem(from, at, Diagnostic.error(code, source.location(place, place + 1), arguments));
    }

    private static int lineEnd(SourceFile source, int offset) {
        int end = source.text().indexOf('\n', offset);
        return end < 0 ? source.text().length() : end;
    }

    private static String line(SourceFile source, int offset) {
        int line = source.location(offset, offset).line();
        int end = line < source.lines() ? source.lineStart(line + 1) : source.text().length();
        return source.text().substring(source.lineStart(line), end);
    }
}
