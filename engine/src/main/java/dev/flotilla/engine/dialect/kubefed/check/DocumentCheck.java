package dev.flotilla.engine.dialect.kubefed.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.FieldCheck;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.schema.Schema;
import org.jspecify.annotations.Nullable;

/// Everything that one document tells of itself.
public final class DocumentCheck {
    private DocumentCheck() {}

    /// @param target   what a federated object federates; `null` for all others
    /// @param clusters every member of the fleet
    /// @param kinds    whose fields are known
    public static List<Diagnostic> check(Document document, @Nullable TargetType target, Set<String> clusters, Kinds kinds) {
        var report = new Report(document);
        TypeRef type = document.manifest().type();
        if (target != null) {
            SchemaCheck.check(report, Schemas.ALL.federated());
            new FederatedCheck(report, target, clusters).check();
            var found = new ArrayList<>(report.found());
            found.addAll(template(document, target, kinds));
            return found;
        }
        var schema = Schemas.ALL.of(type);
        if (schema.isEmpty()) {
            if (KubeFed.owns(type))
                report.warning("kubefed.unknown-type", dev.flotilla.engine.value.FieldPath.of("kind"), type.toString());
            return report.found();
        }
        SchemaCheck.check(report, schema.get());
        if (KubeFed.isPreference(type)) new PreferenceCheck(report, clusters).check();
        var webhook = new WebhookCheck(report);
        if (KubeFed.isCore(type, "KubeFedCluster")) webhook.cluster();
        if (KubeFed.isCore(type, "FederatedTypeConfig")) webhook.typeConfig();
        if (KubeFed.isCore(type, "KubeFedConfig")) webhook.config();
        return report.found();
    }

    /// Members refuse or drop what the template's own kind does not have.
    private static List<Diagnostic> template(Document document, TargetType target, Kinds kinds) {
        Schema schema = kinds.schema(new TypeRef(target.apiVersion(), target.kind()));
        return schema == null ? List.of() : FieldCheck.check(document, KubeFed.TEMPLATE, schema, target.kind());
    }
}
