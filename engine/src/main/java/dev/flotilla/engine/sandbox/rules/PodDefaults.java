package dev.flotilla.engine.sandbox.rules;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

import static dev.flotilla.engine.sandbox.rules.Fill.absent;
import static dev.flotilla.engine.sandbox.rules.Fill.each;
import static dev.flotilla.engine.sandbox.rules.Fill.inside;
import static dev.flotilla.engine.sandbox.rules.Fill.into;

/// The defaults of a pod's spec, as templates of workloads get them too.
///
/// Source: kubernetes `pkg/apis/core/v1/defaults.go`.
final class PodDefaults {
    private PodDefaults() {}

    static MapValue template(MapValue template) {
        return into(undated(template), "spec", PodDefaults::spec);
    }

    /// Servers before 1.34 write the time that a template has not as `null`.
    static MapValue undated(MapValue template) {
        return into(template, "metadata", meta -> meta.with("creationTimestamp", Value.NULL));
    }

    /// A pod gets what its template does, and what admission adds.
    static MapValue ofPod(MapValue pod) {
        MapValue spec = absent(spec(pod), "enableServiceLinks", Value.TRUE);
        spec = absent(absent(spec, "serviceAccountName", "default"), "serviceAccount", "default");
        return absent(absent(spec, "priority", 0), "preemptionPolicy", "PreemptLowerPriority");
    }

    static MapValue spec(MapValue pod) {
        MapValue spec = each(pod, "containers", PodDefaults::container);
        spec = each(spec, "initContainers", PodDefaults::container);
        spec = each(spec, "volumes", PodDefaults::volume);
        spec = absent(spec, "restartPolicy", "Always");
        spec = absent(spec, "terminationGracePeriodSeconds", 30);
        spec = absent(spec, "dnsPolicy", "ClusterFirst");
        // The two names of one field always come together.
        String account = Fill.text(spec.get("serviceAccountName"));
        if (!account.isEmpty()) spec = absent(spec, "serviceAccount", account);
        spec = absent(spec, "securityContext", MapValue.EMPTY);
        return absent(spec, "schedulerName", "default-scheduler");
    }

    private static MapValue container(MapValue raw) {
        MapValue container = absent(raw, "terminationMessagePath", "/dev/termination-log");
        container = absent(container, "terminationMessagePolicy", "File");
        container = absent(container, "imagePullPolicy", pullPolicy(Fill.text(raw.get("image"))));
        container = absent(container, "resources", MapValue.EMPTY);
        container = into(container, "resources", PodDefaults::resources);
        container = each(container, "ports", port -> absent(port, "protocol", "TCP"));
        container = each(container, "env",
                env -> inside(env, "valueFrom", from -> inside(from, "fieldRef", ref -> absent(ref, "apiVersion",
                        "v1"))));
        for (String probe : new String[]{"livenessProbe", "readinessProbe", "startupProbe"}) {
            container = inside(container, probe, PodDefaults::probe);
        }
        return container;
    }

    /// Whatever is limited and not requested is requested up to its limit.
    private static MapValue resources(MapValue resources) {
        MapValue requests = resources.mapAt("requests");
        for (var limit : resources.mapAt("limits")) {
            requests = absent(requests, limit.getKey(), limit.getValue());
        }
        return requests.isEmpty() ? resources : resources.with("requests", requests);
    }

    private static String pullPolicy(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        if (name.contains("@")) return "IfNotPresent";
        return name.endsWith(":latest") || !name.contains(":") ? "Always" : "IfNotPresent";
    }

    private static MapValue probe(MapValue raw) {
        MapValue probe = absent(raw, "timeoutSeconds", 1);
        probe = absent(probe, "periodSeconds", 10);
        probe = absent(probe, "successThreshold", 1);
        probe = absent(probe, "failureThreshold", 3);
        probe = inside(probe, "httpGet", get -> absent(absent(get, "path", "/"), "scheme", "HTTP"));
        return inside(probe, "grpc", grpc -> absent(grpc, "service", Value.text("")));
    }

    private static MapValue volume(MapValue raw) {
        if (raw.size() == 1) return raw.with("emptyDir", MapValue.EMPTY);
        MapValue volume = raw;
        for (String source : new String[]{"configMap", "secret", "projected", "downwardAPI"}) {
            volume = inside(volume, source, s -> absent(s, "defaultMode", 420));
        }
        volume = inside(volume, "hostPath", s -> absent(s, "type", Value.text("")));
        return inside(volume, "projected", s -> each(s, "sources", one -> inside(one, "serviceAccountToken", t -> absent(t,
                "expirationSeconds", 3600))));
    }
}
