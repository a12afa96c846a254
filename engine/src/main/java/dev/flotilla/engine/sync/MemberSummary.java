package dev.flotilla.engine.sync;

/// A member's figures after a run.
///
/// @param deleted   pruned objects
/// @param conflicts objects that were left because others own fields of them
/// @param failed    objects that could not be pushed or were skipped for a failure; for a member that does not answer, all of them
/// @param seconds   from the run's start to the member's end
public record MemberSummary(String cluster, int created, int updated, int unchanged, int deleted, int conflicts, int failed,
        double seconds) {
    /// Everything counted.
    public int total() {
        return created + updated + unchanged + deleted + conflicts + failed;
    }
}
