package dev.flotilla.app.cli;

import java.util.List;

import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;

/// A member's manifests in the order in which they are pushed: that of a push to a member that has nothing yet.
final class PushOrder {
    private PushOrder() {}

    static List<Manifest> of(FleetPlan plan, String cluster) {
        List<Change> creates = plan.manifestsFor(cluster).stream()
                .<Change>map(manifest -> new Change.Create(manifest.ref(), manifest)).toList();
        var diff = new FleetDiff(plan.hash(), List.of(new ClusterDiff(cluster, List.of(), creates, null)));
        return SyncPlan.of(diff, SyncOptions.NORMAL).members().getFirst().steps().stream().<Manifest>mapMulti((change, out) -> {
            if (change instanceof Change.Create create) out.accept(create.desired());
        }).toList();
    }
}
