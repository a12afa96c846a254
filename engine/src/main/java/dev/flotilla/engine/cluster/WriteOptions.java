package dev.flotilla.engine.cluster;

/// @param force  take fields over from other managers; only for apply
/// @param dryRun the server answers as if it had done it
public record WriteOptions(boolean force, boolean dryRun) {
    public static final WriteOptions NORMAL = new WriteOptions(false, false);
    public static final WriteOptions FORCE = new WriteOptions(true, false);
}
