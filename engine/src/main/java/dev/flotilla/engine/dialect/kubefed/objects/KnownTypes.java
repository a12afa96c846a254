package dev.flotilla.engine.dialect.kubefed.objects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kubernetes' own types, as far as people federate them.
public final class KnownTypes {
    /// A type and the short names that kubectl knows it by.
    ///
    /// @param replicas whether it has `spec.replicas`
    public record Known(TargetType type, String singular, List<String> shortNames, boolean replicas) {
        public Known {
            shortNames = List.copyOf(shortNames);
        }
    }

    /// group | version | kind | plural | scope (N or C) | short names | R when it has replicas
    private static final String TABLE = """
             |v1|ConfigMap|configmaps|N|cm|
             |v1|Endpoints|endpoints|N|ep|
             |v1|Event|events|N|ev|
             |v1|LimitRange|limitranges|N|limits|
             |v1|Namespace|namespaces|C|ns|
             |v1|PersistentVolumeClaim|persistentvolumeclaims|N|pvc|
             |v1|PersistentVolume|persistentvolumes|C|pv|
             |v1|Pod|pods|N|po|
             |v1|PodTemplate|podtemplates|N||
             |v1|ReplicationController|replicationcontrollers|N|rc|R
             |v1|ResourceQuota|resourcequotas|N|quota|
             |v1|Secret|secrets|N||
             |v1|ServiceAccount|serviceaccounts|N|sa|
             |v1|Service|services|N|svc|
            apps|v1|ControllerRevision|controllerrevisions|N||
            apps|v1|DaemonSet|daemonsets|N|ds|
            apps|v1|Deployment|deployments|N|deploy|R
            apps|v1|ReplicaSet|replicasets|N|rs|R
            apps|v1|StatefulSet|statefulsets|N|sts|R
            autoscaling|v2|HorizontalPodAutoscaler|horizontalpodautoscalers|N|hpa|
            batch|v1|CronJob|cronjobs|N|cj|
            batch|v1|Job|jobs|N||
            coordination.k8s.io|v1|Lease|leases|N||
            discovery.k8s.io|v1|EndpointSlice|endpointslices|N||
            networking.k8s.io|v1|IngressClass|ingressclasses|C||
            networking.k8s.io|v1|Ingress|ingresses|N|ing|
            networking.k8s.io|v1|NetworkPolicy|networkpolicies|N|netpol|
            policy|v1|PodDisruptionBudget|poddisruptionbudgets|N|pdb|
            rbac.authorization.k8s.io|v1|ClusterRoleBinding|clusterrolebindings|C||
            rbac.authorization.k8s.io|v1|ClusterRole|clusterroles|C||
            rbac.authorization.k8s.io|v1|RoleBinding|rolebindings|N||
            rbac.authorization.k8s.io|v1|Role|roles|N||
            scheduling.k8s.io|v1|PriorityClass|priorityclasses|C|pc|
            storage.k8s.io|v1|StorageClass|storageclasses|C|sc|
            admissionregistration.k8s.io|v1|MutatingWebhookConfiguration|mutatingwebhookconfigurations|C||
            admissionregistration.k8s.io|v1|ValidatingWebhookConfiguration|validatingwebhookconfigurations|C||
            apiextensions.k8s.io|v1|CustomResourceDefinition|customresourcedefinitions|C|crd,crds|
            """;

    private static final Map<String, Known> BY_KIND = read();

    private KnownTypes() {}

    private static Map<String, Known> read() {
        var known = new LinkedHashMap<String, Known>();
        for (String line : TABLE.lines().toList()) {
            String[] cell = line.strip().split("\\|", -1);
            String group = cell[0].strip();
            var type = new TargetType(group, cell[1], cell[2], cell[3], cell[4].equals("N"));
            List<String> shortNames = cell[5].isEmpty() ? List.of() : List.of(cell[5].split(","));
            known.put(type.kind(), new Known(type, singular(type.kind()), shortNames, cell[6].equals("R")));
        }
        return known;
    }

    private static String singular(String kind) {
        return kind.toLowerCase(java.util.Locale.ROOT);
    }

    public static Optional<Known> ofKind(String kind) {
        return Optional.ofNullable(BY_KIND.get(kind));
    }

    public static List<Known> all() {
        return List.copyOf(BY_KIND.values());
    }

    /// Whether objects of this kind run one replica when they do not say how many.
    public static boolean hasReplicas(String kind) {
        return ofKind(kind).map(Known::replicas).orElse(false);
    }
}
