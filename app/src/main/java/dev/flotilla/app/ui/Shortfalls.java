package dev.flotilla.app.ui;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.sync.Undone;

/// The words and shapes for what was not pushed, by why: whoever counts it says the same.
public final class Shortfalls {
    private Shortfalls() {}

    public static State state(Undone why) {
        return switch (why) {
            case FAILED -> State.FAILED;
            case CONFLICT, HELD, SKIPPED -> State.WARNING;
            case CANCELLED -> State.NO_ANSWER;
        };
    }

    /// Such as "held elsewhere".
    public static String word(Undone why, Messages text) {
        return text.get("ui.undone." + key(why));
    }

    /// Such as "2 members held elsewhere".
    public static String members(Undone why, int number, Messages text) {
        return text.get("ui.undone." + key(why) + ".members", number);
    }

    /// Such as "1 failed, 2 held elsewhere"; empty where all was pushed.
    public static String objects(Map<Undone, Integer> numbers, Messages text) {
        return new TreeMap<>(numbers).entrySet().stream()
                .map(one -> text.get("ui.undone.objects", one.getValue(), word(one.getKey(), text)))
                .collect(Collectors.joining(text.get("ui.undone.joint")));
    }

    private static String key(Undone why) {
        return why.name().toLowerCase(Locale.ROOT);
    }
}
