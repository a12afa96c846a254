package dev.flotilla.app.cli;

import java.util.Comparator;
import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.FleetPlan;

/// A member's manifests in the order in which they are pushed.
final class PushOrder {
    /// Helm's install order (helm: pkg/release/util/kind_sorter.go), which kubectl users know; what is not listed comes last.
    private static final List<String> KINDS = List.of("CustomResourceDefinition", "PriorityClass", "Namespace", "NetworkPolicy",
            "ResourceQuota", "LimitRange", "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap", "StorageClass",
            "PersistentVolume", "PersistentVolumeClaim", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Service",
            "DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet",
            "Job",
            "CronJob", "IngressClass", "Ingress", "APIService");

    private PushOrder() {}

    static List<Manifest> of(FleetPlan plan, String cluster) {
        return plan.manifestsFor(cluster).stream().sorted(Comparator.comparingInt(PushOrder::rank)).toList();
    }

    private static int rank(Manifest manifest) {
        int i = KINDS.indexOf(manifest.kind());
        return i < 0 ? KINDS.size() : i;
    }
}
