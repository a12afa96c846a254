package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.List;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.diff.Change;

/// Waits for what others stand on.
final class Settled {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private Settled() {}

    /// @return whether all of them were usable in time
    static boolean await(ClusterClient client, List<Change> made) throws ClusterException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Change change : made) {
            while (!isUsable(client, change)) {
                if (System.nanoTime() > deadline) return false;
                Thread.sleep(LOOK_AGAIN);
            }
        }
        return true;
    }

    private static boolean isUsable(ClusterClient client, Change change) throws ClusterException {
        var live = client.get(client.apis().require(change.ref().type()), null, change.ref().name());
        return live.isPresent() && switch (change.ref().kind()) {
            case "Namespace" -> !"Terminating".equals(live.get().root().textAt("status", "phase"));
            case "CustomResourceDefinition" -> isEstablished(live.get());
            default -> true;
        };
    }

    private static boolean isEstablished(LiveObject definition) {
        return definition.root().listAt("status", "conditions").maps().stream()
                .anyMatch(
                        condition -> "Established".equals(condition.textAt("type")) && "True".equals(condition.textAt("status")));
    }
}
