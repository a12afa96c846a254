package dev.flotilla.engine.dialect.karmada;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.dialect.karmada.schedule.Scheduler;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import org.jspecify.annotations.Nullable;

/// What one plan leaves for the next: documents that are the same instances need not be looked at again.
///
/// @param scripts the user's own rules for kinds, and the documents they stand in
/// @param views   by policy document
/// @param objects by template document
/// @param checks  by document of the dialect's own
record Memo(Fleet fleet, FleetIndex index, Release release, Scripts scripts, Map<Document, PolicyView> views,
        Map<Document, Planned> objects,
        Map<Document, List<Diagnostic>> checks) {
    /// An object's plan and all that it was made from.
    ///
    /// @param view      the policy that claimed it, or `null`
    /// @param overrides the override policies that may concern it, in order
    /// @param state     where it stood before, or `null` where that does not matter
    /// @param required  members that get it because another object needs it there
    /// @param warnings  what came up while rendering it
    /// @param outcome   of the scheduler's pass, or `null` where there was none
    record Planned(ObjectPlan plan, List<Diagnostic> warnings, @Nullable PolicyView view, List<Document> overrides,
            StoredBindings.@Nullable State state, Map<String, Dependencies.Need> required,
            Scheduler.@Nullable Outcome outcome) {
        boolean isFor(@Nullable PolicyView view, List<Document> overrides, StoredBindings.@Nullable State state,
                Map<String, Dependencies.Need> required) {
            return this.view == view && sameInstances(this.overrides, overrides) && Objects.equals(this.state, state)
                    && this.required.equals(required);
        }

        private static boolean sameInstances(List<Document> one, List<Document> other) {
            if (one.size() != other.size()) return false;
            for (int i = 0; i < one.size(); i++) {
                if (one.get(i) != other.get(i)) return false;
            }
            return true;
        }
    }

    record Scripts(List<Document> documents, Interpreter interpreter) {
        static Scripts of(List<Document> documents) {
            List<Document> written = written(documents);
            return new Scripts(written, Interpreter.of(written));
        }

        private static List<Document> written(List<Document> documents) {
            return documents.stream().filter(document -> document.manifest().kind().equals("ResourceInterpreterCustomization"))
                    .toList();
        }

        boolean areThoseOf(List<Document> documents) {
            return Planned.sameInstances(this.documents, written(documents));
        }
    }

    /// The memo of the last plan if it was made for this fleet and release; otherwise an empty one.
    static Memo of(@Nullable DialectPlan last, Fleet fleet, Release release, List<Document> documents) {
        if (last != null && last.memo() instanceof Memo memo && memo.release.equals(release) && memo.scripts.areThoseOf(documents)
                && (memo.fleet == fleet || memo.fleet.equals(fleet))) {
            return memo;
        }
        return new Memo(fleet, new FleetIndex(fleet), release, Scripts.of(documents), new IdentityHashMap<>(),
                new IdentityHashMap<>(), new IdentityHashMap<>());
    }
}
