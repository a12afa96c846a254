package dev.flotilla.engine.dialect.kubefed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.MemberCluster.Locality;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.value.MapValue;

/// What KubeFedCluster documents say of members.
///
/// Labels of a document go over those known; what was seen live (readiness, version) stays, and is only filled in where unknown.
final class KubeFedClusters {
    private KubeFedClusters() {}

    static List<MemberCluster> declare(List<MemberCluster> known, List<Document> documents) {
        Map<String, MemberCluster> members = new LinkedHashMap<>();
        for (MemberCluster member : known) {
            members.put(member.name(), member);
        }
        for (Document document : documents) {
            if (!KubeFed.isCore(document.manifest().type(), "KubeFedCluster")) continue;
            String name = document.manifest().name();
            if (name.isBlank()) continue;
            members.put(name, complete(members.getOrDefault(name, MemberCluster.named(name)), document));
        }
        return List.copyOf(members.values());
    }

    private static MemberCluster complete(MemberCluster member, Document document) {
        MapValue root = document.manifest().root();
        MapValue status = root.mapAt("status");
        var labels = new LinkedHashMap<>(member.labels());
        labels.putAll(document.manifest().labels());
        MemberCluster out = member.withLabels(labels).withLocation(location(member.location(), status));
        Readiness declared = readiness(status);
        if (out.readiness() == Readiness.UNKNOWN) out = out.withReadiness(declared);
        String version = status.textAt("kubernetesVersion");
        if (out.version() == null && version != null) out = out.withVersion(version);
        return out.leaving() || root.at("metadata", "deletionTimestamp") == null ? out : out.withLeaving(true);
    }

    private static Locality location(Locality known, MapValue status) {
        String region = status.textAt("region");
        List<String> zones = status.listAt("zones").texts();
        return new Locality(known.provider(), region == null || region.isEmpty() ? known.region() : region,
                zones.isEmpty() ? known.zones() : zones);
    }

    /// An offline cluster has no Ready condition at all.
    ///
    /// Source: kubefed `pkg/controller/kubefedcluster/clusterclient.go` GetClusterHealthStatus.
    private static Readiness readiness(MapValue status) {
        Readiness readiness = Readiness.UNKNOWN;
        for (MapValue condition : status.listAt("conditions").maps()) {
            boolean holds = "True".equals(condition.textAt("status"));
            String type = condition.textAt("type");
            if ("Ready".equals(type)) return holds ? Readiness.READY : Readiness.NOT_READY;
            if (holds && ("Offline".equals(type) || "ConfigMalformed".equals(type))) readiness = Readiness.NOT_READY;
        }
        return readiness;
    }
}
