package dev.flotilla.app.history;

import dev.flotilla.app.i18n.Messages;

/// Why an object of a past run was not pushed. A journal keeps the code alone, without what a server said, which may hold secrets:
/// the sentence is a general one.
final class Why {
    private Why() {}

    /// @param code as a run's entry has it; empty for none
    static String sentence(String code, Messages text) {
        if (code.isEmpty()) return "";
        String last = code.substring(code.indexOf('.') + 1);
        for (String part = last; !part.isEmpty(); part = part.contains(".") ? part.substring(0, part.lastIndexOf('.')) : "") {
            if (text.has("history.why." + part)) return text.get("history.why." + part);
        }
        for (String key : new String[]{"failure." + code, "reason." + code}) {
            if (text.has(key)) return text.get(key);
        }
        return code;
    }
}
