package dev.flotilla.engine.dialect.karmada.match;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// A PropagationPolicy or ClusterPropagationPolicy as matching sees it. Two are the same only when they are the same instance.
public final class PropagationPolicy {
    public static final String API_VERSION = "policy.karmada.io/v1alpha1";
    public static final String NAMESPACED = "PropagationPolicy";
    public static final String CLUSTER_WIDE = "ClusterPropagationPolicy";

    private final Manifest manifest;
    private final ObjectRef ref;
    private final List<ResourceSelector> selectors;
    private final List<String> dependentOverrides;
    private final long priority;

    /// @param manifest with admission's defaults
    public PropagationPolicy(Manifest manifest) {
        this.manifest = manifest;
        ref = manifest.ref();
        selectors = ResourceSelector.readAll(manifest);
        dependentOverrides = List.copyOf(manifest.root().listAt("spec", "dependentOverrides").texts());
        Long written = manifest.root().intAt("spec", "priority");
        priority = written == null ? 0 : written;
    }

    public Manifest manifest() {
        return manifest;
    }

    public ObjectRef ref() {
        return ref;
    }

    public String name() {
        return ref.name();
    }

    /// `null` for one that reaches the whole cluster.
    public @Nullable String namespace() {
        return ref.namespace();
    }

    public boolean isClusterWide() {
        return ref.kind().equals(CLUSTER_WIDE);
    }

    public List<ResourceSelector> selectors() {
        return selectors;
    }

    /// Override policies that must exist before this one is applied.
    public List<String> dependentOverrides() {
        return dependentOverrides;
    }

    public long priority() {
        return priority;
    }

    public boolean isLeaving() {
        return manifest.root().textAt("metadata", "deletionTimestamp") != null;
    }

    /// What marks the templates that it claims; empty until the policy was stored.
    public String permanentId() {
        String id = manifest.root().textAt("metadata", "labels", isClusterWide() ? Claim.CLUSTER_ID : Claim.NAMESPACED_ID);
        return id == null ? "" : id;
    }

    public ResourceSelector.Level level(Manifest template) {
        return ResourceSelector.level(selectors, template);
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
