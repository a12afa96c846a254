package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.Map;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;

/// The types that Karmada has built-in rules for, by exact version.
enum Kinds {
    DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET, JOB, CRON_JOB, POD, SERVICE, SERVICE_ACCOUNT, SECRET, CLAIM, VOLUME, INGRESS, DISRUPTION_BUDGET, AUTOSCALER, SERVICE_IMPORT, OTHER;

    private static final Map<TypeRef, Kinds> KNOWN = Map.ofEntries(Map.entry(new TypeRef("apps/v1", "Deployment"), DEPLOYMENT),
            Map.entry(new TypeRef("apps/v1", "ReplicaSet"), REPLICA_SET),
            Map.entry(new TypeRef("apps/v1", "StatefulSet"), STATEFUL_SET),
            Map.entry(new TypeRef("apps/v1", "DaemonSet"), DAEMON_SET), Map.entry(new TypeRef("batch/v1", "Job"), JOB),
            Map.entry(new TypeRef("batch/v1", "CronJob"), CRON_JOB), Map.entry(new TypeRef("v1", "Pod"), POD),
            Map.entry(new TypeRef("v1", "Service"), SERVICE), Map.entry(new TypeRef("v1", "ServiceAccount"), SERVICE_ACCOUNT),
            Map.entry(new TypeRef("v1", "Secret"), SECRET), Map.entry(new TypeRef("v1", "PersistentVolumeClaim"), CLAIM),
            Map.entry(new TypeRef("v1", "PersistentVolume"), VOLUME),
            Map.entry(new TypeRef("networking.k8s.io/v1", "Ingress"), INGRESS),
            Map.entry(new TypeRef("policy/v1", "PodDisruptionBudget"), DISRUPTION_BUDGET),
            Map.entry(new TypeRef("autoscaling/v2", "HorizontalPodAutoscaler"), AUTOSCALER),
            Map.entry(new TypeRef("multicluster.x-k8s.io/v1alpha1", "ServiceImport"), SERVICE_IMPORT));

    static Kinds of(Manifest object) {
        return of(object.type());
    }

    static Kinds of(TypeRef type) {
        return KNOWN.getOrDefault(type, OTHER);
    }
}
