package dev.flotilla.engine.sync;

/// How to push.
///
/// @param prune    delete what Flotilla made and no plan names any more; otherwise such objects are only shown
/// @param dryRun   whether anything is really done
/// @param takeOver set every field of the plan, whoever owns it
/// @param patience how often a member that does not answer is tried before it is given up
public record SyncOptions(boolean prune, DryRun dryRun, boolean takeOver, int patience) {
    public static final SyncOptions NORMAL = new SyncOptions(false, DryRun.NONE, false, 5);

    /// `CLIENT` sends nothing; `SERVER` lets each server say what it would do.
    public enum DryRun {
        NONE, CLIENT, SERVER
    }

    public SyncOptions withPrune(boolean prune) {
        return new SyncOptions(prune, dryRun, takeOver, patience);
    }

    public SyncOptions withDryRun(DryRun dryRun) {
        return new SyncOptions(prune, dryRun, takeOver, patience);
    }

    public SyncOptions withTakeOver(boolean takeOver) {
        return new SyncOptions(prune, dryRun, takeOver, patience);
    }

    public SyncOptions withPatience(int patience) {
        return new SyncOptions(prune, dryRun, takeOver, patience);
    }
}
