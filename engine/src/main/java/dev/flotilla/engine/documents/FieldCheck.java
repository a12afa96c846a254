package dev.flotilla.engine.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.schema.UnknownFields;
import dev.flotilla.engine.text.Spelling;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;

/// Holds objects against the schemas of their kinds. A field that no schema has is a warning, as clusters may be newer than the
/// schemas here; the API server that agrees refuses it (`unknown field "spec.replica"`, server-side apply: `field not declared in
/// schema`) or drops it.
public final class FieldCheck {
    private FieldCheck() {}

    /// @param at   where in the document the object stands: the root, or a template's place
    /// @param kind as the sentences name it
    public static List<Diagnostic> unknownFields(Document document, FieldPath at, Schema schema, String kind) {
        Value object = document.manifest().root().at(at);
        if (object == null) return List.of();
        List<UnknownFields.Unknown> unknown = UnknownFields.in(object, schema);
        if (unknown.isEmpty()) return List.of();
        var found = new ArrayList<Diagnostic>();
        for (UnknownFields.Unknown field : unknown) {
            found.add(diagnostic(document, at.append(field.path()), field, kind));
        }
        return found;
    }

    private static Diagnostic diagnostic(Document document, FieldPath path, UnknownFields.Unknown field, String kind) {
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
