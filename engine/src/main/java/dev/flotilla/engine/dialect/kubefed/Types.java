package dev.flotilla.engine.dialect.kubefed;

import dev.flotilla.engine.dialect.kubefed.objects.ControlPlane;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.plan.Reason;

import org.jspecify.annotations.Nullable;

/// Whether KubeFed looks at a federated object at all.
///
/// Source: kubefed `pkg/controller/federatedtypeconfig/controller.go`, `pkg/controller/sync/accessor.go`.
final class Types {
    private Types() {}

    /// @param type `null` when no FederatedTypeConfig names the object's type
    /// @return why the object is not looked at, or `null`
    static @Nullable Reason stop(Setting setting, Document document, @Nullable FederatedType type) {
        ControlPlane plane = setting.plane();
        String kind = document.manifest().kind();
        String namespace = document.manifest().namespace();
        if (!plane.pushes()) return Reason.of("kubefed.push-gate-off");
        if (type == null) return Reason.of("kubefed.type-not-enabled", kind).decidedBy(document.at("kind"));
        if (!type.propagated()) return disabled(type);
        boolean clusterScoped = !type.target().namespaced();
        if (plane.namespaced() && clusterScoped) return Reason.of("kubefed.scope-namespaced-type", type.target().kind());
        if (!clusterScoped && !setting.types().hasNamespaces()) return Reason.of("kubefed.namespaces-not-enabled", kind);
        if (type.target().isNamespace()) {
            String name = document.manifest().name();
            if (!name.equals(namespace))
                return Reason.of("kubefed.namespace-name", name, String.valueOf(namespace))
                        .decidedBy(document.at("metadata", "namespace"));
            if (KubeFed.isSystemNamespace(name, plane.namespace())) return Reason.of("kubefed.system-namespace", name);
            return null;
        }
        if (clusterScoped) return null;
        if (namespace == null) return Reason.of("kubefed.no-namespace", kind).decidedBy(document.at("metadata"));
        if (plane.namespaced() && !namespace.equals(plane.namespace())) {
            return Reason.of("kubefed.outside-scope", namespace, plane.namespace())
                    .decidedBy(document.at("metadata", "namespace"));
        }
        return null;
    }

    private static Reason disabled(FederatedType type) {
        Reason reason = Reason.of("kubefed.type-disabled", type.name());
        Document config = type.config();
        return config == null ? reason : reason.decidedBy(config.at("spec", "propagation"));
    }
}
