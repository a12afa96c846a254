package dev.flotilla.app.cli;

/// How a command ended, for scripts.
final class ExitCode {
    static final int FINE = 0;
    /// Differences between plan and members, or errors in the documents.
    static final int FINDINGS = 1;
    /// Wrong usage, or input that cannot be used at all.
    static final int INVALID = 2;
    static final int SOME_MEMBERS_FAILED = 3;
    static final int NO_MEMBER_REACHED = 4;

    private ExitCode() {}
}
