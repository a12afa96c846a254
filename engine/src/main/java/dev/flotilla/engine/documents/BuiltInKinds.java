package dev.flotilla.engine.documents;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The types that Kubernetes itself serves, to tell a misspelt one from a custom one.
///
/// Source: the API reference of Kubernetes 1.36, and the deprecation guide for what was removed.
final class BuiltInKinds {
    private static final Map<String, Set<String>> SERVED = new TreeMap<>();
    private static final Map<String, String> REMOVED = Map.ofEntries(
            Map.entry("extensions/v1beta1 Deployment", "apps/v1"), Map.entry("extensions/v1beta1 DaemonSet", "apps/v1"),
            Map.entry("extensions/v1beta1 ReplicaSet", "apps/v1"), Map.entry("apps/v1beta1 Deployment", "apps/v1"),
            Map.entry("apps/v1beta1 StatefulSet", "apps/v1"), Map.entry("apps/v1beta2 Deployment", "apps/v1"),
            Map.entry("apps/v1beta2 StatefulSet", "apps/v1"), Map.entry("apps/v1beta2 DaemonSet", "apps/v1"),
            Map.entry("apps/v1beta2 ReplicaSet", "apps/v1"), Map.entry("extensions/v1beta1 Ingress", "networking.k8s.io/v1"),
            Map.entry("networking.k8s.io/v1beta1 Ingress", "networking.k8s.io/v1"),
            Map.entry("extensions/v1beta1 NetworkPolicy", "networking.k8s.io/v1"),
            Map.entry("batch/v1beta1 CronJob", "batch/v1"), Map.entry("batch/v2alpha1 CronJob", "batch/v1"),
            Map.entry("policy/v1beta1 PodDisruptionBudget", "policy/v1"),
            Map.entry("autoscaling/v2beta1 HorizontalPodAutoscaler", "autoscaling/v2"),
            Map.entry("autoscaling/v2beta2 HorizontalPodAutoscaler", "autoscaling/v2"),
            Map.entry("rbac.authorization.k8s.io/v1beta1 Role", "rbac.authorization.k8s.io/v1"),
            Map.entry("rbac.authorization.k8s.io/v1beta1 ClusterRole", "rbac.authorization.k8s.io/v1"),
            Map.entry("rbac.authorization.k8s.io/v1beta1 RoleBinding", "rbac.authorization.k8s.io/v1"),
            Map.entry("rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding", "rbac.authorization.k8s.io/v1"),
            Map.entry("apiextensions.k8s.io/v1beta1 CustomResourceDefinition", "apiextensions.k8s.io/v1"),
            Map.entry("admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration", "admissionregistration.k8s.io/v1"),
            Map.entry("admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1"),
            Map.entry("scheduling.k8s.io/v1beta1 PriorityClass", "scheduling.k8s.io/v1"),
            Map.entry("storage.k8s.io/v1beta1 StorageClass", "storage.k8s.io/v1"));

    static {
        served("v1",
                "Binding ConfigMap Endpoints Event LimitRange List Namespace Node PersistentVolume PersistentVolumeClaim Pod "
                        + "PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount Status");
        served("apps/v1", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet");
        served("batch/v1", "CronJob Job");
        served("autoscaling/v1", "HorizontalPodAutoscaler Scale");
        served("autoscaling/v2", "HorizontalPodAutoscaler");
        served("policy/v1", "Eviction PodDisruptionBudget");
    }

    private BuiltInKinds() {}

    private static void served(String apiVersion, String kinds) {
        SERVED.put(apiVersion, new TreeSet<>(Arrays.asList(kinds.split(" "))));
    }

    /// The API version that serves what `type` once was; empty where it was not removed.
    static Optional<String> replacement(TypeRef type) {
        return Optional.ofNullable(REMOVED.get(type.apiVersion() + " " + type.kind()));
    }

    /// The kinds of a group that only Kubernetes defines, by `apiVersion`; empty where it may be anyone's.
    static Set<String> of(String apiVersion) {
        return SERVED.getOrDefault(apiVersion, Set.of());
    }

    /// The API version that serves a kind of this name; empty where Kubernetes has none.
    static Optional<String> home(String kind) {
        return SERVED.entrySet().stream().filter(entry -> entry.getValue().contains(kind)).map(Map.Entry::getKey)
                .reduce((_, last) -> last);
    }

    /// Whether a group is Kubernetes' own, so that a version that is unknown here is a mistake.
    static boolean isOwn(String apiVersion) {
        String group = new TypeRef(apiVersion, "").group();
        return SERVED.keySet().stream().anyMatch(known -> new TypeRef(known, "").group().equals(group));
    }
}
