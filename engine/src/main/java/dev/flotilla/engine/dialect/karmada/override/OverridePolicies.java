package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.dialect.karmada.match.ResourceSelector;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.MemberCluster;
import org.jspecify.annotations.Nullable;

/// All override policies of a workspace, read once.
public final class OverridePolicies {
    private static final TypeRef NAMESPACED = new TypeRef("policy.karmada.io/v1alpha1", "OverridePolicy");
    private static final TypeRef CLUSTER_SCOPED = new TypeRef("policy.karmada.io/v1alpha1", "ClusterOverridePolicy");
    private static final String DEFAULT_NAMESPACE = "default";

    private final List<OverridePolicy> clusterScoped;
    private final Map<String, List<OverridePolicy>> namespaced;

    private final boolean ranked;

    private OverridePolicies(List<OverridePolicy> clusterScoped, Map<String, List<OverridePolicy>> namespaced, boolean ranked) {
        this.ranked = ranked;
        this.clusterScoped = clusterScoped;
        this.namespaced = namespaced;
    }

    /// @param documents any documents; only override policies count
    public static OverridePolicies of(List<Document> documents) {
        return of(documents, Release.NEWEST);
    }

    public static OverridePolicies of(List<Document> documents, Release release) {
        var clusterScoped = new ArrayList<OverridePolicy>();
        var namespaced = new HashMap<String, List<OverridePolicy>>();
        for (Document document : documents) {
            TypeRef type = document.manifest().type();
            if (type.equals(CLUSTER_SCOPED)) {
                clusterScoped.add(OverridePolicy.read(document, release));
            } else if (type.equals(NAMESPACED)) {
                String namespace = document.manifest().namespace();
                namespaced.computeIfAbsent(namespace == null ? DEFAULT_NAMESPACE : namespace, _ -> new ArrayList<>())
                        .add(OverridePolicy.read(document, release));
            }
        }
        return new OverridePolicies(clusterScoped, namespaced, release.ranksOverrides());
    }

    /// The policies that can concern one template; worth keeping for all its members.
    public TemplateOverrides forTemplate(Manifest template) {
        return new TemplateOverrides(this, template);
    }

    /// For one template and one member. For many members, [#forTemplate] is cheaper.
    public OverrideResult apply(Manifest template, MemberCluster cluster) {
        return forTemplate(template).apply(template, cluster);
    }

    List<OverridePolicy> clusterScoped(Manifest object) {
        return matching(clusterScoped, object);
    }

    /// A template without a namespace is a cluster-scoped object here; namespaced policies do not touch it.
    List<OverridePolicy> namespaced(Manifest object) {
        @Nullable String namespace = object.namespace();
        return namespace == null ? List.of() : matching(namespaced.getOrDefault(namespace, List.of()), object);
    }

    /// Every namespaced policy that could match the object after its labels change.
    List<OverridePolicy> within(@Nullable String namespace) {
        return namespace == null ? List.of() : namespaced.getOrDefault(namespace, List.of());
    }

    /// Every namespaced policy that could match the object after its namespace changes.
    List<OverridePolicy> anywhere() {
        return namespaced.values().stream().flatMap(List::stream).toList();
    }

    private record Match(OverridePolicy policy, ResourceSelector.Level closeness) {}

    /// The least specific first, so that the most specific has the last word; then by name. Older releases go by name alone.
    private List<OverridePolicy> matching(List<OverridePolicy> policies, Manifest object) {
        if (policies.isEmpty()) return List.of();
        return policies.stream().map(policy -> new Match(policy, policy.closeness(object)))
                .filter(match -> match.closeness() != ResourceSelector.Level.NONE)
                .sorted(Comparator.comparing((Match match) -> ranked ? match.closeness() : ResourceSelector.Level.NONE)
                        .thenComparing(match -> match.policy().ref().name()))
                .map(Match::policy).toList();
    }
}
