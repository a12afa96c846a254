package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import org.jspecify.annotations.Nullable;

/// KubeFed's language.
public final class KubeFedDialect implements Dialect {
    public static final String ID = "kubefed";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean owns(TypeRef type) {
        return KubeFed.owns(type);
    }

    @Override
    public List<MemberCluster> declare(List<MemberCluster> known, List<Document> documents) {
        return KubeFedClusters.declare(known, documents);
    }

    /// What one object's plan was made from, beyond what all share.
    private record Inputs(@Nullable Document namespace, @Nullable Document preference, Map<String, Integer> previous) {}

    private record Known(Inputs inputs, ObjectPlan plan) {}

    private record Memo(Setting.Shared shared, Map<Document, Known> known) {}

    @Override
    public DialectPlan plan(PlanRequest request) {
        Setting setting = Setting.of(request);
        Memo last = request.last() != null && request.last().memo() instanceof Memo memo && memo.shared().equals(setting.shared())
                ? memo
                : new Memo(setting.shared(), Map.of());
        var known = new IdentityHashMap<Document, Known>();
        var objects = new ArrayList<ObjectPlan>();
        for (Document document : federated(request.documents(), setting)) {
            Map<String, Integer> previous = request.previous().getOrDefault(targetKey(setting, document), Map.of());
            var inputs = new Inputs(setting.namespace(document.manifest().namespace()),
                    setting.preferenceFor(document.manifest()), previous);
            Known before = last.known().get(document);
            Known now = before != null && before.inputs().equals(inputs)
                    ? before
                    : new Known(inputs, ObjectPlanner.plan(setting, document, previous));
            known.put(document, now);
            objects.add(now.plan());
        }
        return new DialectPlan(objects, List.<Diagnostic>of(), new Memo(setting.shared(), known));
    }

    /// The federated objects; of two with one name the later counts, as with `kubectl apply -f`.
    private static List<Document> federated(List<Document> documents, Setting setting) {
        var objects = new LinkedHashMap<List<@Nullable String>, Document>();
        for (Document document : documents) {
            Manifest manifest = document.manifest();
            if (manifest.name().isBlank() || !isFederated(manifest.type(), setting)) continue;
            objects.put(java.util.Arrays.asList(manifest.type().group(), manifest.kind(), manifest.namespace(), manifest.name()),
                    document);
        }
        return List.copyOf(objects.values());
    }

    private static boolean isFederated(TypeRef type, Setting setting) {
        return type.group().equals(KubeFed.TYPES_GROUP) && type.kind().startsWith("Federated") && type.kind().length() > 9
                || setting.types().of(type).isPresent();
    }

    private static ObjectKey targetKey(Setting setting, Document document) {
        var target = setting.types().of(document.manifest().type()).map(type -> type.target())
                .orElseGet(() -> ObjectPlanner.guessTarget(document));
        return new ObjectKey(target.group(), target.kind(), target.isNamespace() ? null : document.manifest().namespace(),
                document.manifest().name());
    }

    @Override
    public Manifest retain(Manifest desired, Manifest live) {
        return desired;
    }

    /// KubeFed does not judge health.
    @Override
    public Optional<Boolean> health(Manifest live) {
        return Optional.empty();
    }
}
