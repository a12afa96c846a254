package dev.flotilla.app.cli;

/// Keeps the log off standard error, where a command speaks in sentences. `java.util.logging` makes one in place of reading its own
/// configuration, which would print to the console; nothing is loaded where nothing is logged.
public final class NoLog {
    /// For `java.util.logging`.
    public NoLog() {}

    /// From now on in this process, unless `FLOTILLA_LOG` asks for the log.
    static void install() {
        String wanted = System.getenv("FLOTILLA_LOG");
        if (wanted == null || wanted.isEmpty()) System.setProperty("java.util.logging.config.class", NoLog.class.getName());
    }
}
