package dev.flotilla.engine.dialect.kubefed.objects;

import java.util.List;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// How the emulated KubeFed is set up.
///
/// @param namespace      where it lives
/// @param namespaced     it watches its own namespace only
/// @param pushes         gate PushReconciler
/// @param schedules      gate SchedulerPreferences
/// @param collectsStatus gate RawResourceStatusCollection
/// @param adopts         objects that exist already may be taken over
/// @param config         the KubeFedConfig; `null` when the chart's defaults are assumed
///
/// Source: kubefed `pkg/features/features.go`, `cmd/controller-manager/app/controller-manager.go`.
public record ControlPlane(String namespace, boolean namespaced, boolean pushes, boolean schedules, boolean collectsStatus,
        boolean adopts, Release release, @Nullable Document config) {
    /// The only name under which the controller looks for its config.
    public static final String CONFIG_NAME = "kubefed";

    public static ControlPlane of(List<Document> documents, Release release) {
        @Nullable Document config = null;
        String namespace = KubeFed.DEFAULT_NAMESPACE;
        for (Document document : documents) {
            var type = document.manifest().type();
            if (KubeFed.isCore(type, "KubeFedConfig") && document.manifest().name().equals(CONFIG_NAME)) config = document;
            boolean core = KubeFed.isCore(type, "KubeFedCluster") || KubeFed.isCore(type, "FederatedTypeConfig");
            String named = document.manifest().namespace();
            if (core && config == null && named != null) namespace = named;
        }
        if (config == null) return new ControlPlane(namespace, false, true, true, false, true, release, null);
        String named = config.manifest().namespace();
        MapValue spec = config.manifest().root().mapAt("spec");
        return new ControlPlane(named == null ? namespace : named, "Namespaced".equals(spec.textAt("scope")),
                gate(spec, "PushReconciler", true), gate(spec, "SchedulerPreferences", true),
                gate(spec, "RawResourceStatusCollection", false),
                !"Disabled".equals(spec.textAt("syncController", "adoptResources")),
                release, config);
    }

    private static boolean gate(MapValue spec, String name, boolean otherwise) {
        for (MapValue gate : spec.listAt("featureGates").maps()) {
            if (name.equals(gate.textAt("name"))) return "Enabled".equals(gate.textAt("configuration"));
        }
        return otherwise;
    }
}
