package dev.flotilla.engine.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.schema.Misfits;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.text.Spelling;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Holds objects against the schemas of their kinds. A field that no schema has is a warning, as clusters may be newer than the
/// schemas here; the API server that agrees refuses it (`unknown field "spec.replica"`, server-side apply: `field not declared in
/// schema`) or drops it. A value of another type is an error: no version of Kubernetes changed the type of a field.
public final class FieldCheck {
    private FieldCheck() {}

    /// @param at   where in the document the object stands: the root, or a template's place
    /// @param kind as the sentences name it
    public static List<Diagnostic> check(Document document, FieldPath at, Schema schema, String kind) {
        Value object = document.manifest().root().at(at);
        if (object == null) return List.of();
        List<Misfits.Misfit> misfits = Misfits.in(object, schema);
        if (misfits.isEmpty()) return List.of();
        var found = new ArrayList<Diagnostic>();
        for (Misfits.Misfit misfit : misfits) {
            FieldPath path = at.append(misfit.path());
            found.add(switch (misfit) {
                case Misfits.Unknown unknown -> unknown(document, path, unknown, kind);
                case Misfits.WrongType(_, Schema.Type expected, Value value) -> wrongType(document, path, expected, value);
            });
        }
        return found;
    }

    /// With a fix for quotes that are missing or too many.
    static Diagnostic wrongType(Document document, FieldPath path, Schema.Type expected, Value value) {
        Location at = document.at(path);
        boolean scalar = !(value instanceof MapValue) && !(value instanceof ListValue);
        if (expected != Schema.Type.STRING || !scalar) {
            Diagnostic told = Diagnostic.error("document.wrong-type", at, path.toString(), name(expected));
            Value meant = value instanceof Value.Text(String text) ? unquoted(text, expected) : null;
            return meant == null
                    ? told
                    : new Diagnostic(told.severity(), told.code(), at, told.arguments(), QuickFix.deferred(
                            () -> replaced(document, path, meant)));
        }
        // what a Secret holds is told nowhere
        boolean secret = document.manifest().kind().endsWith("Secret");
        Diagnostic found = secret
                ? Diagnostic.error("document.wrong-type", at, path.toString(), name(expected))
                : Diagnostic.error("document.not-a-string", at, path.toString(), value.toString());
        if (!document.source().writes(path)) return found;
        var start = new Location(at.file(), at.start(), at.start(), at.line(), at.column(), at.line(), at.column());
        var end = new Location(at.file(), at.end(), at.end(), at.endLine(), at.endColumn(), at.endLine(), at.endColumn());
        return found.withFixes(new QuickFix("fix.quote", List.of(),
                List.of(new TextEdit(start, "\""), new TextEdit(end, "\""))));
    }

    /// What the text would be without quotes, where that is what is expected; otherwise `null`.
    private static @Nullable Value unquoted(String text, Schema.Type expected) {
        boolean number = expected == Schema.Type.INTEGER && text.matches("-?(0|[1-9]\\d{0,17})");
        if (number) return Value.number(Long.parseLong(text));
        boolean truth = expected == Schema.Type.BOOLEAN && (text.equals("true") || text.equals("false"));
        return truth ? text.equals("true") ? Value.TRUE : Value.FALSE : null;
    }

    private static List<QuickFix> replaced(Document document, FieldPath path, Value meant) {
        return new YamlEdits(document.source()).set(path, meant)
                .map(edit -> new QuickFix("fix.replace-with", List.of(meant.toString()), List.of(edit))).stream().toList();
    }

    private static String name(Schema.Type type) {
        return switch (type) {
            case OBJECT -> "map";
            case ARRAY -> "list";
            case STRING, ANY -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case INT_OR_STRING -> "integer-string";
            case QUANTITY -> "quantity";
        };
    }

    private static Diagnostic unknown(Document document, FieldPath path, Misfits.Unknown field, String kind) {
        String written = ((FieldPath.Key) path.segments().getLast()).name();
        Optional<String> meant = Spelling.nearest(written, field.known());
        var place = document.keyAt(path);
        if (meant.isEmpty()) return Diagnostic.warning("document.unknown-field", place, path.toString(), kind);
        List<Object> arguments = List.of(path.toString(), kind, meant.get());
        return new Diagnostic(Severity.WARNING, "document.misspelt-field", place, arguments, QuickFix.deferred(
                () -> new YamlEdits(document.source()).rename(path, meant.get())
                        .map(edit -> new QuickFix("fix.replace-with", List.of(meant.get()), List.of(edit))).stream().toList()));
    }
}
