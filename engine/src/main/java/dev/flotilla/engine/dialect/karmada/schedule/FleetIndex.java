package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import org.jspecify.annotations.Nullable;

/// A fleet made ready for being asked often.
public final class FleetIndex {
    private final List<Candidate> candidates;
    private final Map<String, String> executionNamespaces = new HashMap<>();
    private final List<String> unreported;

    public FleetIndex(Fleet fleet) {
        var all = new ArrayList<Candidate>();
        for (MemberCluster member : fleet.members()) {
            all.add(new Candidate(all.size(), member, served(member), new Estimator(member)));
        }
        candidates = List.copyOf(all);
        unreported = all.stream().filter(candidate -> !candidate.estimator().isReported()).map(Candidate::name).toList();
        all.forEach(candidate -> executionNamespaces.put(candidate.name(), "karmada-es-" + candidate.name()));
    }

    /// A member cluster as the scheduler sees it.
    ///
    /// @param index position in the fleet
    /// @param apis  the types it serves, or `null` while unknown
    public record Candidate(int index, MemberCluster cluster, @Nullable Set<TypeRef> apis, Estimator estimator) {
        public String name() {
            return cluster.name();
        }

        boolean serves(TypeRef type) {
            return apis == null || apis.contains(type);
        }
    }

    private static @Nullable Set<TypeRef> served(MemberCluster member) {
        var apis = member.apis();
        if (apis == null) return null;
        var served = new HashSet<TypeRef>();
        apis.forEach(api -> served.add(new TypeRef(api.apiVersion(), api.kind())));
        return served;
    }

    /// The members of which nobody knows how much room they have.
    public List<String> unreported() {
        return unreported;
    }

    /// The namespace that holds a member's Works.
    public String executionNamespace(String cluster) {
        return executionNamespaces.getOrDefault(cluster, "karmada-es-" + cluster);
    }

    public List<Candidate> candidates() {
        return candidates;
    }
}
