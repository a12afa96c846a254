package dev.flotilla.engine.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.dialect.kubefed.override.MemberObject;
import dev.flotilla.engine.dialect.kubefed.override.OverrideItem;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.dialect.kubefed.replicas.ClusterPreference;
import dev.flotilla.engine.dialect.kubefed.replicas.Preference;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Federated objects as templates with a propagation policy and, where members differ, an override policy.
///
/// The FederatedNamespace around an object narrows its placement in KubeFed; in Karmada nothing does, so the two are joined here.
final class ToKarmada {
    private static final String POLICY_API = "policy.karmada.io/v1alpha1";
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");

    private final Map<String, Document> documents = new LinkedHashMap<>();
    private final Fleet fleet;
    private final List<MapValue> manifests = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();

    private ToKarmada(List<Document> documents, Fleet fleet) {
        documents.forEach(document -> this.documents.put(key(document.ref()), document));
        this.fleet = fleet;
    }

    static Converter.Draft convert(List<ObjectPlan> objects, List<Document> documents, Fleet fleet) {
        var converter = new ToKarmada(documents, fleet);
        documents.stream().filter(document -> KubeFed.isCore(document.manifest().type(), "KubeFedCluster"))
                .forEach(converter::cluster);
        objects.forEach(converter::object);
        return new Converter.Draft(converter.manifests, converter.leftovers);
    }

    private static String key(ObjectRef ref) {
        return ref.kind() + " " + ref.namespace() + "/" + ref.name();
    }

    private void cluster(Document document) {
        MapValue root = document.manifest().root();
        var metadata = MapValue.builder().put("name", document.manifest().name());
        if (root.at("metadata", "labels") instanceof MapValue labels) metadata.put("labels", labels);
        var spec = MapValue.builder().put("syncMode", "Push");
        Value endpoint = root.at("spec", "apiEndpoint");
        if (endpoint != null) spec.put("apiEndpoint", endpoint);
        if (!root.listAt("spec", "disabledTLSValidations").isEmpty()) spec.put("insecureSkipTLSVerification", Value.TRUE);
        String proxy = root.textAt("spec", "proxyURL");
        if (proxy != null && !proxy.isEmpty()) spec.put("proxyURL", proxy);
        manifests.add(MapValue.builder().put("apiVersion", "cluster.karmada.io/v1alpha1").put("kind", "Cluster")
                .put("metadata", metadata.build()).put("spec", spec.build()).build());
        leftovers.add(Leftover.of("convert.join-again", document.ref(), document.manifest().name()));
    }

    private void object(ObjectPlan plan) {
        Document document = plan.template();
        if (document == null) return;
        if (plan.error() != null) {
            leftovers.add(Leftover.of("convert.not-planned", document.ref()));
            return;
        }
        if (isIgnored(plan)) return;
        ObjectRef ref = plan.ref();
        var target = new TargetType(ref.type().group(), ref.type().version(), ref.kind(), "", ref.namespace() != null);
        MapValue federated = document.manifest().root();
        MemberObject.Base base = MemberObject.base(federated, target);
        Document preference = plan.policy() == null ? null : documents.get(key(plan.policy()));
        manifests.add(template(plan, base.object(), federated, preference));
        MapValue affinity = Affinities.of(document, namespaceOf(document, target), fleet);
        if (affinity == null) return;
        List<String> failing = failing(plan);
        if (!failing.isEmpty()) affinity = affinity.with("exclude", ListValue.ofTexts(failing));
        var placement = MapValue.builder();
        if (!affinity.isEmpty()) placement.put("clusterAffinity", affinity);
        if (hasTaints()) placement.put("clusterTolerations", ListValue.of(MapValue.of("operator", Value.text("Exists"))));
        if (preference != null) scheduling(preference, failing, placement);
        else if (federated.at("spec", "template", "spec", "replicas") != null) {
            placement.put("replicaScheduling", MapValue.of("replicaSchedulingType", Value.text("Duplicated")));
        }
        manifests.add(propagation(ref, federated, placement.build()));
        overrides(ref, document, base, preference != null);
        asides(document, federated);
    }

    /// What KubeFed does not look at, such as a system namespace.
    private static boolean isIgnored(ObjectPlan plan) {
        return !plan.decisions().isEmpty() && plan.decisions().stream().allMatch(decision -> {
            var stop = decision.stoppedAt();
            return stop != null && stop.step().equals("type");
        });
    }

    private @Nullable Document namespaceOf(Document document, TargetType target) {
        String namespace = document.manifest().namespace();
        if (target.isNamespace() || !target.namespaced() || namespace == null) return null;
        return documents.get("FederatedNamespace " + namespace + "/" + namespace);
    }

    /// Members whose overrides cannot be applied get nothing in KubeFed; in Karmada they would get the bare template.
    private List<String> failing(ObjectPlan plan) {
        List<String> failing = plan.decisions().stream().filter(decision -> decision.failure() != null)
                .map(MemberDecision::cluster).toList();
        failing.forEach(cluster -> leftovers.add(Leftover.of("convert.failing-override", plan.ref(), cluster)));
        return failing;
    }

    private boolean hasTaints() {
        return fleet.members().stream().anyMatch(member -> !member.taints().isEmpty());
    }

