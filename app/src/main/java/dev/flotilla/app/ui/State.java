package dev.flotilla.app.ui;

/// How something fares, in the shapes that the whole app uses. The word is at `ui.state.<name>`.
public enum State {
    OK("ok", "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", "M4.8 8.3l2.2 2.2 4.3-4.6"), //
    WARNING("warning", "M8 1.2l7 12.6H1z", "M8 5.6v4M8 11.7v.1"), //
    FAILED("failed", "M5.1 1h5.8L15 5.1v5.8L10.900 15H5.100L1 10.900V5.100z", "M5.6 5.6l4.8 4.8M10.4 5.6l-4.800 4.800"), //
    WOULD_FAIL("would-fail", "M5.1 1.6h5.8L14.4 5.1v5.8L10.900 14.4H5.100L1.6 10.900V5.100z",
            "M5.8 5.8l4.4 4.4M10.2 5.8l-4.400 4.400"), //
    HINT("hint", "M4 1h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-8a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3z", "M8 7.2v4M8 4.6v.1"), //
    DRIFTED("drifted", "M8 .8l7.200 7.200-7.200 7.200-7.200-7.200z", "M5 6.700h6M5 9.300h6M9.500 4.800l-3 6.400"), //
    RUNNING("running", "M8 1.800a6.200 6.200 0 1 0 0 12.400a6.200 6.200 0 1 0 0-12.400",
            "M8 1.800a6.200 6.200 0 0 1 6.200 6.200"), //
    NO_ANSWER("no-answer", "M8 1.800a6.200 6.200 0 1 0 0 12.400a6.200 6.200 0 1 0 0-12.400",
            "M6.200 6.300a1.900 1.900 0 1 1 2.600 1.700c-.6.300-.8.600-.8 1.300M8 11.500v.1"), //
    NOT_REACHED("not-reached", "M8 1.800a6.200 6.200 0 1 0 0 12.400a6.200 6.200 0 1 0 0-12.400", ""), //
    NOT_PLACED("not-placed", "", "M4.500 8h7"), //
    EXACT("exact",
            "M8 .9l1.9 1.500 2.400-.1.7 2.300 2 1.400-.8 2.300.8 2.300-2 1.400-.7 2.300-2.400-.1L8 15.700l-1.900-1.500-2.400.1-.7-2.300-2-1.400.8-2.300L1 6l2-1.400.7-2.300 2.400.1z",
            "M5 8.300l2 2 4-4.200"), //
    TIE("tie",
            "M8 .9l1.9 1.500 2.400-.1.7 2.300 2 1.400-.8 2.300.8 2.300-2 1.400-.7 2.300-2.400-.1L8 15.700l-1.900-1.500-2.400.1-.7-2.300-2-1.400.8-2.300L1 6l2-1.400.7-2.300 2.400.1z",
            "M10 5l-4 6M5.200 5.200v2.300M9.600 9.300h1.500l-1.500 2h1.500"), //
    ESTIMATE("estimate", "",
            "M3.500 6.800c1.500-1.800 3-1.800 4.500-.6s3 1.200 4.500-.6M3.500 10.800c1.500-1.800 3-1.800 4.500-.6s3 1.200 4.500-.6");

    private final String key;
    private final String body;
    private final String mark;

    State(String key, String body, String mark) {
        this.key = key;
        this.body = body;
        this.mark = mark;
    }

    /// Style class and last part of the message key.
    public String key() {
        return key;
    }

    String body() {
        return body;
    }

    String mark() {
        return mark;
    }
}
