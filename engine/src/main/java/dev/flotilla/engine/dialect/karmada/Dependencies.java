package dev.flotilla.engine.dialect.karmada;

import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.engine.dialect.karmada.interpret.Dependency;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.match.LabelSelector;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
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
    /// @param by         the objects that need it there, sorted, each with the replicas it has there
    /// @param overwrites whether any of them takes over objects that somebody else made
    /// @param preserves  whether any of them stays in the members when its template goes
    record Need(SortedMap<ObjectRef, Integer> by, boolean overwrites, boolean preserves) {
        static Need of(ObjectRef by, int replicas, boolean overwrites, boolean preserves) {
            var one = new TreeMap<ObjectRef, Integer>(Comparator.comparing(ObjectRef::toString));
            one.put(by, replicas);
            return new Need(one, overwrites, preserves);
        }

        Need or(Need other) {
            var all = new TreeMap<>(by);
            all.putAll(other.by);
            return new Need(all, overwrites || other.overwrites, preserves || other.preserves);
        }

        /// The replicas that come along: those of the first one that asks.
        int replicas() {
            return by.firstEntry().getValue();
        }

        Reason reason() {
            return Reason.of("karmada.required-by",
                    by.keySet().stream().map(ObjectRef::toString).collect(Collectors.joining(", ")));
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
        boolean overwrites = "Overwrite".equals(policy.textAt("conflictResolution"));
        boolean preserves = policy.isTrueAt("preserveResourcesOnDeletion");
        List<Dependency> needs = interpreter.dependencies(namespaces.resolve(template.manifest())).known().orElse(List.of());
        if (needs.isEmpty()) return;
        for (Dependency dependency : needs) {
            for (Document found : find(dependency)) {
                if (found == template) continue;
                Map<String, Need> members = required.computeIfAbsent(found, _ -> new TreeMap<>());
                for (MemberDecision decision : plan.decisions()) {
                    if (!decision.isChosen() && decision.failure() == null) continue;
                    members.merge(decision.cluster(), Need.of(plan.ref(), replicas(decision), overwrites, preserves), Need::or);
                }
            }
        }
    }

    private static int replicas(MemberDecision decision) {
        Integer replicas = decision.placed() == null ? null : decision.placed().replicas();
        return replicas == null ? 0 : replicas;
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
