package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;

/// YAML texts in, plans out.
final class KarmadaTexts {
    /// What the policies of most tests are about.
    static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec: {replicas: 3}
            """;

    private KarmadaTexts() {}

    /// Each text is a file of its own, `file0.yaml` and so on.
    static List<Document> documents(String... texts) {
        var documents = new ArrayList<Document>();
        int i = 0;
        for (String text : texts) {
            YamlReader.read(new SourceFile("file" + i++ + ".yaml", text)).documents().forEach(document -> {
                if (document.root() instanceof MapValue map) documents.add(new Document(new Manifest(map), document));
            });
        }
        return documents;
    }

    static DialectPlan plan(Fleet fleet, String... texts) {
        return new KarmadaDialect().plan(PlanRequest.of(documents(texts), fleet));
    }

    static String apply(String text, List<TextEdit> edits) {
        var sorted = new ArrayList<>(edits);
        sorted.sort(Comparator.comparingInt((TextEdit edit) -> edit.range().start()).reversed());
        String result = text;
        for (TextEdit edit : sorted) {
            result = result.substring(0, edit.range().start()) + edit.newText() + result.substring(edit.range().end());
        }
        return result;
    }
}
