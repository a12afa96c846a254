package dev.flotilla.engine.status;

import java.util.List;
import java.util.Objects;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// How an object fares by its own status. Custom types may bear the name of one of Kubernetes' own, so the group decides, too.
///
/// Source: cli-utils, `pkg/kstatus/status/core.go` and `generic.go`.
final class KindHealth {
    private static final String CRASHING = "CrashLoopBackOff";

    private KindHealth() {}

    /// @param message what the object says about it; may be empty
    record Verdict(Phase phase, String message) {
        static final Verdict CURRENT = new Verdict(Phase.CURRENT, "");

        static Verdict inProgress(String message) {
            return new Verdict(Phase.IN_PROGRESS, message);
        }

        static Verdict failed(String message) {
            return new Verdict(Phase.FAILED, message);
        }
    }

    static Verdict of(LiveObject object) {
        MapValue root = object.root();
        if (object.isTerminating()) return new Verdict(Phase.TERMINATING, String.join(", ", object.finalizers()));
        Long observed = root.intAt("status", "observedGeneration");
        if (observed != null && observed < object.generation()) return Verdict.inProgress("");
        return switch (type(object)) {
            case "apps/Deployment", "extensions/Deployment" -> deployment(root);
            case "apps/StatefulSet" -> statefulSet(root);
            case "apps/ReplicaSet", "extensions/ReplicaSet" -> replicaSet(root);
            case "apps/DaemonSet", "extensions/DaemonSet" -> daemonSet(root);
            case "batch/Job" -> job(root);
            case "/Pod" -> pod(root);
            case "/PersistentVolumeClaim" -> phase(root, "Bound");
            case "/Namespace" -> phase(root, "Active");
            case "/Service" -> service(root);
            case "apiextensions.k8s.io/CustomResourceDefinition" -> definition(root);
            case "policy/PodDisruptionBudget" ->
                number(root, "status", "currentHealthy") >= number(root, "status", "desiredHealthy")
                        ? Verdict.CURRENT
                        : Verdict.inProgress("");
            default -> byConditions(root);
        };
    }

    private static String type(LiveObject object) {
        return object.manifest().type().group() + "/" + object.manifest().kind();
    }

    private static Verdict deployment(MapValue root) {
        MapValue progressing = condition(root, "Progressing");
        if ("ProgressDeadlineExceeded".equals(progressing.textAt("reason"))) return Verdict.failed(message(progressing));
        MapValue failure = condition(root, "ReplicaFailure");
        if ("True".equals(failure.textAt("status"))) return Verdict.failed(message(failure));
        if (root.at("status", "observedGeneration") == null) return Verdict.inProgress("");
        long wanted = wanted(root);
        boolean rolledOut = number(root, "status", "updatedReplicas") >= wanted
                && number(root, "status", "replicas") <= number(root,
                        "status", "updatedReplicas");
        boolean available = number(root, "status", "availableReplicas") >= wanted
                && number(root, "status", "readyReplicas") >= wanted;
        return rolledOut && available ? Verdict.CURRENT : Verdict.inProgress(message(progressing));
    }

    private static Verdict statefulSet(MapValue root) {
        if ("OnDelete".equals(root.textAt("spec", "updateStrategy", "type"))) return Verdict.CURRENT;
        long wanted = wanted(root);
        boolean ready = number(root, "status", "readyReplicas") >= wanted && number(root, "status", "replicas") == wanted;
        String current = root.textAt("status", "currentRevision");
        // What is below the partition stays at the revision before.
        long updating = wanted - number(root, "spec", "updateStrategy", "rollingUpdate", "partition");
        boolean updated = Objects.equals(current, root.textAt("status", "updateRevision"))
                || number(root, "status", "updatedReplicas") >= updating;
        return ready && updated ? Verdict.CURRENT : Verdict.inProgress("");
    }

    private static Verdict replicaSet(MapValue root) {
        long wanted = wanted(root);
        boolean there = number(root, "status", "availableReplicas") >= wanted && number(root, "status", "readyReplicas") >= wanted
                && number(root, "status", "replicas") <= wanted;
        return there ? Verdict.CURRENT : Verdict.inProgress(message(condition(root, "ReplicaFailure")));
    }

    private static Verdict daemonSet(MapValue root) {
        if (root.at("status", "observedGeneration") == null) return Verdict.inProgress("");
        long wanted = number(root, "status", "desiredNumberScheduled");
        boolean done = number(root, "status", "updatedNumberScheduled") >= wanted
                && number(root, "status", "numberAvailable") >= wanted
                && number(root, "status", "numberReady") >= wanted;
        return done ? Verdict.CURRENT : Verdict.inProgress("");
    }

    /// A job that has started is as it should be; it need not be complete.
    private static Verdict job(MapValue root) {
        MapValue failed = condition(root, "Failed");
        if ("True".equals(failed.textAt("status"))) return Verdict.failed(message(failed));
        return root.textAt("status", "startTime") == null ? Verdict.inProgress("") : Verdict.CURRENT;
    }

