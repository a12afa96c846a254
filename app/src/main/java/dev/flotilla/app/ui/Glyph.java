package dev.flotilla.app.ui;

import org.jspecify.annotations.Nullable;

/// What we draw for a concept or a deed: Feather's glyphs, and for what Feather lacks lines of our own in the same weight.
public enum Glyph {
    FLEET("fth-server"), HOST("fth-home"), STUDIO("fth-edit-3"), SYNC("fth-refresh-cw"), STATUS("fth-activity"), HISTORY(null,
            "M3 4v5h5 M3.5 9A9 9 0 1 1 3 13 M12 7.5V12l3.2 1.9"), SETTINGS(null,
                    "M4 6h9M17 6h3M4 12h3M11 12h9M4 18h9M17 18h3M13 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0M13 18a2 2 0 1 0 4 0a2 2 0 1 0-4 0"), TEMPLATE(
                            "fth-box"), POLICY("fth-share-2"), OVERRIDE("fth-layers"), SPLIT(null,
                                    "M12 20v-7M12 13L5 6M12 13l7-7M5 11V6h5M19 11V6h-5"), WORKSPACE("fth-folder"), DIALECT(
                                            "fth-code"), WHAT_IF(null,
                                                    "M9.5 3h5M10.5 3v6L4.8 18.5A1.7 1.7 0 0 0 6.3 21h11.4a1.7 1.7 0 0 0 1.5-2.5L13.5 9V3M7.5 15h9"), FIX(
                                                            null,
                                                            "M9 18h6M10 21h4M8.5 14.5A6 6 0 1 1 15.500 14.5c-.7.6-1 1.2-1 2h-5c0-.8-.3-1.4-1-2z"), BINDING(
                                                                    "fth-link-2"), FILE("fth-file"), FILE_TEXT(
                                                                            "fth-file-text"), SEARCH("fth-search"), FILTER(
                                                                                    "fth-filter"), PLUS("fth-plus"), MINUS(
                                                                                            "fth-minus"), MORE(
                                                                                                    "fth-more-horizontal"), CLOSE(
                                                                                                            "fth-x"), CHECK(
                                                                                                                    "fth-check"), UP(
                                                                                                                            "fth-chevron-up"), DOWN(
                                                                                                                                    "fth-chevron-down"), LEFT(
                                                                                                                                            "fth-chevron-left"), RIGHT(
                                                                                                                                                    "fth-chevron-right"), ARROW_RIGHT(
                                                                                                                                                            "fth-arrow-right"), COPY(
                                                                                                                                                                    "fth-copy"), CLOCK(
                                                                                                                                                                            "fth-clock"), PLAY(
                                                                                                                                                                                    "fth-play"), PAUSE(
                                                                                                                                                                                            "fth-pause"), STOP(
                                                                                                                                                                                                    "fth-square"), RETRY(
                                                                                                                                                                                                            "fth-rotate-ccw"), EDIT(
                                                                                                                                                                                                                    "fth-edit-2"), TRASH(
                                                                                                                                                                                                                            "fth-trash-2"), KEY(
                                                                                                                                                                                                                                    "fth-key"), LESSON(
                                                                                                                                                                                                                                            "fth-book-open"), POWER(
                                                                                                                                                                                                                                                    "fth-power"), INFO(
                                                                                                                                                                                                                                                            "fth-info"), HELP(
                                                                                                                                                                                                                                                                    "fth-help-circle"), EYE(
                                                                                                                                                                                                                                                                            "fth-eye"), EYE_OFF(
                                                                                                                                                                                                                                                                                    "fth-eye-off"), EXTERNAL(
                                                                                                                                                                                                                                                                                            "fth-external-link"), DOWNLOAD(
                                                                                                                                                                                                                                                                                                    "fth-download"), UPLOAD(
                                                                                                                                                                                                                                                                                                            "fth-upload"), SAVE(
                                                                                                                                                                                                                                                                                                                    "fth-save"), SUN(
                                                                                                                                                                                                                                                                                                                            "fth-sun"), MOON(
                                                                                                                                                                                                                                                                                                                                    "fth-moon"), MONITOR(
                                                                                                                                                                                                                                                                                                                                            "fth-monitor"), PANEL(
                                                                                                                                                                                                                                                                                                                                                    "fth-sidebar"), TERMINAL(
                                                                                                                                                                                                                                                                                                                                                            "fth-terminal"), LOCK(
                                                                                                                                                                                                                                                                                                                                                                    "fth-lock"), TAG(
                                                                                                                                                                                                                                                                                                                                                                            "fth-tag"), LIST(
                                                                                                                                                                                                                                                                                                                                                                                    "fth-list"), COLUMNS(
                                                                                                                                                                                                                                                                                                                                                                                            "fth-columns"), HASH(
                                                                                                                                                                                                                                                                                                                                                                                                    "fth-hash"), SLASH(
                                                                                                                                                                                                                                                                                                                                                                                                            "fth-slash"), CPU(
                                                                                                                                                                                                                                                                                                                                                                                                                    "fth-cpu"), PIN(
                                                                                                                                                                                                                                                                                                                                                                                                                            null,
                                                                                                                                                                                                                                                                                                                                                                                                                            "M9 4h6M10 4v6l-3 4h10l-3-4V4M12 14v6");

    private final @Nullable String feather;
    private final @Nullable String lines;

    Glyph(String feather) {
        this(feather, null);
    }

    Glyph(@Nullable String feather, @Nullable String lines) {
        this.feather = feather;
        this.lines = lines;
    }

    @Nullable
    String feather() {
        return feather;
    }

    @Nullable
    String lines() {
        return lines;
    }
}
