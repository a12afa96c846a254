package dev.flotilla.engine.sandbox.rules;

import java.util.Base64;
import java.util.Locale;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

import static dev.flotilla.engine.sandbox.rules.Fill.absent;
import static dev.flotilla.engine.sandbox.rules.Fill.each;
import static dev.flotilla.engine.sandbox.rules.Fill.inside;
import static dev.flotilla.engine.sandbox.rules.Fill.into;

/// What the server fills in when an object comes in, by kind.
///
/// Sources: kubernetes `pkg/apis/{core,apps,batch,networking,rbac,autoscaling,storage}/v1/defaults.go`.
public final class Defaults {
    private Defaults() {}

    public static MapValue fill(ServedKind kind, MapValue object) {
        return switch (kind.kind()) {
            case "Pod" -> into(object, "spec", PodDefaults::ofPod);
            case "Deployment" -> into(object, "spec", Defaults::deployment);
            case "ReplicaSet", "ReplicationController" ->
                into(object, "spec", spec -> inside(absent(spec, "replicas", 1), "template",
                        PodDefaults::template));
            case "StatefulSet" -> into(object, "spec", Defaults::statefulSet);
            case "DaemonSet" -> into(object, "spec", Defaults::daemonSet);
            case "Job" -> into(object, "spec", Defaults::job);
            case "CronJob" -> into(object, "spec", Defaults::cronJob);
            case "PodTemplate" -> inside(object, "template", PodDefaults::template);
            case "Service" -> into(object, "spec", Defaults::service);
            case "Namespace" -> namespace(object);
            case "Secret" -> secret(object);
            case "PersistentVolumeClaim" -> into(object, "spec", spec -> absent(spec, "volumeMode", "Filesystem"));
            case "PersistentVolume" -> into(object, "spec", spec -> absent(absent(spec, "volumeMode", "Filesystem"),
                    "persistentVolumeReclaimPolicy", "Retain"));
            case "StorageClass" -> absent(absent(object, "reclaimPolicy", "Delete"), "volumeBindingMode", "Immediate");
            case "Role", "ClusterRole" -> absent(object, "rules", Value.NULL);
            case "RoleBinding", "ClusterRoleBinding" -> roleBinding(object);
            case "HorizontalPodAutoscaler" -> into(object, "spec", spec -> absent(spec, "minReplicas", 1));
            case "NetworkPolicy" -> into(object, "spec", Defaults::networkPolicy);
            case "PriorityClass" -> absent(object, "preemptionPolicy", "PreemptLowerPriority");
            case "CustomResourceDefinition" -> into(object, "spec", Defaults::definition);
            case "EndpointSlice" ->
                each(object, "ports", port -> absent(absent(port, "protocol", "TCP"), "name", Value.text("")));
            case "Endpoints" -> each(object, "subsets", subset -> each(subset, "ports", port -> absent(port, "protocol", "TCP")));
            case "ValidatingWebhookConfiguration" -> each(object, "webhooks", hook -> webhook(hook, "Equivalent"));
            case "MutatingWebhookConfiguration" ->
                each(object, "webhooks", hook -> absent(webhook(hook, "Equivalent"), "reinvocationPolicy",
                        "Never"));
            default -> object;
        };
    }

    private static MapValue deployment(MapValue raw) {
        MapValue spec = absent(raw, "replicas", 1);
        spec = absent(spec, "revisionHistoryLimit", 10);
        spec = absent(spec, "progressDeadlineSeconds", 600);
        spec = into(spec, "strategy", strategy -> {
            MapValue filled = absent(strategy, "type", "RollingUpdate");
            if (!"RollingUpdate".equals(filled.textAt("type"))) return filled;
            return into(filled, "rollingUpdate",
                    rolling -> absent(absent(rolling, "maxUnavailable", Value.text("25%")), "maxSurge", Value
                            .text("25%")));
        });
        return inside(spec, "template", PodDefaults::template);
    }

    private static MapValue statefulSet(MapValue raw) {
        MapValue spec = absent(raw, "replicas", 1);
        spec = absent(spec, "podManagementPolicy", "OrderedReady");
        spec = absent(spec, "revisionHistoryLimit", 10);
        spec = into(spec, "updateStrategy", strategy -> {
            MapValue filled = absent(strategy, "type", "RollingUpdate");
            if (!"RollingUpdate".equals(filled.textAt("type"))) return filled;
            return into(filled, "rollingUpdate", rolling -> absent(rolling, "partition", 0));
        });
        spec = into(spec, "persistentVolumeClaimRetentionPolicy",
                policy -> absent(absent(policy, "whenDeleted", "Retain"), "whenScaled",
                        "Retain"));
        spec = each(spec, "volumeClaimTemplates", claim -> {
            MapValue filled = absent(absent(claim, "apiVersion", "v1"), "kind", "PersistentVolumeClaim");
            filled = into(filled, "status", status -> absent(status, "phase", "Pending"));
            return into(PodDefaults.undated(filled), "spec", c -> absent(c, "volumeMode", "Filesystem"));
        });
        return inside(spec, "template", PodDefaults::template);
    }

    private static MapValue daemonSet(MapValue raw) {
        MapValue spec = absent(raw, "revisionHistoryLimit", 10);
        spec = into(spec, "updateStrategy", strategy -> {
            MapValue filled = absent(strategy, "type", "RollingUpdate");
            if (!"RollingUpdate".equals(filled.textAt("type"))) return filled;
            return into(filled, "rollingUpdate", rolling -> absent(absent(rolling, "maxUnavailable", 1), "maxSurge", 0));
        });
        return inside(spec, "template", PodDefaults::template);
    }

