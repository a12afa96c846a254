package dev.flotilla.app.plan;

import java.util.Optional;

import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Refs;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What a place in the text is about.
final class Subjects {
    private Subjects() {}

    /// The document that the caret stands in; above the first one of a file, the first.
    static Optional<Document> document(Workspace workspace, Caret caret) {
        Document here = null;
        for (Document document : workspace.documents()) {
            if (document.file().equals(caret.file())
                    && (here == null || document.source().location(FieldPath.ROOT).start() <= caret.offset())) {
                here = document;
            }
        }
        return Optional.ofNullable(here);
    }

    /// The planned object that a document is about: its own template, or the first that the policy concerns.
    ///
    /// @param current what is shown now, and stays where the document is about it, too
    static Optional<ObjectPlan> object(FleetPlan plan, Document document, @Nullable ObjectKey current) {
        ObjectRef ref = document.ref();
        return plan.objects().stream().filter(object -> object.key().equals(current) && concerns(object, document, ref))
                .findFirst()
                .or(() -> plan.objects().stream().filter(object -> concerns(object, document, ref)).findFirst());
    }

    private static boolean concerns(ObjectPlan object, Document document, ObjectRef ref) {
        return object.template() == document || Refs.same(ref, object.policy())
                || object.placements().stream()
                        .anyMatch(placed -> placed.overrides().stream().anyMatch(one -> Refs.same(ref, one)));
    }
}
