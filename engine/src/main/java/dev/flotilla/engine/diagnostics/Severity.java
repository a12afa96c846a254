package dev.flotilla.engine.diagnostics;

/// How much a [Diagnostic] matters: an error keeps its object out of the plan, a warning does not, a hint is advice.
public enum Severity {
    ERROR, WARNING, HINT
}
