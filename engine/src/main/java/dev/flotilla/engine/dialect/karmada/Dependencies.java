package dev.flotilla.engine.dialect.karmada;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.flotilla.engine.dialect.karmada.interpret.Dependency;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.match.LabelSelector;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// What objects need beside them: with `propagateDeps`, ConfigMaps, Secrets and the like go where the object goes.
///
/// Source: karmada: pkg/dependenciesdistributor.
final class Dependencies {
    private final List<Document> documents;
    private final Namespaces namespaces;
    private final Interpreter interpreter;
    private final Map<Document, Map<String, Need>> required = new IdentityHashMap<>();
    private @Nullable Map<Key, Document> byName;

    /// Why a member gets what no policy gives it.
    ///
    /// @param by         one of the objects that need it there
    /// @param overwrites whether any of them takes over objects that somebody else made
    /// @param preserves  whether any of them stays in the members when its template goes
    record Need(ObjectRef by, boolean overwrites, boolean preserves) {
        Need or(Need other) {
            return new Need(by, overwrites || other.overwrites, preserves || other.preserves);
        }
    }

    private record Key(TypeRef type, @Nullable String namespace, String name) {}

    Dependencies(List<Document> documents, Namespaces namespaces, Interpreter interpreter) {
        this.documents = documents;
        this.namespaces = namespaces;
        this.interpreter = interpreter;
    }

    /// Members that get the document's object because another one needs it there, each with one that does.
    Map<String, Need> required(Document document) {
        return required.getOrDefault(document, Map.of());
    }

    /// Notes what the object needs on the members where it was placed. Objects outside namespaces take nothing along.
    ///
    /// @param policy `spec` of the policy that placed it
    void follow(@Nullable ObjectPlan plan, MapValue policy) {
        Document template = plan == null ? null : plan.template();
        if (plan == null || template == null || plan.ref().namespace() == null) return;
        var need = new Need(plan.ref(), "Overwrite".equals(policy.textAt("conflictResolution")),
                policy.isTrueAt("preserveResourcesOnDeletion"));
        List<Dependency> needs = interpreter.dependencies(namespaces.resolve(template.manifest())).known().orElse(List.of());
        if (needs.isEmpty()) return;
        for (Dependency dependency : needs) {
            for (Document found : find(dependency)) {
                if (found == template) continue;
                Map<String, Need> members = required.computeIfAbsent(found, _ -> new TreeMap<>());
                for (MemberDecision decision : plan.decisions()) {
                    if (decision.isChosen() || decision.failure() != null) members.merge(decision.cluster(), need, Need::or);
                }
            }
        }
    }

    private List<Document> find(Dependency need) {
        var type = new TypeRef(need.apiVersion(), need.kind());
        if (!need.name().isEmpty()) {
            Document found = index().get(new Key(type, need.namespace(), need.name()));
            return found == null ? List.of() : List.of(found);
        }
        LabelSelector selector = LabelSelector.read(need.labelSelector());
        if (selector == null) return List.of();
        return documents.stream().filter(document -> {
            Manifest manifest = namespaces.resolve(document.manifest());
            return manifest.type().equals(type) && Objects.equals(manifest.namespace(), need.namespace())
                    && selector.matches(manifest.labels());
        }).toList();
    }

    private Map<Key, Document> index() {
        if (byName == null) {
            byName = new HashMap<>();
            for (Document document : documents) {
                Manifest manifest = namespaces.resolve(document.manifest());
                byName.putIfAbsent(new Key(manifest.type(), manifest.namespace(), manifest.name()), document);
            }
        }
        return byName;
    }
}
