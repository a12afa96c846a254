package dev.flotilla.app.ui;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.cluster.ClusterFailure;
import org.jspecify.annotations.Nullable;

/// Why a cluster could not do what was asked, in words.
public final class Failures {
    private Failures() {}

    /// What happened, to go on with in the middle of a sentence.
    public static String clause(ClusterFailure why, Messages text) {
        return text.get("failure." + why.code(), why.arguments());
    }

    /// What happened, at the start of a line.
    public static String sentence(ClusterFailure why, Messages text) {
        return capital(clause(why, text));
    }

    /// What to do about it, or `null` where nobody knows.
    public static @Nullable String hint(ClusterFailure why, Messages text) {
        String key = "failure." + why.code() + ".hint";
        return text.has(key) ? capital(text.get(key, why.arguments())) : null;
    }

    /// With a capital letter at its start, where there are such letters.
    public static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
