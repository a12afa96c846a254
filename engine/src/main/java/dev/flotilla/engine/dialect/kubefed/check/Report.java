package dev.flotilla.engine.dialect.kubefed.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.value.FieldPath;

/// Collects what is wrong with one document.
public final class Report {
    private final Document document;
    private final List<Diagnostic> found = new ArrayList<>();

    public Report(Document document) {
        this.document = document;
    }

    public Document document() {
        return document;
    }

    public List<Diagnostic> found() {
        return List.copyOf(found);
    }

    public void error(String code, FieldPath place, Object... arguments) {
        found.add(Diagnostic.error(code, document.at(place), arguments));
    }

    public void warning(String code, FieldPath place, Object... arguments) {
        found.add(Diagnostic.warning(code, document.at(place), arguments));
    }

    public void hint(String code, FieldPath place, Object... arguments) {
        found.add(Diagnostic.hint(code, document.at(place), arguments));
    }

    /// The key rather than the value, for what is wrong with a field being there at all.
    public void warningAtKey(String code, FieldPath place, Object... arguments) {
        found.add(Diagnostic.warning(code, document.keyAt(place), arguments));
    }

    public void hintAtKey(String code, FieldPath place, Object... arguments) {
        found.add(Diagnostic.hint(code, document.keyAt(place), arguments));
    }

    /// Adds a quick fix to what was found last, if there is an edit for it.
    public void fix(String code, Optional<TextEdit> edit, Object... arguments) {
        edit.ifPresent(change -> fix(new QuickFix(code, List.of(arguments), List.of(change))));
    }

    public void fix(QuickFix fix) {
        Diagnostic last = found.removeLast();
        var fixes = new ArrayList<>(last.fixes());
        fixes.add(fix);
        found.add(new Diagnostic(last.severity(), last.code(), last.location(), last.arguments(), fixes));
    }

    public Location at(FieldPath place) {
        return document.at(place);
    }
}
