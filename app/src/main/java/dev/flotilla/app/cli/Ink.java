package dev.flotilla.app.cli;

/// Colours of a terminal, or none.
enum Ink {
    PLAIN, COLOUR;

    static Ink of(Console console) {
        return console.colourful() ? COLOUR : PLAIN;
    }

    String bold(String text) {
        return with("1", text);
    }

    String faint(String text) {
        return with("2", text);
    }

    String red(String text) {
        return with("31", text);
    }

    String green(String text) {
        return with("32", text);
    }

    String yellow(String text) {
        return with("33", text);
    }

    String blue(String text) {
        return with("34", text);
    }

    private String with(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
