package dev.flotilla.engine.dialect.karmada.match;

import java.util.Map;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The marks by which a template knows its policy.
///
/// Source: karmada: pkg/detector/claim.go.
///
/// @param namespace `null` for a ClusterPropagationPolicy
public record Claim(@Nullable String namespace, String name, String permanentId) {
    static final String NAMESPACED_ID = "propagationpolicy.karmada.io/permanent-id";
    static final String CLUSTER_ID = "clusterpropagationpolicy.karmada.io/permanent-id";
    private static final String NAMESPACE = "propagationpolicy.karmada.io/namespace";
    private static final String NAME = "propagationpolicy.karmada.io/name";
    private static final String CLUSTER_NAME = "clusterpropagationpolicy.karmada.io/name";
    /// A template with this label is left alone by every policy.
    static final String CLAIMED_BY = "resourcetemplate.karmada.io/claimed-by";

    public static Claim of(PropagationPolicy policy) {
        return new Claim(policy.namespace(), policy.name(), policy.permanentId());
    }

    /// The claim that a template carries, or `null`.
    public static @Nullable Claim on(Manifest template) {
        Map<String, String> labels = template.labels();
        Map<String, String> annotations = template.annotations();
        String id = labels.getOrDefault(NAMESPACED_ID, "");
        String name = annotations.getOrDefault(NAME, "");
        String namespace = annotations.getOrDefault(NAMESPACE, "");
        if (!id.isEmpty() && !name.isEmpty() && !namespace.isEmpty()) return new Claim(namespace, name, id);
        String clusterId = labels.getOrDefault(CLUSTER_ID, "");
        String clusterName = annotations.getOrDefault(CLUSTER_NAME, "");
        return clusterId.isEmpty() || clusterName.isEmpty() ? null : new Claim(null, clusterName, clusterId);
    }

    /// Labels that the claim puts on template and binding; none while nobody knows the policy's id.
    public Map<String, String> labels() {
        return permanentId.isEmpty() ? Map.of() : Map.of(namespace == null ? CLUSTER_ID : NAMESPACED_ID, permanentId);
    }

    /// Annotations that the claim puts on template and binding.
    public Map<String, String> annotations() {
        return namespace == null ? Map.of(CLUSTER_NAME, name) : Map.of(NAME, name, NAMESPACE, namespace);
    }

    /// The template as its claiming policy leaves it: with this claim and without any other.
    public Manifest applyTo(Manifest template) {
        MapValue metadata = template.root().mapAt("metadata");
        MapValue labels = with(metadata.mapAt("labels").without(NAMESPACED_ID).without(CLUSTER_ID), labels());
        MapValue annotations = with(
                metadata.mapAt("annotations").without(NAME).without(NAMESPACE).without(CLUSTER_NAME), annotations());
        MapValue claimed = metadata.with("annotations", annotations);
        if (!labels.isEmpty()) claimed = claimed.with("labels", labels);
        return new Manifest(template.root().with("metadata", claimed));
    }

    /// The same as releases before 1.0 left it: by labels alone.
    public Manifest applyIn2021To(Manifest template) {
        MapValue metadata = template.root().mapAt("metadata");
        MapValue labels = metadata.mapAt("labels").without(NAMESPACED_ID).without(CLUSTER_ID).without(NAME).without(NAMESPACE)
                .without(CLUSTER_NAME);
        return new Manifest(template.root().with("metadata", metadata.with("labels", with(labels, annotations()))));
    }

    private static MapValue with(MapValue map, Map<String, String> entries) {
        MapValue result = map;
        for (var entry : new java.util.TreeMap<>(entries).entrySet()) {
            result = result.with(entry.getKey(), Value.text(entry.getValue()));
        }
        return result;
    }
}
