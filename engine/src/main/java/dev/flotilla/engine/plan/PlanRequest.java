package dev.flotilla.engine.plan;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.Fleet;
import org.jspecify.annotations.Nullable;

/// All that a plan depends on.
///
/// @param documents every sound document of the workspace, in file order; also those that no dialect owns
/// @param version   whose behaviour to compute, such as `1.18`; empty for the newest known
/// @param previous  what the last push gave each member: object to cluster to replicas; empty when nothing was pushed
/// @param running   what was seen to run: object to cluster; what was not asked for is absent
/// @param last      the plan before this one, from which whatever did not change may be taken over; `null` for none
public record PlanRequest(List<Document> documents, Fleet fleet, String version, Map<ObjectKey, Map<String, Integer>> previous,
        Map<ObjectKey, Map<String, Running>> running, @Nullable DialectPlan last) {
    public PlanRequest {
        documents = List.copyOf(documents);
        previous = Map.copyOf(previous);
        running = Map.copyOf(running);
    }

    /// Without a look at what runs.
    public PlanRequest(List<Document> documents, Fleet fleet, String version, Map<ObjectKey, Map<String, Integer>> previous,
            @Nullable DialectPlan last) {
        this(documents, fleet, version, previous, Map.of(), last);
    }

    public static PlanRequest of(List<Document> documents, Fleet fleet) {
        return new PlanRequest(documents, fleet, "", Map.of(), null);
    }
}
