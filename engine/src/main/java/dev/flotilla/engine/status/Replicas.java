package dev.flotilla.engine.status;

/// Replica figures; they add up over members.
///
/// @param desired what the member's object asks for
public record Replicas(int desired, int updated, int ready, int available) {
    public static final Replicas NONE = new Replicas(0, 0, 0, 0);

    public Replicas plus(Replicas other) {
        return new Replicas(desired + other.desired, updated + other.updated, ready + other.ready, available + other.available);
    }
}
