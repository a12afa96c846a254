package dev.flotilla.engine.diff;

import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.documents.ObjectKey;

/// How objects go that a member is no longer to have.
///
/// @param stay  not pruned though no desired one names them
/// @param moved whose template is still there, only not for this member, where its dialect then deletes them without asking what
///              was to become of them with their template
/// @param marks labels, with their values, that tell what the dialects' control planes look after; taken off what stays
/// @param host  knows the host's own namespaces
public record Departures(Set<ObjectKey> stay, Set<ObjectKey> moved, Map<String, String> marks, Host host) {
    public static final Departures USUAL = new Departures(Set.of(), Set.of(), Map.of(), (_, _) -> false);

    public Departures {
        stay = Set.copyOf(stay);
        moved = Set.copyOf(moved);
        marks = Map.copyOf(marks);
    }

    /// The cluster that stores templates and policies. Where it is a member too, its namespaces hold those.
    @FunctionalInterface
    public interface Host {
        /// Whether a namespace seen in a member is the very one that the host has.
        ///
        /// @throws ClusterException when the host cannot be asked
        boolean owns(String namespace, String uid) throws ClusterException;
    }
}
