package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.admission.Defaults;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.fleet.ResourceModel;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A `Cluster` of cluster.karmada.io as a member of the fleet.
final class ClusterDocument {
    private static final Set<String> CLUSTER_SCOPED = Set.of("Namespace", "Node", "PersistentVolume", "ClusterRole",
            "ClusterRoleBinding", "CustomResourceDefinition", "StorageClass", "PriorityClass", "IngressClass");

    private ClusterDocument() {}

    /// Completes a member by what the document says; what it does not say stays as known. The old single `zone` counts where
    /// there are no `zones`, as the API server's own conversion has it.
    static MemberCluster complete(MemberCluster known, Manifest document) {
        MemberCluster.Locality location = location(document.root());
        String zone = document.root().textAt("spec", "zone");
        if (location.zones().isEmpty() && zone != null && !zone.isEmpty()) {
            location = new MemberCluster.Locality(location.provider(), location.region(), List.of(zone));
        }
        // the default models matter only to nodes that somebody has counted
        boolean counted = !document.root().listAt("status", "resourceSummary", "allocatableModelings").isEmpty();
        MemberCluster stored = read(counted ? Defaults.stored(document) : document);
        var labels = new HashMap<>(known.labels());
        labels.putAll(stored.labels());
        return known.withLabels(labels).withLocation(merge(known.location(), location))
                .withTaints(document.at("spec", "taints") == null ? known.taints() : stored.taints())
                .withSyncMode(document.root().textAt("spec", "syncMode") == null ? known.syncMode() : stored.syncMode())
                .withReadiness(stored.readiness() == Readiness.UNKNOWN ? known.readiness() : stored.readiness())
                .withVersion(stored.version() == null ? known.version() : stored.version())
                .withApis(stored.apis() == null ? known.apis() : stored.apis(),
                        stored.apis() == null ? known.complete() : stored.complete())
                .withCapacity(merge(known.capacity(), stored.capacity())).withLeaving(known.leaving() || stored.leaving());
    }

    private static MemberCluster.Locality merge(MemberCluster.Locality known, MemberCluster.Locality said) {
        return new MemberCluster.Locality(said.provider().isEmpty() ? known.provider() : said.provider(),
                said.region().isEmpty() ? known.region() : said.region(), said.zones().isEmpty() ? known.zones() : said.zones());
    }

    private static MemberCluster.Capacity merge(MemberCluster.Capacity known, MemberCluster.Capacity said) {
        return new MemberCluster.Capacity(said.resources() == null ? known.resources() : said.resources(),
                said.models().isEmpty() ? known.models() : said.models(), said.nodes() < 0 ? known.nodes() : said.nodes(),
                said.readyNodes() < 0 ? known.readyNodes() : said.readyNodes());
    }

    /// The member exactly as the object describes it.
    static MemberCluster read(Manifest document) {
        MapValue root = document.root();
        String syncMode = root.textAt("spec", "syncMode");
        return MemberCluster.named(document.name()).withLabels(document.labels()).withLocation(location(root))
                .withTaints(taints(root))
                .withSyncMode(syncMode == null ? "Push" : syncMode).withReadiness(readiness(root))
                .withVersion(root.textAt("status", "kubernetesVersion")).withApis(apis(root), true).withCapacity(capacity(root))
                .withLeaving(root.textAt("metadata", "deletionTimestamp") != null);
    }

    private static MemberCluster.Locality location(MapValue root) {
        return new MemberCluster.Locality(text(root.textAt("spec", "provider")), text(root.textAt("spec", "region")),
                root.listAt("spec", "zones").texts());
    }

    private static List<Taint> taints(MapValue root) {
        return root.listAt("spec", "taints").maps().stream()
                .map(taint -> new Taint(text(taint.textAt("key")), text(taint.textAt("value")),
                        text(taint.textAt("effect")), taint.textAt("timeAdded")))
                .toList();
    }

    private static Readiness readiness(MapValue root) {
        for (MapValue condition : root.listAt("status", "conditions").maps()) {
            if (!"Ready".equals(condition.textAt("type"))) continue;
            return switch (text(condition.textAt("status"))) {
                case "True" -> Readiness.READY;
                case "False" -> Readiness.NOT_READY;
                default -> Readiness.UNKNOWN;
            };
        }
        return Readiness.UNKNOWN;
    }

    private static @Nullable Set<ApiResource> apis(MapValue root) {
        if (root.at("status", "apiEnablements") == null) return null;
        var apis = new HashSet<ApiResource>();
        for (MapValue group : root.listAt("status", "apiEnablements").maps()) {
            for (MapValue resource : group.listAt("resources").maps()) {
                String kind = text(resource.textAt("kind"));
                apis.add(new ApiResource(text(group.textAt("groupVersion")), kind, text(resource.textAt("name")),
                        !CLUSTER_SCOPED.contains(kind)));
            }
        }
        return apis;
    }

    private static MemberCluster.Capacity capacity(MapValue root) {
        MapValue summary = root.mapAt("status", "resourceSummary");
        Resources resources = root.at("status", "resourceSummary") == null
                ? null
                : new Resources(amounts(summary, "allocatable"), amounts(summary, "allocated"), amounts(summary, "allocating"));
        return new MemberCluster.Capacity(resources, models(root), number(root, "totalNum"), number(root, "readyNum"));
    }

    private static int number(MapValue root, String key) {
        Long number = root.intAt("status", "nodeSummary", key);
        return number == null ? -1 : Math.toIntExact(Math.clamp(number, 0, Integer.MAX_VALUE));
    }

    private static Map<String, String> amounts(MapValue summary, String key) {
        var amounts = new HashMap<String, String>();
        for (var entry : summary.mapAt(key)) {
            amounts.put(entry.getKey(), entry.getValue() instanceof Value.Text(String s) ? s : entry.getValue().toString());
        }
        return amounts;
    }

    /// Grades that nobody has counted have -1 nodes; so have all of them where a count makes no sense.
    private static List<ResourceModel> models(MapValue root) {
        var counts = new HashMap<Long, Long>();
        List<MapValue> modelings = root.listAt("status", "resourceSummary", "allocatableModelings").maps();
        boolean counted = !modelings.isEmpty();
        for (MapValue modeling : modelings) {
            Long grade = modeling.intAt("grade");
            Long count = modeling.intAt("count");
            counts.merge(grade == null ? 0 : grade, count == null ? 0 : count, Long::sum);
            counted &= count == null || count >= 0;
        }
        var models = new ArrayList<ResourceModel>();
        for (MapValue model : root.listAt("spec", "resourceModels").maps()) {
            Long grade = model.intAt("grade");
            long number = grade == null ? 0 : grade;
            List<ResourceModel.Range> ranges = model.listAt("ranges").maps().stream().map(range -> new ResourceModel.Range(
                    text(range.textAt("name")), amount(range.get("min")), amount(range.get("max")))).toList();
            models.add(new ResourceModel((int) number, ranges, counted ? counts.getOrDefault(number, 0L) : -1));
        }
        return models;
    }

    private static String amount(@Nullable Value value) {
        return switch (value) {
            case null -> "0";
            case Value.Text(String s) -> s;
            default -> value.toString();
        };
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