    private static MapValue job(MapValue raw) {
        MapValue spec = raw;
        if (!raw.has("completions") && !raw.has("parallelism")) spec = absent(spec, "completions", 1);
        spec = absent(spec, "parallelism", 1);
        spec = absent(spec, "backoffLimit", 6);
        spec = absent(spec, "completionMode", "NonIndexed");
        spec = absent(spec, "suspend", Value.FALSE);
        spec = absent(spec, "manualSelector", Value.FALSE);
        spec = absent(spec, "podReplacementPolicy", "TerminatingOrFailed");
        return inside(spec, "template", PodDefaults::template);
    }

    private static MapValue cronJob(MapValue raw) {
        MapValue spec = absent(raw, "concurrencyPolicy", "Allow");
        spec = absent(spec, "suspend", Value.FALSE);
        spec = absent(spec, "successfulJobsHistoryLimit", 3);
        spec = absent(spec, "failedJobsHistoryLimit", 1);
        return inside(spec, "jobTemplate",
                template -> inside(PodDefaults.undated(template), "spec", job -> inside(job, "template", PodDefaults::template)));
    }

    private static MapValue service(MapValue raw) {
        MapValue spec = absent(raw, "type", "ClusterIP");
        spec = absent(spec, "sessionAffinity", "None");
        String type = Fill.text(spec.get("type"));
        spec = each(spec, "ports", port -> {
            MapValue filled = absent(port, "protocol", "TCP");
            Value number = filled.get("port");
            Value target = filled.get("targetPort");
            boolean open = target == null || target.equals(Value.number(0)) || target.equals(Value.text(""));
            return open && number != null ? filled.with("targetPort", number) : filled;
        });
        if (!type.equals("ExternalName")) spec = absent(spec, "internalTrafficPolicy", "Cluster");
        if (type.equals("NodePort") || type.equals("LoadBalancer")) spec = absent(spec, "externalTrafficPolicy", "Cluster");
        if (type.equals("LoadBalancer")) spec = absent(spec, "allocateLoadBalancerNodePorts", Value.TRUE);
        if ("ClientIP".equals(spec.textAt("sessionAffinity")))
            spec = into(spec, "sessionAffinityConfig", config -> into(config, "clientIP",
                    ip -> absent(ip, "timeoutSeconds", 10800)));
        return spec;
    }

    private static MapValue namespace(MapValue raw) {
        String name = Fill.text(raw.at("metadata", "name"));
        MapValue object = raw;
        if (!name.isEmpty())
            object = into(object, "metadata", meta -> into(meta, "labels", labels -> labels.with(
                    "kubernetes.io/metadata.name", Value.text(name))));
        // Once it is going, taking the finalizer away is what lets it go.
        boolean going = raw.at("metadata", "deletionTimestamp") != null;
        if (!going) object = into(object, "spec", spec -> absent(spec, "finalizers", ListValue.of(Value.text("kubernetes"))));
        return into(object, "status", status -> absent(status, "phase", "Active"));
    }

    private static MapValue secret(MapValue raw) {
        MapValue object = absent(raw, "type", "Opaque");
        if (!(object.get("stringData") instanceof MapValue plain)) return object;
        object = into(object, "data", data -> {
            MapValue merged = data;
            for (var entry : plain.texts().entrySet()) {
                merged = merged.with(entry.getKey(), Value.text(Base64.getEncoder().encodeToString(entry.getValue().getBytes(
                        java.nio.charset.StandardCharsets.UTF_8))));
            }
            return merged;
        });
        return object.without("stringData");
    }

    private static MapValue roleBinding(MapValue raw) {
        MapValue object = inside(raw, "roleRef", ref -> absent(ref, "apiGroup", "rbac.authorization.k8s.io"));
        return each(object, "subjects", subject -> switch (Fill.text(subject.get("kind"))) {
            case "User", "Group" -> absent(subject, "apiGroup", "rbac.authorization.k8s.io");
            default -> subject;
        });
    }

    private static MapValue networkPolicy(MapValue spec) {
        MapValue filled = each(spec, "ingress", rule -> each(rule, "ports", port -> absent(port, "protocol", "TCP")));
        filled = each(filled, "egress", rule -> each(rule, "ports", port -> absent(port, "protocol", "TCP")));
        ListValue types = filled.has("egress")
                ? ListValue.ofTexts(java.util.List.of("Ingress", "Egress"))
                : ListValue.of(Value.text(
                        "Ingress"));
        return absent(filled, "policyTypes", types);
    }

    private static MapValue definition(MapValue raw) {
        MapValue spec = absent(raw, "scope", "Namespaced");
        spec = absent(spec, "conversion", MapValue.of("strategy", Value.text("None")));
        return into(spec, "names", names -> {
            String kind = Fill.text(names.get("kind"));
            MapValue filled = absent(names, "singular", kind.toLowerCase(Locale.ROOT));
            return absent(filled, "listKind", kind + "List");
        });
    }

    private static MapValue webhook(MapValue raw, String match) {
        MapValue hook = absent(raw, "failurePolicy", "Fail");
        hook = absent(hook, "matchPolicy", match);
        hook = absent(hook, "namespaceSelector", MapValue.EMPTY);
        hook = absent(hook, "objectSelector", MapValue.EMPTY);
        hook = absent(hook, "timeoutSeconds", 10);
        hook = each(hook, "rules", rule -> absent(rule, "scope", Value.text("*")));
        return inside(hook, "clientConfig", config -> inside(config, "service", service -> absent(service, "port", 443)));
    }
}
