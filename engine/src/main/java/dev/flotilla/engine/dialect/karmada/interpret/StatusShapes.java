package dev.flotilla.engine.dialect.karmada.interpret;

import static dev.flotilla.engine.dialect.karmada.interpret.Shape.ANY;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.BOOL;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.INT32;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.INT64;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.TEXT;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.TIME;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.always;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.listOf;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.mapOf;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.optional;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.pointer;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.struct;

/// The status structs of Kubernetes' API, field by field as Go declares them (k8s.io/api, 1.35).
final class StatusShapes {
    private static final Shape CONDITIONS = listOf(struct(always("type", TEXT), always("status", TEXT),
            always("lastTransitionTime", TIME), optional("reason", TEXT), optional("message", TEXT)));

    static final Shape.Struct DEPLOYMENT = struct(optional("observedGeneration", INT64), optional("replicas", INT32),
            optional("updatedReplicas", INT32), optional("readyReplicas", INT32), optional("availableReplicas", INT32),
            optional("unavailableReplicas", INT32), pointer("terminatingReplicas", INT32),
            optional("conditions", listOf(struct(always("type", TEXT), always("status", TEXT), always("lastUpdateTime", TIME),
                    always("lastTransitionTime", TIME), optional("reason", TEXT), optional("message", TEXT)))),
            pointer("collisionCount", INT32));

    static final Shape.Struct REPLICA_SET = struct(always("replicas", INT32), optional("fullyLabeledReplicas", INT32),
            optional("readyReplicas", INT32), optional("availableReplicas", INT32), pointer("terminatingReplicas", INT32),
            optional("observedGeneration", INT64), optional("conditions", CONDITIONS));

    static final Shape.Struct STATEFUL_SET = struct(optional("observedGeneration", INT64), always("replicas", INT32),
            optional("readyReplicas", INT32), optional("currentReplicas", INT32), optional("updatedReplicas", INT32),
            optional("currentRevision", TEXT), optional("updateRevision", TEXT), pointer("collisionCount", INT32),
            optional("conditions", CONDITIONS), always("availableReplicas", INT32));

    static final Shape.Struct DAEMON_SET = struct(always("currentNumberScheduled", INT32), always("numberMisscheduled", INT32),
            always("desiredNumberScheduled", INT32), always("numberReady", INT32), optional("observedGeneration", INT64),
            optional("updatedNumberScheduled", INT32), optional("numberAvailable", INT32), optional("numberUnavailable", INT32),
            pointer("collisionCount", INT32), optional("conditions", CONDITIONS));

    static final Shape.Struct JOB = struct(
            optional("conditions", listOf(struct(always("type", TEXT), always("status", TEXT), always("lastProbeTime", TIME),
                    always("lastTransitionTime", TIME), optional("reason", TEXT), optional("message", TEXT)))),
            pointer("startTime", TIME), pointer("completionTime", TIME), optional("active", INT32), optional("succeeded", INT32),
            optional("failed", INT32), pointer("terminating", INT32), optional("completedIndexes", TEXT),
            pointer("failedIndexes", TEXT), pointer("uncountedTerminatedPods", ANY), pointer("ready", INT32));

    static final Shape.Struct CRON_JOB = struct(
            optional("active", listOf(struct(optional("kind", TEXT), optional("namespace", TEXT), optional("name", TEXT),
                    optional("uid", TEXT), optional("apiVersion", TEXT), optional("resourceVersion", TEXT),
                    optional("fieldPath", TEXT)))),
            pointer("lastScheduleTime", TIME), pointer("lastSuccessfulTime", TIME));

    private static final Shape PORTS = listOf(struct(always("port", INT32), always("protocol", TEXT), pointer("error", TEXT)));

    static final Shape.Struct SERVICE = struct(
            always("loadBalancer",
                    struct(optional("ingress",
                            listOf(struct(optional("ip", TEXT), optional("hostname", TEXT), pointer("ipMode", TEXT),
                                    optional("ports", PORTS)))))),
            optional("conditions",
                    listOf(struct(always("type", TEXT), always("status", TEXT), optional("observedGeneration", INT64),
                            always("lastTransitionTime", TIME), always("reason", TEXT), always("message", TEXT)))));

    static final Shape.Struct INGRESS = struct(always("loadBalancer",
            struct(optional("ingress",
                    listOf(struct(optional("ip", TEXT), optional("hostname", TEXT), optional("ports", PORTS)))))));

    private static final Shape CONTAINER_STATE = struct(
            pointer("waiting", struct(optional("reason", TEXT), optional("message", TEXT))),
            pointer("running", struct(always("startedAt", TIME))),
            pointer("terminated", struct(always("exitCode", INT32), optional("signal", INT32), optional("reason", TEXT),
                    optional("message", TEXT), always("startedAt", TIME), always("finishedAt", TIME),
                    optional("containerID", TEXT))));

    static final Shape.Struct CONTAINER = struct(always("name", TEXT), always("state", CONTAINER_STATE),
            always("lastState", CONTAINER_STATE), always("ready", BOOL), always("restartCount", INT32), always("image", TEXT),
            always("imageID", TEXT), optional("containerID", TEXT), pointer("started", BOOL));

    static final Shape.Struct POD = struct(optional("phase", TEXT), optional("initContainerStatuses", listOf(CONTAINER)),
            optional("containerStatuses", listOf(CONTAINER)),
            optional("conditions", listOf(struct(always("type", TEXT), always("status", TEXT)))));

    static final Shape.Struct VOLUME = struct(optional("phase", TEXT), optional("message", TEXT), optional("reason", TEXT),
            pointer("lastPhaseTransitionTime", TIME));

    static final Shape.Struct CLAIM = struct(optional("phase", TEXT), optional("accessModes", listOf(TEXT)),
            optional("capacity", mapOf(ANY)), optional("conditions", listOf(ANY)), optional("allocatedResources", mapOf(ANY)),
            optional("allocatedResourceStatuses", mapOf(TEXT)), pointer("currentVolumeAttributesClassName", TEXT),
            pointer("modifyVolumeStatus", ANY));

    static final Shape.Struct DISRUPTION_BUDGET = struct(optional("observedGeneration", INT64),
            optional("disruptedPods", mapOf(TIME)),
            always("disruptionsAllowed", INT32), always("currentHealthy", INT32), always("desiredHealthy", INT32),
            always("expectedPods", INT32), optional("conditions", listOf(ANY)));

    static final Shape.Struct AUTOSCALER = struct(pointer("observedGeneration", INT64), pointer("lastScaleTime", TIME),
            optional("currentReplicas", INT32), always("desiredReplicas", INT32), always("currentMetrics", listOf(ANY)),
            optional("conditions", listOf(ANY)));

    private StatusShapes() {}
}
