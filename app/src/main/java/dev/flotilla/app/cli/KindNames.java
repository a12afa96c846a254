package dev.flotilla.app.cli;

import java.util.Locale;
import java.util.Map;

import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.workspace.Workspace;

/// What a kind may be called on a command line, as kubectl has it: kind, singular, plural or short name, with the group behind a
/// dot where that is given (`deploy`, `deployments.apps`, `deployments.v1.apps`).
final class KindNames {
    /// Those of kinds that no CustomResourceDefinition in a workspace usually defines, as the kinds' own definitions have them.
    private static final Map<String, String> OF_POLICIES = Map.of("PropagationPolicy", "pp", "ClusterPropagationPolicy", "cpp",
            "OverridePolicy", "op", "ClusterOverridePolicy", "cop", "ResourceBinding", "rb", "ClusterResourceBinding", "crb",
            "ReplicaSchedulingPreference", "rsp", "FederatedTypeConfig", "ftc", "Work", "wk", "FederatedHPA", "fhpa");

    private final TypeNames types;

    private KindNames(TypeNames types) {
        this.types = types;
    }

    /// Kubernetes' own kinds, and those that the workspace defines.
    static KindNames of(Workspace workspace) {
        return new KindNames(new TypeNames(Enabling.crds(workspace.documents().stream()
                .map(document -> document.manifest().root()).toList())));
    }

    boolean isMeant(TypeRef type, String written) {
        String given = written.toLowerCase(Locale.ROOT);
        int dot = given.indexOf('.');
        if (dot < 0) return isName(type, given);
        String group = given.substring(dot + 1);
        boolean grouped = group.equals(type.group()) || group.equals(type.version() + "." + type.group());
        return grouped && isName(type, given.substring(0, dot));
    }

    private boolean isName(TypeRef type, String given) {
        String kind = type.kind().toLowerCase(Locale.ROOT);
        boolean inflected = given.equals(kind) || given.equals(kind + "s") || given.equals(kind + "es")
                || kind.endsWith("y") && given.equals(kind.substring(0, kind.length() - 1) + "ies");
        return inflected || isShort(type, given) || types.of(type.apiVersion(), type.kind(), true).isMeantBy(given);
    }

    boolean isShort(TypeRef type, String given) {
        return given.equals(OF_POLICIES.get(type.kind()))
                || types.of(type.apiVersion(), type.kind(), true).shortNames().contains(given);
    }
}
