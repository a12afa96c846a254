package dev.flotilla.engine.cluster;

import org.jspecify.annotations.Nullable;

/// @param graceSeconds how long the object may take to end; `null` for as long as it says itself
/// @param uid          only this very object, or `null` for whatever bears the name
/// @param dryRun       the server answers as if it had done it
public record DeleteOptions(Propagation propagation, @Nullable Long graceSeconds, @Nullable String uid, boolean dryRun) {
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

        /// @param word as the API spells it; anything else is [#BACKGROUND]
        public static Propagation named(String word) {
            for (Propagation one : values()) {
                if (one.word.equals(word)) return one;
            }
            return BACKGROUND;
        }
    }

    /// An object that ends in its own time.
    public DeleteOptions(Propagation propagation, @Nullable String uid, boolean dryRun) {
        this(propagation, null, uid, dryRun);
    }
}
