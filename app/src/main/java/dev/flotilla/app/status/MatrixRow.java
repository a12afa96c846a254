package dev.flotilla.app.status;

import java.util.List;
import java.util.Map;

import dev.flotilla.app.ui.State;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// A line of the matrix.
sealed interface MatrixRow {
    /// Stays the same while the line is about the same thing.
    String id();

    /// What a member's field shows; `null` for a dash.
    @Nullable
    Cell on(String cluster);

    /// How many members' figures are not fresh, and how many nobody ever knew.
    record Doubt(int stale, int unknown) {}

    /// An object on all members.
    ///
    /// @param total  all members together
    /// @param cells  by member; a member without one has nothing of the object
    record Whole(ObjectRef object, String policy, Cell total, Doubt doubt, Map<String, Cell> cells, List<Part> parts)
            implements
                MatrixRow {
        public Whole {
            cells = Map.copyOf(cells);
            parts = List.copyOf(parts);
        }

        @Override
        public String id() {
            return object.toString();
        }

        @Override
        public @Nullable Cell on(String cluster) {
            return cells.getOrDefault(cluster, Cell.NOT_PLACED);
        }

        boolean needsAttention() {
            return !isCalm(total) || !cells.values().stream().allMatch(MatrixRow.Whole::isCalm);
        }

        /// What merely waits for the next push is the sync page's matter.
        private static boolean isCalm(Cell cell) {
            return cell.state() == State.OK || cell.waits();
        }
    }

    /// What stands behind it: a binding, a work, its pods.
    ///
    /// @param kind  `binding`, `work` or `pods`
    /// @param name  as the control plane calls it; empty for pods
    /// @param type  such as `ResourceBinding`; empty for pods
    /// @param total a number that a sentence of the kind speaks of, or [#UNKNOWN]
    record Part(String owner, String kind, String name, String type, int total, Map<String, Cell> cells) implements MatrixRow {
        static final int UNKNOWN = -1;

        public Part {
            cells = Map.copyOf(cells);
        }

        @Override
        public String id() {
            return owner + " " + kind + " " + name;
        }

        @Override
        public @Nullable Cell on(String cluster) {
            return cells.get(cluster);
        }
    }
}
