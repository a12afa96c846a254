package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The override policies that match one template, before and after cluster-scoped policies have changed it.
public final class TemplateOverrides {
    private final OverridePolicies policies;
    private final @Nullable Value identity;
    private final List<OverridePolicy> clusterScoped;
    private final List<OverridePolicy> namespaced;

    TemplateOverrides(OverridePolicies policies, Manifest template) {
        this.policies = policies;
        this.identity = template.at("metadata");
        this.clusterScoped = policies.clusterScoped(template);
        this.namespaced = policies.namespaced(template);
    }

    /// Whether no policy can ever touch the template.
    public boolean isEmpty() {
        return clusterScoped.isEmpty() && namespaced.isEmpty();
    }

    /// The documents that a rendering can depend on. While they are the same instances and the template is equal, so is what
    /// [#apply] returns.
    public SequencedSet<Document> documents() {
        var documents = new LinkedHashSet<Document>();
        clusterScoped.forEach(policy -> documents.add(policy.document()));
        namespaced.forEach(policy -> documents.add(policy.document()));
        afterwards().forEach(policy -> documents.add(policy.document()));
        return documents;
    }

    /// The namespaced policies that a cluster-scoped one may let match by changing labels, or the namespace.
    private List<OverridePolicy> afterwards() {
        if (clusterScoped.isEmpty()) return List.of();
        boolean moves = clusterScoped.stream().flatMap(policy -> policy.rules().stream())
                .flatMap(rule -> rule.overriders().stream()).anyMatch(Overrider::moves);
        if (moves) return policies.anywhere();
        return identity == null ? List.of() : policies.within(identity.textAt("namespace"));
    }

    /// Which rules reach a member. Members with equal keys get equal results from equal manifests.
    public Object key(MemberCluster cluster) {
        if (isEmpty()) return List.of();
        var key = new ArrayList<Object>();
        rules(clusterScoped, cluster).forEach(rule -> key.add(new Same(rule)));
        SequencedSet<OverridePolicy> possible = new LinkedHashSet<>(namespaced);
        possible.addAll(afterwards());
        rules(List.copyOf(possible), cluster).forEach(rule -> key.add(new Same(rule)));
        return key;
    }

    /// Compares by instance.
    private record Same(OverridePolicy.Rule rule) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Same(OverridePolicy.Rule that) && rule == that;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(rule);
        }
    }

    /// @param object the template, its replicas perhaps already revised
    public OverrideResult apply(Manifest object, MemberCluster cluster) {
        if (isEmpty()) return new OverrideResult.Applied(object, List.of(), List.of(), List.of());
        boolean untouched = Objects.equals(object.at("metadata"), identity);
        var run = new Run(object);
        List<OverridePolicy> first = untouched ? clusterScoped : policies.clusterScoped(object);
        OverrideResult.Failed failed = run.apply(rules(first, cluster));
        if (failed != null) return failed;
        boolean same = untouched && run.manifest.root().get("metadata") == object.root().get("metadata")
                && run.manifest.type().equals(object.type());
        List<OverridePolicy> second = same ? namespaced : policies.namespaced(run.manifest);
        failed = run.apply(rules(second, cluster));
        if (failed != null) return failed;
        return new OverrideResult.Applied(run.manifest, run.provenance.origins(run.manifest.root()), run.applied,
                run.provenance.warnings());
    }

    private static List<OverridePolicy.Rule> rules(List<OverridePolicy> policies, MemberCluster cluster) {
        var rules = new ArrayList<OverridePolicy.Rule>();
        for (OverridePolicy policy : policies) {
            for (OverridePolicy.Rule rule : policy.rules()) {
                if (rule.reaches(cluster)) rules.add(rule);
            }
        }
        return rules;
    }

    /// One object for one member, on its way through the rules.
    private static final class Run {
        private final Provenance provenance = new Provenance();
        private final List<OverrideResult.AppliedRule> applied = new ArrayList<>();
        private Manifest manifest;

        Run(Manifest manifest) {
            this.manifest = manifest;
        }

        OverrideResult.@Nullable Failed apply(List<OverridePolicy.Rule> rules) {
            for (OverridePolicy.Rule rule : rules) {
                for (int i = 0; i < rule.overriders().size(); i++) {
                    Overrider overrider = rule.overriders().get(i);
                    Location lines = rule.lines(i);
                    provenance.enter(rule.policy(), lines);
                    try {
                        manifest = overrider.apply(manifest, provenance);
                    } catch (OverrideException e) {
                        return new OverrideResult.Failed(rule.policy(), new Reason(e.code(), e.arguments(), List.of(lines)));
                    }
                }
                applied.add(new OverrideResult.AppliedRule(rule.policy(), rule.written()));
            }
            return null;
        }
    }
}