    private static MapValue template(ObjectPlan plan, MapValue object, MapValue federated, @Nullable Document preference) {
        Value out = object.with("apiVersion", Value.text(plan.ref().apiVersion()));
        if (preference != null) {
            Value total = preference.manifest().root().at("spec", "totalReplicas");
            out = out.set(REPLICAS, total == null ? Value.number(0) : total);
        }
        if (federated.isTrueAt("spec", "retainReplicas")) {
            out = out.set(FieldPath.of("metadata", "labels", "resourcetemplate.karmada.io/retain-replicas"), Value.text("true"));
        }
        return (MapValue) out;
    }

    /// Weights carry over; limits do not, and neither does keeping replicas where they run.
    private void scheduling(Document preference, List<String> failing, MapValue.Builder placement) {
        var wanted = Preference.of(preference.manifest().root());
        var weights = new ArrayList<Value>();
        Set<String> named = new TreeSet<>(wanted.effectiveClusters().keySet());
        named.remove("*");
        wanted.effectiveClusters().forEach((cluster, share) -> {
            limits(preference.ref(), cluster, share);
            if (share.weight() <= 0) return;
            MapValue targetCluster = cluster.equals("*")
                    ? named.isEmpty() ? MapValue.EMPTY : MapValue.of("exclude", ListValue.ofTexts(named))
                    : MapValue.of("clusterNames", ListValue.ofTexts(List.of(cluster)));
            weights.add(MapValue.builder().put("targetCluster", targetCluster).put("weight", share.weight()).build());
        });
        if (!wanted.rebalance()) leftovers.add(Leftover.of("convert.sticky", preference.ref()));
        MapValue rules = MapValue.of("staticWeightList", ListValue.of(weights));
        placement.put("replicaScheduling", MapValue.builder().put("replicaSchedulingType", "Divided")
                .put("replicaDivisionPreference", "Weighted").put("weightPreference", rules).build());
        if (wanted.effectiveClusters().containsKey("*")) return;
        List<String> weighted = wanted.effectiveClusters().entrySet().stream().filter(entry -> entry.getValue().weight() > 0)
                .map(Map.Entry::getKey).filter(name -> fleet.member(name).isPresent() && !failing.contains(name)).toList();
        placement.put("clusterAffinity", MapValue.of("clusterNames", ListValue.ofTexts(weighted)));
        if (weighted.size() < fleet.members().size()) leftovers.add(Leftover.of("convert.no-empty-copies", preference.ref()));
    }

    private void limits(ObjectRef preference, String cluster, ClusterPreference share) {
        if (share.min() > 0) leftovers.add(Leftover.of("convert.minimum", preference, cluster, share.min()));
        Long max = share.max();
        if (max != null) leftovers.add(Leftover.of("convert.maximum", preference, cluster, max));
    }

    private static String policyName(ObjectRef ref) {
        return (ref.name() + "-" + ref.kind().toLowerCase(Locale.ROOT)).replaceAll("[^a-z0-9.-]", "-");
    }

    private static MapValue selector(ObjectRef ref) {
        var selector = MapValue.builder().put("apiVersion", ref.apiVersion()).put("kind", ref.kind()).put("name", ref.name());
        if (ref.namespace() != null) selector.put("namespace", ref.namespace());
        return selector.build();
    }

    private static MapValue policy(String kind, ObjectRef ref, MapValue spec) {
        var metadata = MapValue.builder().put("name", policyName(ref));
        if (ref.namespace() != null) metadata.put("namespace", ref.namespace());
        return MapValue.builder().put("apiVersion", POLICY_API).put("kind", ref.namespace() == null ? "Cluster" + kind : kind)
                .put("metadata", metadata.build()).put("spec", spec).build();
    }

    /// KubeFed takes over what it finds in a member, so the policy does.
    private static MapValue propagation(ObjectRef ref, MapValue federated, MapValue placement) {
        var spec = MapValue.builder().put("resourceSelectors", ListValue.of(selector(ref))).put("conflictResolution", "Overwrite")
                .put("placement", placement);
        boolean keeps = "true".equals(federated.textAt("metadata", "annotations", KubeFed.ORPHAN_ANNOTATION));
        if (keeps) spec.put("preserveResourcesOnDeletion", Value.TRUE);
        return policy("PropagationPolicy", ref, spec.build());
    }

    private void overrides(ObjectRef ref, Document document, MemberObject.Base base, boolean scheduled) {
        var byRule = new LinkedHashMap<MapValue, List<String>>();
        Overrides.read(document.manifest().root()).byCluster().forEach((cluster, items) -> {
            if (fleet.member(cluster).isEmpty()) return;
            List<OverrideItem> kept = items.stream().filter(item -> !scheduled || !item.path().equals("/spec/replicas")).toList();
            MapValue overriders = Overriders.of(base, kept);
            if (!overriders.isEmpty()) byRule.computeIfAbsent(overriders, _ -> new ArrayList<>()).add(cluster);
        });
        if (byRule.isEmpty()) return;
        var rules = new ArrayList<Value>();
        byRule.forEach((overriders, clusters) -> rules.add(MapValue.builder()
                .put("targetCluster", MapValue.of("clusterNames", ListValue.ofTexts(clusters))).put("overriders", overriders)
                .build()));
        manifests.add(policy("OverridePolicy", ref, MapValue.builder().put("resourceSelectors", ListValue.of(selector(ref)))
                .put("overrideRules", ListValue.of(rules)).build()));
    }

    private void asides(Document document, MapValue federated) {
        if (federated.at("metadata", "annotations", KubeFed.DELETE_OPTIONS_ANNOTATION) != null) {
            leftovers.add(Leftover.of("convert.delete-options", document.ref()));
        }
    }
}
