package dev.flotilla.engine.workspace;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.FieldCheck;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// What is wrong with one file's objects of the kinds that the workspace defines; looked for again only when a definition changes.
final class CustomCheck {
    private record Known(Kinds kinds, List<Diagnostic> found) {}

    private volatile @Nullable Known known;

    List<Diagnostic> under(Kinds kinds, List<Document> documents) {
        Known last = known;
        if (last != null && last.kinds() == kinds) return last.found();
        var found = new ArrayList<Diagnostic>();
        for (Document document : documents) {
            TypeRef type = document.manifest().type();
            Schema schema = kinds.custom(type);
            if (schema != null) found.addAll(FieldCheck.check(document, FieldPath.ROOT, schema, type.kind()));
        }
        known = new Known(kinds, List.copyOf(found));
        return found;
    }
}
