package dev.flotilla.app.cli;

import java.time.Duration;

import picocli.CommandLine.Option;

/// How long a command waits where something has to be waited for.
final class Patience {
    @Option(names = "--timeout", paramLabel = "SECONDS") private int seconds = 300;

    Duration duration() throws Trouble {
        if (seconds < 0) throw Trouble.invalid("negative-timeout", seconds);
        return Duration.ofSeconds(seconds);
    }
}
