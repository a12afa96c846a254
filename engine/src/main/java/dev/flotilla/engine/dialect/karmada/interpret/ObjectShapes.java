package dev.flotilla.engine.dialect.karmada.interpret;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.MapValue;

import static dev.flotilla.engine.dialect.karmada.interpret.Shape.ANY;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.BOOL;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.INT32;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.INT64;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.QUANTITY;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.TEXT;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.always;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.listOf;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.mapOf;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.optional;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.pointer;
import static dev.flotilla.engine.dialect.karmada.interpret.Shape.struct;

/// The parts of workload objects that rules read, to be refused where Go would refuse them.
final class ObjectShapes {
    private static final Shape.Field METADATA = always("metadata", struct(optional("name", TEXT), optional("namespace", TEXT),
            optional("generation", INT64), optional("labels", mapOf(TEXT)), optional("annotations", mapOf(TEXT))));
    private static final Shape NAMED = struct(optional("name", TEXT));
    private static final Shape.Struct CONTAINER = struct(always("name", TEXT), optional("image", TEXT),
            optional("command", listOf(TEXT)), optional("args", listOf(TEXT)),
            optional("env", listOf(struct(always("name", TEXT), optional("value", TEXT),
                    pointer("valueFrom", struct(pointer("configMapKeyRef", NAMED), pointer("secretKeyRef", NAMED)))))),
            optional("envFrom", listOf(struct(pointer("configMapRef", NAMED), pointer("secretRef", NAMED)))),
            always("resources", struct(optional("limits", mapOf(QUANTITY)), optional("requests", mapOf(QUANTITY)))),
            optional("ports",
                    listOf(struct(optional("name", TEXT), always("containerPort", INT32), optional("hostPort", INT32)))),
            optional("imagePullPolicy", TEXT), optional("stdin", BOOL), optional("tty", BOOL),
            optional("volumeMounts", listOf(struct(always("name", TEXT), always("mountPath", TEXT)))),
            pointer("restartPolicy", TEXT));
    private static final Shape SECRET_REF = struct(pointer("secretRef", NAMED));
    private static final Shape VOLUME = struct(always("name", TEXT), pointer("configMap", NAMED),
            pointer("secret", struct(optional("secretName", TEXT))), pointer("azureFile", struct(optional("secretName", TEXT))),
            pointer("persistentVolumeClaim", struct(always("claimName", TEXT))), pointer("cephfs", SECRET_REF),
            pointer("cinder", SECRET_REF), pointer("flexVolume", SECRET_REF), pointer("rbd", SECRET_REF),
            pointer("scaleIO", SECRET_REF), pointer("iscsi", SECRET_REF), pointer("storageos", SECRET_REF),
            pointer("csi", struct(pointer("nodePublishSecretRef", NAMED))),
            pointer("projected",
                    struct(always("sources", listOf(struct(pointer("configMap", NAMED), pointer("secret", NAMED)))))));

    /// What one replica's pod asks of a node; the same form in a `PodSpec` and in a binding's `nodeClaim`.
    static final Shape TOLERATIONS = listOf(struct(optional("key", TEXT), optional("operator", TEXT), optional("value", TEXT),
            optional("effect", TEXT), pointer("tolerationSeconds", INT64)));
    private static final Shape NODE_REQUIREMENTS = listOf(struct(always("key", TEXT), always("operator", TEXT),
            optional("values", listOf(TEXT))));
    private static final Shape NODE_SELECTOR = struct(always("nodeSelectorTerms",
            listOf(struct(optional("matchExpressions", NODE_REQUIREMENTS), optional("matchFields", NODE_REQUIREMENTS)))));

    static final Shape.Struct POD_SPEC = struct(optional("volumes", listOf(VOLUME)),
            optional("initContainers", listOf(CONTAINER)),
            always("containers", listOf(CONTAINER)), optional("ephemeralContainers", listOf(CONTAINER)),
            pointer("nodeSelector", mapOf(TEXT)), optional("serviceAccountName", TEXT), optional("nodeName", TEXT),
            optional("hostNetwork", BOOL), optional("restartPolicy", TEXT), pointer("terminationGracePeriodSeconds", INT64),
            pointer("automountServiceAccountToken", BOOL), optional("imagePullSecrets", listOf(NAMED)),
            pointer("affinity",
                    struct(pointer("nodeAffinity",
                            struct(pointer("requiredDuringSchedulingIgnoredDuringExecution", NODE_SELECTOR))))),
            optional("tolerations", TOLERATIONS), optional("priorityClassName", TEXT), optional("overhead", mapOf(QUANTITY)));
    static final Shape.Struct POD_TEMPLATE = struct(always("metadata",
            struct(optional("labels", mapOf(TEXT)), optional("annotations", mapOf(TEXT)))), always("spec", POD_SPEC));
    private static final Shape.Field TEMPLATE = always("template", POD_TEMPLATE);
    private static final Shape.Field SELECTOR = pointer("selector", struct(optional("matchLabels", mapOf(TEXT))));
    private static final Shape.Field SETTLING = optional("minReadySeconds", INT32);
    private static final Shape.Field HISTORY = pointer("revisionHistoryLimit", INT32);

