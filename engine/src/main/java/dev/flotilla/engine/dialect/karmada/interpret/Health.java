package dev.flotilla.engine.dialect.karmada.interpret;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// Whether an object in a member cluster is well.
///
/// Source: karmada: pkg/resourceinterpreter/default/native/healthy.go.
final class Health {
    private Health() {}

    /// `null` where no rule says.
    static @Nullable Boolean of(Manifest object) throws UnreadableException {
        Kinds kind = Kinds.of(object);
        return switch (kind) {
            case DEPLOYMENT, STATEFUL_SET, REPLICA_SET, DAEMON_SET, SERVICE, INGRESS, CLAIM, POD, DISRUPTION_BUDGET -> judge(kind,
                    ObjectShapes.typed(object));
            default -> null;
        };
    }

    private static boolean judge(Kinds kind, MapValue object) {
        MapValue status = object.mapAt("status");
        return switch (kind) {
            case DEPLOYMENT, STATEFUL_SET -> isObserved(object) && atLeastWanted(object, number(status, "updatedReplicas"))
                    && number(status, "availableReplicas") >= number(status, "updatedReplicas");
            case REPLICA_SET -> isObserved(object) && atLeastWanted(object, number(status, "availableReplicas"));
            case DAEMON_SET -> isObserved(object)
                    && number(status, "updatedNumberScheduled") >= number(status, "desiredNumberScheduled")
                    && number(status, "numberAvailable") >= number(status, "updatedNumberScheduled");
            case SERVICE -> !"LoadBalancer".equals(object.textAt("spec", "type")) || hasAddress(status);
            case INGRESS -> hasAddress(status);
            case CLAIM -> "Bound".equals(status.textAt("phase"));
            case POD -> "Succeeded".equals(status.textAt("phase")) || "Running".equals(status.textAt("phase")) && isReady(status);
            default -> number(status, "currentHealthy") >= number(status, "desiredHealthy");
        };
    }

    private static boolean isObserved(MapValue object) {
        return number(object.mapAt("status"), "observedGeneration") == number(object.mapAt("metadata"), "generation");
    }

    private static boolean atLeastWanted(MapValue object, long replicas) {
        Long wanted = object.intAt("spec", "replicas");
        return wanted == null || replicas >= wanted;
    }

    private static long number(MapValue map, String key) {
        Long number = map.intAt(key);
        return number == null ? 0 : number;
    }

    private static boolean hasAddress(MapValue status) {
        return status.listAt("loadBalancer", "ingress").maps().stream()
                .anyMatch(entry -> entry.textAt("hostname") != null || entry.textAt("ip") != null);
    }

    private static boolean isReady(MapValue status) {
        return status.listAt("conditions").maps().stream()
                .anyMatch(condition -> "Ready".equals(condition.textAt("type")) && "True".equals(condition.textAt("status")));
    }
}
