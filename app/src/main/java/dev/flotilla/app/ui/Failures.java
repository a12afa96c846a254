package dev.flotilla.app.ui;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.cluster.ClusterFailure;
import org.jspecify.annotations.Nullable;

/// Why a cluster, or a disk, could not do what was asked, in words.
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

    /// Why a file could not be read or written, to go on with in the middle of a sentence; what the system says of it stays as it is.
    public static String file(Exception why, Messages text) {
        return switch (why) {
            case AccessDeniedException _ -> text.get("ui.file.denied");
            case NoSuchFileException _ -> text.get("ui.file.gone");
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(why.getMessage());
        };
    }

    /// With a capital letter at its start, where there are such letters.
    public static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
