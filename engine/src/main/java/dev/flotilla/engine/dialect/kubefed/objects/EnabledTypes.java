package dev.flotilla.engine.dialect.kubefed.objects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.TypeRef;

/// Which types are federated.
///
/// FederatedTypeConfigs in the workspace that only name types beyond the chart's are taken to stand beside the chart's ten, which is
/// how `kubefedctl enable` leaves a control plane. As soon as they name one of the ten, they are the whole list.
public final class EnabledTypes {
    private static final List<String> CHART = List.of("ClusterRole", "ConfigMap", "Deployment", "Ingress", "Job", "Namespace",
            "ReplicaSet", "Secret", "ServiceAccount", "Service");

    private final List<FederatedType> types;

    private EnabledTypes(List<FederatedType> types) {
        this.types = List.copyOf(types);
    }

    /// @param documents all of the workspace; of two configs with one name the later counts
    public static EnabledTypes of(List<Document> documents, Release release) {
        Map<String, FederatedType> declared = new LinkedHashMap<>();
        for (Document document : documents) {
            if (!KubeFed.isCore(document.manifest().type(), "FederatedTypeConfig")) continue;
            declared.put(document.manifest().name(), FederatedType.of(document));
        }
        List<FederatedType> chart = chart(release);
        boolean whole = chart.stream().anyMatch(type -> declared.containsKey(type.name()));
        var types = new ArrayList<FederatedType>();
        if (!whole) types.addAll(chart);
        types.addAll(declared.values());
        return new EnabledTypes(types);
    }

    /// Exactly what these FederatedTypeConfigs say, as a live host has them.
    public static EnabledTypes exactly(List<Document> configs) {
        return new EnabledTypes(configs.stream().map(FederatedType::of).toList());
    }

    /// What the Helm chart enables.
    public static List<FederatedType> chart(Release release) {
        var types = new ArrayList<FederatedType>();
        for (String kind : CHART) {
            TargetType target = KnownTypes.ofKind(kind).orElseThrow().type();
            if (kind.equals("Ingress") && release == Release.V0_8) {
                target = new TargetType("extensions", "v1beta1", "Ingress", "ingresses", true);
            }
            types.add(FederatedType.assumed(target));
        }
        return types;
    }

    public List<FederatedType> all() {
        return types;
    }

    /// The type whose objects `federated` names.
    public Optional<FederatedType> of(TypeRef federated) {
        return types.stream().filter(type -> type.federates(federated)).findFirst();
    }

    public Optional<FederatedType> named(String configName) {
        return types.stream().filter(type -> type.name().equals(configName)).findFirst();
    }

    /// The chart enables this type under some name; says whether namespaced types may run at all.
    public boolean hasNamespaces() {
        return named("namespaces").isPresent();
    }
}
