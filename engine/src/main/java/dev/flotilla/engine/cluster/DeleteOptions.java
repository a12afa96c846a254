package dev.flotilla.engine.cluster;

import org.jspecify.annotations.Nullable;

/// @param uid    only this very object, or `null` for whatever bears the name
/// @param dryRun the server answers as if it had done it
public record DeleteOptions(Propagation propagation, @Nullable String uid, boolean dryRun) {
    /// What becomes of the objects that belong to the deleted one.
    public enum Propagation {
        BACKGROUND("Background"), FOREGROUND("Foreground"), ORPHAN("Orphan");

        private final String word;

        Propagation(String word) {
            this.word = word;
        }

        /// As the API spells it.
        public String word() {
            return word;
        }
    }

    /// This object and all that belongs to it, soon.
    public static DeleteOptions only(String uid) {
        return new DeleteOptions(Propagation.BACKGROUND, uid, false);
    }
}