    private static Verdict pod(MapValue root) {
        return switch (String.valueOf(root.textAt("status", "phase"))) {
            case "Succeeded" -> Verdict.CURRENT;
            case "Failed" -> Verdict.failed(Objects.requireNonNullElse(root.textAt("status", "message"), ""));
            default -> {
                if ("True".equals(condition(root, "Ready").textAt("status"))) yield Verdict.CURRENT;
                String crashing = crashing(root);
                yield crashing.isEmpty()
                        ? Verdict.inProgress(message(condition(root, "PodScheduled")))
                        : Verdict.failed(crashing);
            }
        };
    }

    /// What is said of the first container that ends again and again; empty for none.
    private static String crashing(MapValue root) {
        for (String list : List.of("initContainerStatuses", "containerStatuses")) {
            for (MapValue container : root.listAt("status", list).maps()) {
                MapValue waiting = container.mapAt("state", "waiting");
                if (CRASHING.equals(waiting.textAt("reason"))) {
                    return Objects.requireNonNullElse(waiting.textAt("message"), CRASHING);
                }
            }
        }
        return "";
    }

    private static Verdict phase(MapValue root, String good) {
        String phase = root.textAt("status", "phase");
        return good.equals(phase) ? Verdict.CURRENT : Verdict.inProgress(phase == null ? "" : phase);
    }

    private static Verdict service(MapValue root) {
        boolean balanced = "LoadBalancer".equals(root.textAt("spec", "type"));
        return balanced && root.listAt("status", "loadBalancer", "ingress").isEmpty() ? Verdict.inProgress("") : Verdict.CURRENT;
    }

    private static Verdict definition(MapValue root) {
        MapValue names = condition(root, "NamesAccepted");
        if ("False".equals(names.textAt("status"))) return Verdict.failed(message(names));
        return "True".equals(condition(root, "Established").textAt("status")) ? Verdict.CURRENT : Verdict.inProgress("");
    }

    /// Custom types that follow the API conventions.
    private static Verdict byConditions(MapValue root) {
        MapValue stalled = condition(root, "Stalled");
        if ("True".equals(stalled.textAt("status"))) return Verdict.failed(message(stalled));
        MapValue reconciling = condition(root, "Reconciling");
        if ("True".equals(reconciling.textAt("status"))) return Verdict.inProgress(message(reconciling));
        MapValue ready = condition(root, "Ready");
        boolean unready = "False".equals(ready.textAt("status")) || "Unknown".equals(ready.textAt("status"));
        return unready ? Verdict.inProgress(message(ready)) : Verdict.CURRENT;
    }

    /// Thousands of objects say the same; one copy of it is kept.
    private static String repeated(MapValue condition, String key) {
        return text(condition, key).intern();
    }

    static List<Condition> conditions(LiveObject object) {
        return object
                .root().listAt("status", "conditions").maps().stream().map(condition -> new Condition(repeated(condition, "type"),
                        repeated(condition, "status"), repeated(condition, "reason"), repeated(condition, "message"),
                        LiveObject.instant(condition
                                .textAt("lastTransitionTime"))))
                .toList();
    }

    static @Nullable Replicas replicas(LiveObject object) {
        MapValue root = object.root();
        return switch (type(object)) {
            case "apps/Deployment", "extensions/Deployment" -> figures(root, "updatedReplicas", "availableReplicas");
            case "apps/StatefulSet" -> figures(root, "updatedReplicas", available(root));
            case "apps/ReplicaSet", "extensions/ReplicaSet" -> figures(root, "replicas", available(root));
            case "apps/DaemonSet", "extensions/DaemonSet" -> new Replicas((int) number(root, "status", "desiredNumberScheduled"),
                    (int) number(root, "status", "updatedNumberScheduled"), (int) number(root, "status", "numberReady"),
                    (int) number(root, "status", "numberAvailable"));
            default -> null;
        };
    }

    private static Replicas figures(MapValue root, String updated, String available) {
        return new Replicas((int) wanted(root), (int) number(root, "status", updated),
                (int) number(root, "status", "readyReplicas"), (int) number(root, "status", available));
    }

    /// StatefulSets did not count what is available before 1.22.
    private static String available(MapValue root) {
        return root.at("status", "availableReplicas") == null ? "readyReplicas" : "availableReplicas";
    }

    private static long wanted(Value root) {
        Long wanted = root.intAt("spec", "replicas");
        return wanted == null ? 1 : wanted;
    }

    private static long number(Value root, String... keys) {
        Long number = root.intAt(keys);
        return number == null ? 0 : number;
    }

    private static MapValue condition(MapValue root, String type) {
        return root.listAt("status", "conditions").maps().stream().filter(condition -> type.equals(condition.textAt("type")))
                .findFirst().orElse(MapValue.EMPTY);
    }

    private static String message(MapValue condition) {
        return text(condition, "message");
    }

    private static String text(MapValue map, String key) {
        return Objects.requireNonNullElse(map.textAt(key), "");
    }
}
