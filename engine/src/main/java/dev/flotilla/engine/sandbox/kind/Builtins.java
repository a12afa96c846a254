package dev.flotilla.engine.sandbox.kind;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.kind.ServedKind.Scale;
import dev.flotilla.engine.schema.BuiltinSchemas;
import org.jspecify.annotations.Nullable;

/// The kinds every cluster has, in the order in which discovery lists them.
final class Builtins {
    /// group/version | Kind | plural | short names | scope (n, c) | subresources | schema
    private static final String TABLE = """
            v1 | Binding | bindings | | n | | core.v1.Binding
            v1 | ConfigMap | configmaps | cm | n | | core.v1.ConfigMap
            v1 | Endpoints | endpoints | ep | n | | core.v1.Endpoints
            v1 | Event | events | ev | n | | core.v1.Event
            v1 | LimitRange | limitranges | limits | n | | core.v1.LimitRange
            v1 | Namespace | namespaces | ns | c | status | core.v1.Namespace
            v1 | Node | nodes | no | c | status | core.v1.Node
            v1 | PersistentVolumeClaim | persistentvolumeclaims | pvc | n | status | core.v1.PersistentVolumeClaim
            v1 | PersistentVolume | persistentvolumes | pv | c | status | core.v1.PersistentVolume
            v1 | Pod | pods | po | n | status | core.v1.Pod
            v1 | PodTemplate | podtemplates | | n | | core.v1.PodTemplate
            v1 | ReplicationController | replicationcontrollers | rc | n | status,scale | core.v1.ReplicationController
            v1 | ResourceQuota | resourcequotas | quota | n | status | core.v1.ResourceQuota
            v1 | Secret | secrets | | n | | core.v1.Secret
            v1 | ServiceAccount | serviceaccounts | sa | n | | core.v1.ServiceAccount
            v1 | Service | services | svc | n | status | core.v1.Service
            admissionregistration.k8s.io/v1 | MutatingWebhookConfiguration | mutatingwebhookconfigurations | | c | | admissionregistration.v1.MutatingWebhookConfiguration
            admissionregistration.k8s.io/v1 | ValidatingWebhookConfiguration | validatingwebhookconfigurations | | c | | admissionregistration.v1.ValidatingWebhookConfiguration
            apiextensions.k8s.io/v1 | CustomResourceDefinition | customresourcedefinitions | crd,crds | c | status | apiextensions.v1.CustomResourceDefinition
            apps/v1 | ControllerRevision | controllerrevisions | | n | | apps.v1.ControllerRevision
            apps/v1 | DaemonSet | daemonsets | ds | n | status | apps.v1.DaemonSet
            apps/v1 | Deployment | deployments | deploy | n | status,scale | apps.v1.Deployment
            apps/v1 | ReplicaSet | replicasets | rs | n | status,scale | apps.v1.ReplicaSet
            apps/v1 | StatefulSet | statefulsets | sts | n | status,scale | apps.v1.StatefulSet
            authorization.k8s.io/v1 | SelfSubjectAccessReview | selfsubjectaccessreviews | | c | | authorization.v1.SelfSubjectAccessReview
            authorization.k8s.io/v1 | SelfSubjectRulesReview | selfsubjectrulesreviews | | c | | authorization.v1.SelfSubjectRulesReview
            authorization.k8s.io/v1 | SubjectAccessReview | subjectaccessreviews | | c | | authorization.v1.SubjectAccessReview
            autoscaling/v2 | HorizontalPodAutoscaler | horizontalpodautoscalers | hpa | n | status | autoscaling.v2.HorizontalPodAutoscaler
            autoscaling/v1 | HorizontalPodAutoscaler | horizontalpodautoscalers | hpa | n | status | autoscaling.v1.HorizontalPodAutoscaler
            batch/v1 | CronJob | cronjobs | cj | n | status | batch.v1.CronJob
            batch/v1 | Job | jobs | | n | status | batch.v1.Job
            coordination.k8s.io/v1 | Lease | leases | | n | | coordination.v1.Lease
            discovery.k8s.io/v1 | EndpointSlice | endpointslices | | n | | discovery.v1.EndpointSlice
            events.k8s.io/v1 | Event | events | ev | n | | events.v1.Event
            networking.k8s.io/v1 | IngressClass | ingressclasses | | c | | networking.v1.IngressClass
            networking.k8s.io/v1 | Ingress | ingresses | ing | n | status | networking.v1.Ingress
            networking.k8s.io/v1 | NetworkPolicy | networkpolicies | netpol | n | | networking.v1.NetworkPolicy
            node.k8s.io/v1 | RuntimeClass | runtimeclasses | | c | | node.v1.RuntimeClass
            policy/v1 | PodDisruptionBudget | poddisruptionbudgets | pdb | n | status | policy.v1.PodDisruptionBudget
            rbac.authorization.k8s.io/v1 | ClusterRoleBinding | clusterrolebindings | | c | | rbac.v1.ClusterRoleBinding
            rbac.authorization.k8s.io/v1 | ClusterRole | clusterroles | | c | | rbac.v1.ClusterRole
            rbac.authorization.k8s.io/v1 | RoleBinding | rolebindings | | n | | rbac.v1.RoleBinding
            rbac.authorization.k8s.io/v1 | Role | roles | | n | | rbac.v1.Role
            scheduling.k8s.io/v1 | PriorityClass | priorityclasses | pc | c | | scheduling.v1.PriorityClass
            storage.k8s.io/v1 | CSIDriver | csidrivers | | c | | storage.v1.CSIDriver
            storage.k8s.io/v1 | CSINode | csinodes | | c | | storage.v1.CSINode
            storage.k8s.io/v1 | StorageClass | storageclasses | sc | c | | storage.v1.StorageClass
            storage.k8s.io/v1 | VolumeAttachment | volumeattachments | | c | status | storage.v1.VolumeAttachment
            """;
    private static final List<String> IN_ALL = List.of("Pod", "ReplicationController", "Service", "DaemonSet", "Deployment",
            "ReplicaSet",
            "StatefulSet", "HorizontalPodAutoscaler", "CronJob", "Job");

    private static final class Shared {
        private static final List<ServedKind> KINDS = parse();
    }

    private Builtins() {}

    static List<ServedKind> kinds() {
        return Shared.KINDS;
    }

    private static List<ServedKind> parse() {
        var kinds = new ArrayList<ServedKind>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split("\\|");
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cells[i].strip();
            }
            kinds.add(kind(cells));
        }
        return List.copyOf(kinds);
    }

    private static ServedKind kind(String[] cells) {
        int slash = cells[0].indexOf('/');
        String group = slash < 0 ? "" : cells[0].substring(0, slash);
        String kind = cells[1];
        List<String> shorts = cells[3].isEmpty() ? List.of() : List.of(cells[3].split(","));
        var categories = IN_ALL.contains(kind)
                ? List.of("all")
                : kind.equals("CustomResourceDefinition") || kind.endsWith("Configuration")
                        ? List.of("api-extensions")
                        : List.<String>of();
        var names = new ServedKind.Names(kind, cells[2], kind.toLowerCase(java.util.Locale.ROOT), shorts, categories);
        @Nullable Scale scale = cells[5].contains("scale") ? Scale.USUAL : null;
        // Events are one thing under two groups.
        String storage = kind.equals("Event") ? "/events" : group + "/" + cells[2];
        return new ServedKind(group, cells[0].substring(slash + 1), names, storage, cells[4].equals("n"),
                BuiltinSchemas.shared().type(
                        cells[6]),
                cells[5].contains("status"), scale, null, List.of());
    }
}
