package dev.flotilla.engine.plan;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// What becomes of one template.
///
/// @param ref       the object that members will get
/// @param dialect   id of the dialect that decided
/// @param template  the document that holds the template; `null` for an object that a dialect makes up by itself
/// @param policy    the policy that claimed it; `null` where there is none (KubeFed's federated objects carry their own)
/// @param decisions one for every member of the fleet, in fleet order; empty when `error` prevented any
/// @param division  how replicas were divided
/// @param names     the dialect's own stored forms, for who looks at a control plane: `binding`, `work`
/// @param error     why the object as a whole could not be planned, or `null`
public record ObjectPlan(ObjectRef ref, String dialect, @Nullable Document template, @Nullable ObjectRef policy,
        List<MemberDecision> decisions, Division division, List<StoredName> names, @Nullable Reason error) {
    public ObjectPlan {
        decisions = List.copyOf(decisions);
        names = List.copyOf(names);
    }

    /// The object's name in the dialect's own records.
    ///
    /// @param role      `binding` or `work`
    /// @param namespace `null` for a cluster-scoped record
    public record StoredName(String role, String kind, @Nullable String namespace, String name) {}

    public ObjectKey key() {
        return ref.key();
    }

    /// The chosen members, in fleet order.
    public List<ClusterPlan> placements() {
        return decisions.stream().<ClusterPlan>mapMulti((decision, out) -> {
            if (decision.placed() != null) out.accept(decision.placed());
        }).toList();
    }

    public Optional<ClusterPlan> on(String cluster) {
        return decisions.stream().filter(decision -> decision.cluster().equals(cluster)).findFirst()
                .flatMap(decision -> Optional.ofNullable(decision.placed()));
    }
}
