package dev.flotilla.engine.dialect.karmada.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import org.jspecify.annotations.Nullable;

/// All propagation policies of a control plane, ready to be asked for any template.
///
/// Source: karmada: pkg/detector/{detector,policy,compare}.go.
public final class PolicySet {
    private static final Comparator<Best> BY_NAME = Comparator.comparing(best -> best.policy().name());
    private static final Comparator<Best> RANKED = Comparator.<Best>comparingLong(best -> best.policy().priority()).reversed()
            .thenComparing(Comparator.comparing(Best::level).reversed()).thenComparing(best -> best.policy().name());
    private static final Set<String> RESERVED_NAMESPACES = Set.of("karmada-system", "karmada-cluster");
    private static final Set<String> FIRST_GROUPS = Set.of("cluster.karmada.io", "policy.karmada.io", "work.karmada.io");
    private static final Set<String> LATER_GROUPS = Set.of("config.karmada.io", "networking.karmada.io",
            "autoscaling.karmada.io", "remedy.karmada.io", "apps.karmada.io", "events.k8s.io", "coordination.k8s.io");

    private final boolean in2021;
    private final Comparator<Best> order;
    private final List<PropagationPolicy> all;
    private final Map<Key, List<PropagationPolicy>> byType = new HashMap<>();
    private final Set<String> overrides = new HashSet<>();

    /// @param namespace empty for cluster-wide policies
    private record Key(String namespace, TypeRef type) {}

    private record Best(PropagationPolicy policy, ResourceSelector.Level level) {}

    /// @param overrides every override policy there is, for `dependentOverrides`
    public PolicySet(Collection<PropagationPolicy> policies, Collection<ObjectRef> overrides) {
        this(policies, overrides, true, false);
    }

    /// @param ranked whether priority and closeness come before the name, as they do since 1.4
    /// @param in2021 whether the namespaces and types left out are those of releases before 1.0
    public PolicySet(Collection<PropagationPolicy> policies, Collection<ObjectRef> overrides, boolean ranked, boolean in2021) {
        this.in2021 = in2021;
        order = ranked ? RANKED : BY_NAME;
        all = List.copyOf(policies);
        for (PropagationPolicy policy : policies) {
            var types = new LinkedHashSet<TypeRef>();
            policy.selectors().forEach(selector -> types.add(new TypeRef(selector.apiVersion(), selector.kind())));
            String namespace = policy.namespace();
            for (TypeRef type : types) {
                byType.computeIfAbsent(new Key(namespace == null ? "" : namespace, type), _ -> new ArrayList<>()).add(policy);
            }
        }
        overrides.forEach(ref -> this.overrides.add(ref.namespace() + "/" + ref.name()));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public List<PropagationPolicy> all() {
        return all;
    }

    /// @param template with its namespace filled in; `null` there means cluster-scoped
    public Matched match(Manifest template) {
        Matched.Skipped skipped = skipped(template);
        if (skipped != null) return skipped;
        if (!template.labels().getOrDefault(Claim.CLAIMED_BY, "").isEmpty()) {
            return new Matched.Skipped("karmada.claimed-by", template.labels().getOrDefault(Claim.CLAIMED_BY, ""));
        }
        Claim claim = Claim.on(template);
        if (claim != null) return claimed(claim, template);
        String namespace = template.namespace();
        if (namespace != null) {
            Best best = best(namespace, template);
            if (best != null) return apply(best, false);
        }
        Best best = best("", template);
        return best == null ? new Matched.Unmatched() : apply(best, false);
    }

    private Matched claimed(Claim claim, Manifest template) {
        PropagationPolicy policy = all.stream()
                .filter(each -> each.name().equals(claim.name()) && java.util.Objects.equals(each.namespace(), claim.namespace()))
                .findFirst().orElse(null);
        if (policy == null || policy.isLeaving()) return new Matched.Stale(claim, policy);
        ResourceSelector.Level level = policy.level(template);
        if (level == ResourceSelector.Level.NONE) return new Matched.Stale(claim, policy);
        return apply(new Best(policy, level), true);
    }

    private Matched apply(Best best, boolean already) {
        PropagationPolicy policy = best.policy();
        for (String override : policy.dependentOverrides()) {
            if (!overrides.contains(policy.namespace() + "/" + override)) return new Matched.Waiting(policy, override);
        }
        return new Matched.Claimed(policy, best.level(), already);
    }

    private @Nullable Best best(String namespace, Manifest template) {
        Best best = null;
        for (PropagationPolicy policy : byType.getOrDefault(new Key(namespace, template.type()), List.of())) {
            if (policy.isLeaving()) continue;
            ResourceSelector.Level level = policy.level(template);
            if (level == ResourceSelector.Level.NONE) continue;
            var candidate = new Best(policy, level);
            if (best == null || order.compare(candidate, best) < 0) best = candidate;
        }
        return best;
    }

    private Matched.@Nullable Skipped skipped(Manifest template) {
        String namespace = template.namespace();
        if (namespace != null && isReserved(namespace)) return new Matched.Skipped("karmada.namespace-reserved", namespace);
        if (namespace != null && isSkipped(namespace)) return new Matched.Skipped("karmada.namespace-skipped", namespace);
        TypeRef type = template.type();
        boolean skipped = FIRST_GROUPS.contains(type.group()) || !in2021
                && (LATER_GROUPS.contains(type.group()) || type.group().isEmpty() && type.kind().equals("Event"));
        return skipped ? new Matched.Skipped("karmada.type-skipped", type.toString()) : null;
    }

    private boolean isReserved(String namespace) {
        return in2021
                ? namespace.startsWith("karmada-")
                : RESERVED_NAMESPACES.contains(namespace) || namespace.startsWith("karmada-es-");
    }

    private static boolean isSkipped(String namespace) {
        return namespace.startsWith("kube-");
    }

    /// Whether the namespace itself is put into every member.
    public boolean isSyncedNamespace(String name) {
        return !name.equals("default") && !isReserved(name) && !isSkipped(name);
    }
}
