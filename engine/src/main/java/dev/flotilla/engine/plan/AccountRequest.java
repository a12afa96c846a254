package dev.flotilla.engine.plan;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.documents.Document;

/// All that a dialect needs to say what becomes of one of its own documents.
///
/// @param plan      the whole workspace's
/// @param documents all of the workspace
/// @param version   whose behaviour to compute; empty for the newest known
public record AccountRequest(Document document, FleetPlan plan, List<Document> documents, String version) {
    public AccountRequest {
        documents = List.copyOf(documents);
    }

    /// What one dialect planned.
    public List<ObjectPlan> objects(String dialect) {
        return plan.objects().stream().filter(object -> object.dialect().equals(dialect)).toList();
    }

    /// The plan of the object whose template a document is.
    public Optional<ObjectPlan> planOf(Document template) {
        return plan.objects().stream().filter(object -> object.template() == template).findFirst();
    }
}
