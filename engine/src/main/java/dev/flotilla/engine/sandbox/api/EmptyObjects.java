package dev.flotilla.engine.sandbox.api;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;

/// What an object of a built-in kind has before anybody writes to it: Go structs that are no pointers. They are not counted as
/// added when the fields of a new object get their manager.
final class EmptyObjects {
    private static final String TEMPLATE = "\"template\":{\"metadata\":{\"creationTimestamp\":null},\"spec\":{\"containers\":null}}";

    private EmptyObjects() {}

    static MapValue of(ServedKind kind) {
        if (kind.isCustom()) return MapValue.EMPTY;
        return (MapValue) Json.read(switch (kind.kind()) {
            case "Deployment" -> "{\"spec\":{\"strategy\":{}," + TEMPLATE + "},\"status\":{}}";
            case "StatefulSet", "DaemonSet" -> "{\"spec\":{\"updateStrategy\":{}," + TEMPLATE + "},\"status\":{}}";
            case "ReplicaSet", "Job" -> "{\"spec\":{" + TEMPLATE + "},\"status\":{}}";
            case "CronJob" -> "{\"spec\":{\"jobTemplate\":{\"metadata\":{\"creationTimestamp\":null},\"spec\":{" + TEMPLATE
                    + "}}},\"status\":{}}";
            case "Service", "Ingress" -> "{\"spec\":{},\"status\":{\"loadBalancer\":{}}}";
            case "PersistentVolumeClaim" -> "{\"spec\":{\"resources\":{}},\"status\":{}}";
            case "HorizontalPodAutoscaler" -> "{\"spec\":{\"scaleTargetRef\":{}},\"status\":{}}";
            case "CustomResourceDefinition" -> "{\"spec\":{\"names\":{}},\"status\":{}}";
            case "RoleBinding", "ClusterRoleBinding" -> "{\"roleRef\":{}}";
            case "ConfigMap", "Secret", "ServiceAccount", "Role", "ClusterRole", "Event", "StorageClass", "PriorityClass" -> "{}";
            case "Pod" -> "{\"spec\":{\"containers\":null},\"status\":{}}";
            default -> "{\"spec\":{},\"status\":{}}";
        });
    }
}
