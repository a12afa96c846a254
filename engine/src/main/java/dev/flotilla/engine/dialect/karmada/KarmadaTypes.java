package dev.flotilla.engine.dialect.karmada;

import java.util.Set;

import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;

/// Karmada's own types, as far as planning treats them apart.
final class KarmadaTypes {
    private static final Set<String> CLUSTER_SCOPED_CORE = Set.of("Namespace", "Node", "PersistentVolume");
    private static final Set<String> CLUSTER_SCOPED = Set.of("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition",
            "StorageClass", "CSIDriver", "CSINode", "VolumeAttachment", "PriorityClass", "IngressClass", "RuntimeClass",
            "APIService",
            "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "FlowSchema",
            "PriorityLevelConfiguration", "CertificateSigningRequest", "ClusterPropagationPolicy", "ClusterOverridePolicy",
            "ClusterResourceBinding", "ClusterTaintPolicy", "ResourceInterpreterCustomization",
            "ResourceInterpreterWebhookConfiguration", "WorkloadRebalancer", "Remedy");

    private KarmadaTypes() {}

    static boolean isOwn(TypeRef type) {
        return type.group().endsWith(".karmada.io");
    }

    /// Services shared between members: a type of the field's, which only a control plane acts on.
    static boolean isServiceSharing(TypeRef type) {
        return type.group().equals("multicluster.x-k8s.io");
    }

    static boolean isPropagation(TypeRef type) {
        return type.group().equals("policy.karmada.io")
                && (type.kind().equals(PropagationPolicy.NAMESPACED) || type.kind().equals(PropagationPolicy.CLUSTER_WIDE));
    }

    static boolean isOverride(TypeRef type) {
        return type.group().equals("policy.karmada.io")
                && (type.kind().equals("OverridePolicy") || type.kind().equals("ClusterOverridePolicy"));
    }

    static boolean isCluster(TypeRef type) {
        return type.group().equals("cluster.karmada.io") && type.kind().equals("Cluster");
    }

    /// Whether objects of a well-known type live outside namespaces.
    static boolean isClusterScoped(TypeRef type) {
        return type.group().isEmpty()
                ? CLUSTER_SCOPED_CORE.contains(type.kind())
                : CLUSTER_SCOPED.contains(type.kind()) || isCluster(type);
    }

    /// Whether the document describes something for members, not for a federation's own control plane.
    static boolean mayBeTemplate(Manifest manifest) {
        TypeRef type = manifest.type();
        return !isOwn(type) && !type.group().endsWith("kubefed.io") && !type.group().equals("flotilla.dev")
                && !type.kind().isEmpty()
                && !type.apiVersion().isEmpty() && !manifest.name().isEmpty();
    }
}
