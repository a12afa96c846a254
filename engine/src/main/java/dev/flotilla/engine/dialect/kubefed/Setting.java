package dev.flotilla.engine.dialect.kubefed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.dialect.kubefed.objects.ControlPlane;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Kinds;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.PlanRequest;
import org.jspecify.annotations.Nullable;

/// What all federated objects of one plan share.
final class Setting {
    private final Shared shared;
    private final EnabledTypes types;
    private final Map<String, Document> namespaces = new HashMap<>();
    private final Map<String, Document> preferences = new HashMap<>();

    /// The part that, when it changes, changes every object.
    ///
    /// @param kinds the same instance as long as the documents define the same kinds
    record Shared(ControlPlane plane, List<FederatedType> types, Fleet fleet, Kinds kinds) {}

    private Setting(Shared shared, EnabledTypes types) {
        this.shared = shared;
        this.types = types;
    }

    /// @param before the kinds of the plan before this one
    static Setting of(PlanRequest request, Kinds before) {
        Release release = Release.of(request.version());
        EnabledTypes types = EnabledTypes.of(request.documents(), release);
        Kinds kinds = Kinds.of(Kinds.definitions(request.documents()), before);
        var setting = new Setting(new Shared(ControlPlane.of(request.documents(), release), types.all(), request.fleet(), kinds),
                types);
        request.documents().forEach(setting::note);
        return setting;
    }

    private void note(Document document) {
        Manifest manifest = document.manifest();
        String namespace = manifest.namespace();
        if (namespace == null) return;
        if (KubeFed.isPreference(manifest.type())) {
            String kind = manifest.root().textAt("spec", "targetKind");
            preferences.put(kind + " " + namespace + "/" + manifest.name(), document);
        } else if (namespace.equals(manifest.name()) && isFederatedNamespace(document)) {
            namespaces.put(namespace, document);
        }
    }

    boolean isFederatedNamespace(Document document) {
        return types.of(document.manifest().type()).map(type -> type.target().isNamespace()).orElse(false);
    }

    Shared shared() {
        return shared;
    }

    ControlPlane plane() {
        return shared.plane();
    }

    Fleet fleet() {
        return shared.fleet();
    }

    Kinds kinds() {
        return shared.kinds();
    }

    EnabledTypes types() {
        return types;
    }

    /// The FederatedNamespace that stands for `namespace`, or `null`.
    @Nullable
    Document namespace(@Nullable String namespace) {
        return namespace == null ? null : namespaces.get(namespace);
    }

    /// The preference whose target is this federated object, or `null`.
    @Nullable
    Document preferenceFor(Manifest federated) {
        return preferences.get(federated.kind() + " " + federated.namespace() + "/" + federated.name());
    }
}
