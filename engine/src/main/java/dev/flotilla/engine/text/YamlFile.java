package dev.flotilla.engine.text;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;

/// What a file holds: its sound documents in order, and all that is wrong with it.
public record YamlFile(SourceFile source, List<YamlDocument> documents, List<Diagnostic> diagnostics) {
    public YamlFile {
        documents = List.copyOf(documents);
        diagnostics = List.copyOf(diagnostics);
    }
}
