package dev.flotilla.engine.plan;

/// A rule about live objects that stands in the user's own documents went wrong.
public final class RuleFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public RuleFailure(Reason reason) {
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    /// What went wrong, and at which line.
    public Reason reason() {
        return reason;
    }

    /// The same in the script's own words, for who has no sentences: what it says and where it stands.
    public String detail() {
        String said = reason.arguments().stream().map(String::valueOf).filter(word -> !word.isEmpty())
                .collect(java.util.stream.Collectors.joining(": "));
        return reason.lines().isEmpty()
                ? said
                : said + " (" + reason.lines().getFirst().file() + ":" + reason.lines().getFirst().line() + ")";
    }
}
