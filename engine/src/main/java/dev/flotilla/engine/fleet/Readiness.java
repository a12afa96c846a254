package dev.flotilla.engine.fleet;

/// Whether a member cluster's `Ready` condition holds; `UNKNOWN` also where nobody has asked yet.
public enum Readiness {
    READY, NOT_READY, UNKNOWN
}
