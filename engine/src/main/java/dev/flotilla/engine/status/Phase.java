package dev.flotilla.engine.status;

/// How an object fares, in kstatus' words. The order is that of concern: the larger one stands for a group.
public enum Phase {
    NOT_PLACED, CURRENT, IN_PROGRESS, TERMINATING, NOT_FOUND, UNKNOWN, FAILED
}
