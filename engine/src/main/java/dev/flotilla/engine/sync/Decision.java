package dev.flotilla.engine.sync;

/// What to do about a field that another manager owns: set it all the same, or leave it and never send it in this run.
public enum Decision {
    TAKE_OVER, LEAVE
}
