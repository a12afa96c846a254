package dev.flotilla.engine.convert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.federate.TypeName;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Templates and policies as federated objects.
///
/// KubeFed knows names and labels, no more; so the members that Karmada chose are listed, the replicas that it gave them and what
/// its override policies changed are written as overrides of each member. What the policies would decide tomorrow is lost, and said.
final class ToKubeFed {
    private final Fleet fleet;
    private final TypeNames names;
    private final EnabledTypes enabled;
    private final List<MapValue> manifests = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private final Set<String> namespaces = new TreeSet<>();
    private final Set<String> federatedNamespaces = new TreeSet<>();
    private final Set<String> newTypes = new LinkedHashSet<>();

    private ToKubeFed(List<Document> documents, Fleet fleet) {
        this.fleet = fleet;
        this.names = new TypeNames(Enabling.crds(documents.stream().map(document -> document.manifest().root()).toList()));
        this.enabled = EnabledTypes.of(documents, Release.V0_10);
    }

    static Converter.Draft convert(List<ObjectPlan> objects, List<Document> documents, Fleet fleet) {
        var converter = new ToKubeFed(documents, fleet);
        documents.stream().filter(document -> document.manifest().type().group().equals("cluster.karmada.io")
                && document.manifest().kind().equals("Cluster")).forEach(converter::cluster);
        objects.forEach(converter::object);
        converter.missingNamespaces();
        return new Converter.Draft(converter.manifests, converter.leftovers);
    }

    private void cluster(Document document) {
        MapValue root = document.manifest().root();
        var metadata = MapValue.builder().put("name", document.manifest().name()).put("namespace", KubeFed.DEFAULT_NAMESPACE);
        if (root.at("metadata", "labels") instanceof MapValue labels) metadata.put("labels", labels);
        Value endpoint = root.at("spec", "apiEndpoint");
        manifests.add(MapValue.builder().put("apiVersion", KubeFed.CORE_API).put("kind", "KubeFedCluster")
                .put("metadata", metadata.build())
                .put("spec",
                        MapValue.builder()
                                .put("apiEndpoint", endpoint == null ? Value.text(document.manifest().name()) : endpoint)
                                .put("secretRef", MapValue.of("name", Value.text(document.manifest().name()))).build())
                .build());
        leftovers.add(Leftover.of("convert.join-again", document.ref(), document.manifest().name()));
    }

    private void object(ObjectPlan plan) {
        ObjectRef ref = plan.ref();
        Document template = plan.template();
        if (template == null || plan.error() != null) {
            leftovers.add(Leftover.of("convert.not-planned", ref));
            return;
        }
        String federatedType = enable(ref);
        MapValue base = withoutIdentity(Equality.unmarked(template.manifest().root()));
        var overrides = new ArrayList<Value>();
        var clusters = new ArrayList<Value>();
        for (ClusterPlan placed : plan.placements()) {
            clusters.add(MapValue.of("name", Value.text(placed.cluster())));
            List<Value> items = Patches.between(base, withoutIdentity(Equality.unmarked(placed.manifest().root())));
            if (!items.isEmpty()) {
                overrides.add(MapValue.builder().put("clusterName", placed.cluster()).put("clusterOverrides", ListValue.of(items))
                        .build());
            }
        }
        manifests.add(federated(federatedType, ref, base, clusters, overrides));
        if (plan.policy() != null)
            leftovers.add(Leftover.of("convert.frozen", plan.policy(), ref.toString(), plan.placements().size()));
    }

    private static MapValue federated(String type, ObjectRef ref, MapValue base, List<Value> clusters, List<Value> overrides) {
        var metadata = MapValue.builder().put("name", ref.name());
        String namespace = ref.kind().equals("Namespace") ? ref.name() : ref.namespace();
        if (namespace != null) metadata.put("namespace", namespace);
        MapValue stripped = base.at("metadata", "annotations") == null
                ? base
                : base.with("metadata", base.mapAt("metadata").without("annotations"));
        var spec = MapValue.builder().put("template", stripped).put("placement", MapValue.of("clusters", ListValue.of(clusters)));
        if (!overrides.isEmpty()) spec.put("overrides", ListValue.of(overrides));
        return MapValue.builder().put("apiVersion", type.substring(0, type.indexOf(' ')))
                .put("kind", type.substring(type.indexOf(' ') + 1))
                .put("metadata", metadata.build()).put("spec", spec.build()).build();
    }

    /// The federated type's apiVersion and kind; a type that is not enabled yet gets what it needs.
    private String enable(ObjectRef ref) {
        String namespace = ref.namespace();
        if (namespace != null) namespaces.add(namespace);
        if (ref.kind().equals("Namespace")) federatedNamespaces.add(ref.name());
        for (FederatedType type : enabled.all()) {
            if (type.target().kind().equals(ref.kind()) && type.target().group().equals(ref.type().group())) {
                return type.federated().apiVersion() + " " + type.federated().kind();
            }
        }
        TypeName name = names.of(ref.apiVersion(), ref.kind(), namespace != null);
        if (newTypes.add(name.type().configName())) {
            manifests.add(Enabling.enable(name, null, Enabling.Options.USUAL).typeConfig());
            leftovers.add(Leftover.of("convert.enable", ref, name.type().configName()));
        }
        return KubeFed.TYPES_GROUP + "/" + KubeFed.FEDERATED_VERSION + " Federated" + ref.kind();
    }

    /// In KubeFed nothing goes where its namespace does not; Karmada's namespaces are everywhere.
    private void missingNamespaces() {
        for (String namespace : namespaces) {
            if (federatedNamespaces.contains(namespace)) continue;
            Value everywhere = MapValue.of("clusterSelector", MapValue.EMPTY);
            manifests.add(MapValue.builder().put("apiVersion", KubeFed.TYPES_GROUP + "/" + KubeFed.FEDERATED_VERSION)
                    .put("kind", "FederatedNamespace")
                    .put("metadata", MapValue.builder().put("name", namespace).put("namespace", namespace).build())
                    .put("spec", MapValue.builder().put("template", MapValue.EMPTY).put("placement", everywhere).build())
                    .build());
        }
        if (fleet.members().isEmpty() && !namespaces.isEmpty()) {
            leftovers
                    .add(Leftover.of("convert.no-members", new ObjectRef("v1", "Namespace", null, namespaces.iterator().next())));
        }
    }

    private static MapValue withoutIdentity(MapValue manifest) {
        MapValue metadata = manifest.mapAt("metadata").without("name").without("namespace");
        MapValue out = manifest.without("kind").without("status");
        return metadata.isEmpty() ? out.without("metadata") : out.with("metadata", metadata);
    }
}
