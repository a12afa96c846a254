package dev.flotilla.engine.dialect.kubefed.objects;

import java.util.Set;

import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.FieldPath;

/// Names that KubeFed fixes.
///
/// Source: kubefed `pkg/apis/core/common/constants.go`, `pkg/controller/util/managedlabel.go`.
public final class KubeFed {
    public static final String CORE_GROUP = "core.kubefed.io";
    public static final String SCHEDULING_GROUP = "scheduling.kubefed.io";
    public static final String TYPES_GROUP = "types.kubefed.io";
    public static final String FEDERATED_VERSION = "v1beta1";
    public static final String CORE_API = CORE_GROUP + "/v1beta1";

    /// Where the Helm chart installs KubeFed.
    public static final String DEFAULT_NAMESPACE = "kube-federation-system";

    /// Where a federated object holds what members get.
    public static final FieldPath TEMPLATE = FieldPath.of("spec", "template");

    public static final String MANAGED_LABEL = "kubefed.io/managed";
    public static final String ORPHAN_ANNOTATION = "kubefed.io/orphan";
    public static final String DELETE_OPTIONS_ANNOTATION = "kubefed.io/deleteoption";

    private static final Set<String> SYSTEM_NAMESPACES = Set.of("kube-system", "kube-public", "default");

    private KubeFed() {}

    /// Whether a type belongs to KubeFed; the alpha releases' groups ended in `kubefed.k8s.io`.
    public static boolean owns(TypeRef type) {
        String group = type.group();
        return isOrEndsWith(group, "kubefed.io") || isOrEndsWith(group, "kubefed.k8s.io");
    }

    private static boolean isOrEndsWith(String group, String domain) {
        return group.equals(domain) || group.endsWith("." + domain);
    }

    public static boolean isCore(TypeRef type, String kind) {
        return type.group().equals(CORE_GROUP) && type.kind().equals(kind);
    }

    public static boolean isPreference(TypeRef type) {
        return type.group().equals(SCHEDULING_GROUP) && type.kind().equals("ReplicaSchedulingPreference");
    }

    /// Namespaces that are never created, changed or deleted in members.
    public static boolean isSystemNamespace(String namespace, String kubefedNamespace) {
        return SYSTEM_NAMESPACES.contains(namespace) || namespace.equals(kubefedNamespace);
    }
}