    private static final Shape.Struct DEPLOYMENT = struct(METADATA,
            always("spec",
                    struct(pointer("replicas", INT32), SELECTOR, TEMPLATE, SETTLING, HISTORY, optional("paused", BOOL),
                            pointer("progressDeadlineSeconds", INT32))),
            always("status", StatusShapes.DEPLOYMENT));
    private static final Shape.Struct REPLICA_SET = struct(METADATA,
            always("spec", struct(pointer("replicas", INT32), SELECTOR, TEMPLATE, SETTLING)),
            always("status", StatusShapes.REPLICA_SET));
    private static final Shape.Struct STATEFUL_SET = struct(METADATA,
            always("spec",
                    struct(pointer("replicas", INT32), SELECTOR, TEMPLATE, SETTLING, HISTORY, optional("serviceName", TEXT),
                            optional("volumeClaimTemplates",
                                    listOf(struct(always("metadata", struct(optional("name", TEXT)))))))),
            always("status", StatusShapes.STATEFUL_SET));
    private static final Shape.Struct DAEMON_SET = struct(METADATA, always("spec", struct(SELECTOR, TEMPLATE, SETTLING, HISTORY)),
            always("status", StatusShapes.DAEMON_SET));
    private static final Shape.Struct JOB = struct(METADATA,
            always("spec",
                    struct(pointer("parallelism", INT32), pointer("completions", INT32), pointer("manualSelector", BOOL),
                            pointer("backoffLimit", INT32), pointer("activeDeadlineSeconds", INT64),
                            pointer("ttlSecondsAfterFinished", INT32), pointer("suspend", BOOL), SELECTOR, TEMPLATE)),
            always("status", StatusShapes.JOB));
    private static final Shape.Struct CRON_JOB = struct(METADATA,
            always("spec", struct(always("jobTemplate", struct(always("spec", struct(TEMPLATE)))))),
            always("status", StatusShapes.CRON_JOB));
    private static final Shape.Struct POD = struct(METADATA, always("spec", POD_SPEC), always("status", StatusShapes.POD));
    private static final Shape.Struct SERVICE = struct(METADATA,
            always("spec", struct(optional("type", TEXT), optional("clusterIP", TEXT), optional("healthCheckNodePort", INT32))),
            always("status", StatusShapes.SERVICE));
    private static final Shape.Struct INGRESS = struct(METADATA,
            always("spec", struct(optional("tls", listOf(struct(optional("secretName", TEXT)))))),
            always("status", StatusShapes.INGRESS));
    private static final Shape.Struct VOLUME_OBJECT = struct(METADATA, always("status", StatusShapes.VOLUME));
    private static final Shape.Struct CLAIM = struct(METADATA, always("status", StatusShapes.CLAIM));
    private static final Shape.Struct DISRUPTION_BUDGET = struct(METADATA, always("status", StatusShapes.DISRUPTION_BUDGET));
    private static final Shape.Struct AUTOSCALER = struct(METADATA, always("status", StatusShapes.AUTOSCALER));
    private static final Shape.Struct OTHER = struct(METADATA, optional("spec", ANY), optional("status", ANY));

    private ObjectShapes() {}

    /// The object as Go's type for its kind holds it: only the known fields, absent ones at their zero value.
    static MapValue typed(Manifest object) throws UnreadableException {
        return typed(object, object.kind());
    }

    /// The same for a type that is told apart by kind alone, whatever its group.
    static MapValue typed(Manifest object, String kind) throws UnreadableException {
        Shape.Struct shape = switch (kind) {
            case "Deployment" -> DEPLOYMENT;
            case "ReplicaSet" -> REPLICA_SET;
            case "StatefulSet" -> STATEFUL_SET;
            case "DaemonSet" -> DAEMON_SET;
            case "Job" -> JOB;
            case "CronJob" -> CRON_JOB;
            case "Pod" -> POD;
            case "Service" -> SERVICE;
            case "Ingress" -> INGRESS;
            case "PersistentVolume" -> VOLUME_OBJECT;
            case "PersistentVolumeClaim" -> CLAIM;
            case "PodDisruptionBudget" -> DISRUPTION_BUDGET;
            case "HorizontalPodAutoscaler" -> AUTOSCALER;
            default -> OTHER;
        };
        return shape.through(object.root(), "");
    }
}
