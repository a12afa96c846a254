package dev.flotilla.engine.plan;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.documents.Document;

/// What becomes of a document that no member gets as it stands: a policy, a member's registration, an object for a controller, a
/// template that nobody places.
///
/// @param facts    sentences in the order in which they are to be read; never empty
/// @param findings what the plan has to say about the document besides
public record Account(Document document, List<Reason> facts, List<Diagnostic> findings) {
    public Account {
        facts = List.copyOf(facts);
        findings = List.copyOf(findings);
    }
}
