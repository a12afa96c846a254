package dev.flotilla.engine.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import dev.flotilla.engine.diff.Change;

/// In which order kinds go: what others stand on first. Deletions come last and run the other way round.
///
/// Source: Helm, `pkg/release/v1/util/kind_sorter.go` (InstallOrder), with definitions of types moved behind namespaces and
/// admission webhooks to the end, so that a webhook whose server is not up yet does not refuse the rest.
final class Waves {
    private static final List<String> ORDER = List.of("PriorityClass", "Namespace", "CustomResourceDefinition", "NetworkPolicy",
            "ResourceQuota", "LimitRange", "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap", "StorageClass",
            "PersistentVolume", "PersistentVolumeClaim", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Service",
            "DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet",
            "Job", "CronJob", "IngressClass", "Ingress", "APIService");
    private static final List<String> LAST = List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    private Waves() {}

    static List<Wave> of(List<Change> changes) {
        var writes = new TreeMap<Integer, List<Change>>();
        var deletes = new TreeMap<Integer, List<Change>>(java.util.Comparator.reverseOrder());
        for (Change change : changes) {
            boolean goes = change instanceof Change.Prune || change instanceof Change.Release;
            (goes ? deletes : writes).computeIfAbsent(rank(change.ref().kind()), _ -> new ArrayList<>()).add(change);
        }
        var waves = new ArrayList<Wave>();
        writes.forEach((rank, steps) -> waves.add(new Wave(steps, false, settles(rank))));
        deletes.values().forEach(steps -> waves.add(new Wave(steps, true, false)));
        return List.copyOf(waves);
    }

    private static boolean settles(int rank) {
        return rank == ORDER.indexOf("Namespace") || rank == ORDER.indexOf("CustomResourceDefinition");
    }

    /// Kinds of custom types come behind all that is known, as in Helm.
    static int rank(String kind) {
        int rank = ORDER.indexOf(kind);
        if (rank >= 0) return rank;
        return LAST.contains(kind) ? ORDER.size() + 1 : ORDER.size();
    }
}
