package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/// What keeps a command from doing its work, as a sentence and an exit code.
final class Trouble extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String key;
    private final transient List<Object> arguments;

    /// @param key of the sentence, below `cli.trouble.`
    Trouble(int exitCode, String key, Object... arguments) {
        super(key);
        this.exitCode = exitCode;
        this.key = "cli.trouble." + key;
        this.arguments = List.of(arguments);
    }

    static Trouble invalid(String key, Object... arguments) {
        return new Trouble(ExitCode.INVALID, key, arguments);
    }

    static Trouble unwritable(Path path, IOException e) {
        return invalid("unwritable", path.toString(), why(e));
    }

    /// In the system's own words, without the path that they begin with.
    static String why(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "access denied";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    int exitCode() {
        return exitCode;
    }

    String key() {
        return key;
    }

    List<Object> arguments() {
        return arguments;
    }
}
