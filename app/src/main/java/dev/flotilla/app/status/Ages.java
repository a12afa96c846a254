package dev.flotilla.app.status;

import java.time.Duration;
import java.time.Instant;

import dev.flotilla.app.i18n.Messages;
import org.jspecify.annotations.Nullable;

/// How long ago, in one short word: `41 s`, `18 min`, `3 h`, `5 d`.
final class Ages {
    private Ages() {}

    static String since(@Nullable Instant then, Instant now, Messages text) {
        return then == null ? "" : of(Duration.between(then, now), text);
    }

    static String of(Duration age, Messages text) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 100) return text.get("status.age.seconds", seconds);
        if (seconds < 100 * 60) return text.get("status.age.minutes", seconds / 60);
        if (seconds < 48 * 3600) return text.get("status.age.hours", seconds / 3600);
        return text.get("status.age.days", seconds / 86400);
    }
}
