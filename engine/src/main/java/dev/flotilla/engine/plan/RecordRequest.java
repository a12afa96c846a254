package dev.flotilla.engine.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;

/// All that a dialect needs to say what its control plane would have noted down about an object.
///
/// @param plan      the dialect's whole answer that the object is part of, with its memo
/// @param documents all of the workspace
/// @param version   whose behaviour to compute; empty for the newest known
/// @param seen      what stands in the members that answered, by name; members that did not are absent
/// @param failed    members in which the last push of the object failed, with the failure's code
/// @param now       the time of what has only just come about
public record RecordRequest(ObjectPlan object, DialectPlan plan, List<Document> documents, String version,
        Map<String, Optional<Manifest>> seen, Map<String, String> failed, Instant now) {
    public RecordRequest {
        documents = List.copyOf(documents);
        seen = Map.copyOf(seen);
        failed = Map.copyOf(failed);
    }
}
