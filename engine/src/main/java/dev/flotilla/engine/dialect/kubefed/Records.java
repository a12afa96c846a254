package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.engine.dialect.kubefed.objects.ControlPlane;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.override.MemberObject;
import dev.flotilla.engine.dialect.kubefed.replicas.Schedule;
import dev.flotilla.engine.dialect.kubefed.sync.PropagationStatus;
import dev.flotilla.engine.dialect.kubefed.sync.PropagationStatus.ClusterStatus;
import dev.flotilla.engine.dialect.kubefed.sync.PropagationStatus.Live;
import dev.flotilla.engine.dialect.kubefed.sync.PropagationStatus.Member;
import dev.flotilla.engine.dialect.kubefed.sync.Retention;
import dev.flotilla.engine.dialect.kubefed.sync.Versions;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.RecordRequest;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What KubeFed would have on its host about one object: the federated object with its status, the versions it noted down, and for
/// a Service the members' own statuses.
///
/// Source: kubefed `pkg/controller/sync/status`, `pkg/controller/sync/version/manager.go`, `pkg/controller/status/controller.go`.
final class Records {
    private final RecordRequest request;
    private final ControlPlane plane;
    private final FederatedType type;
    private final MapValue federated;

    private Records(RecordRequest request, ControlPlane plane, FederatedType type, MapValue federated) {
        this.request = request;
        this.plane = plane;
        this.type = type;
        this.federated = federated;
    }

    static List<Manifest> of(RecordRequest request) {
        Document document = request.object().template();
        if (document == null) return List.of();
        Release release = Release.of(request.version());
        var type = EnabledTypes.of(request.documents(), release).of(document.manifest().type());
        if (type.isEmpty()) return List.of();
        var records = new Records(request, ControlPlane.of(request.documents(), release), type.get(),
                stored(request.object(), document.manifest().root()));
        var out = new ArrayList<Manifest>();
        PropagationStatus status = records.status();
        out.add(new Manifest(
                records.federated.with("status", status.asValue(records.federated.intAt("metadata", "generation")))));
        out.add(new Manifest(records.versions(status)));
        if (records.collectsServices()) out.add(new Manifest(records.services()));
        return out;
    }

    /// With what a preference has written into it.
    private static MapValue stored(ObjectPlan object, MapValue federated) {
        var replicas = new TreeMap<String, Long>();
        for (MemberDecision decision : object.decisions()) {
            for (StepResult step : decision.steps()) {
                Reason reason = step.reason();
                if (reason != null && reason.code().equals("kubefed.preference-gives")
                        && reason.arguments().getLast() instanceof Long given) {
                    replicas.put(decision.cluster(), given);
                }
            }
        }
        return replicas.isEmpty() ? federated : Schedule.write(federated, replicas).federated();
    }

    private PropagationStatus status() {
        boolean collects = plane.collectsStatus() && type.statusCollection();
        List<Member> members = request.object().decisions().stream().map(this::member).toList();
        return PropagationStatus.of(aggregate(), members, plane.adopts(), collects);
    }

    private String aggregate() {
        Reason error = request.object().error();
        return switch (error == null ? "" : error.code()) {
            case "kubefed.compute-placement-failed" -> "ComputePlacementFailed";
            case "kubefed.namespace-not-federated" -> "NamespaceNotFederated";
            default -> "";
        };
    }

    private Member member(MemberDecision decision) {
        StepResult stop = decision.stoppedAt();
        boolean selected = stop == null || stop.step().equals("readiness") || stop.step().equals("overrides");
        boolean ready = isReady(decision);
        Reason failure = decision.failure();
        String broken = failure == null
                ? ""
                : failure.code().equals("kubefed.compute-resource-failed") ? "ComputeResourceFailed" : "ApplyOverridesFailed";
        var seen = request.seen().get(decision.cluster());
        Live live = seen == null ? Live.NOTHING : seen.map(Manifest::root).map(this::live).orElse(Live.NOTHING);
        String code = request.failed().get(decision.cluster());
        String failed = code == null ? "" : code.equals("cluster.timed-out") ? "TimedOut" : "Failed";
        return new Member(decision.cluster(), selected, ready, seen != null, broken, live, failed);
    }

    private static boolean isReady(MemberDecision decision) {
        return decision.steps().stream().noneMatch(step -> step.step().equals("readiness")
                && step.verdict() != StepResult.Verdict.PASSED);
    }

    private Live live(MapValue object) {
        MapValue desired = MemberObject.base(federated, type.target()).object();
        return new Live(object, Retention.retain(type.target().kind(), desired, object, federated).error() == null);
    }

    /// Versions of the clusters that are well; KubeFed notes one down after each write that went through.
    private MapValue versions(PropagationStatus status) {
        var live = new LinkedHashMap<String, MapValue>();
        for (ClusterStatus one : status.clusters()) {
            var seen = request.seen().get(one.cluster());
            if (one.word().isEmpty() && seen != null) seen.ifPresent(manifest -> live.put(one.cluster(), manifest.root()));
        }
        Versions versions = Versions.of(federated, live);
        var name = request.object().names().getFirst();
        var metadata = MapValue.builder().put("name", name.name());
        if (name.namespace() != null) metadata.put("namespace", name.namespace());
        metadata.put("ownerReferences", ListValue.of(owner()));
        return MapValue.builder().put("apiVersion", KubeFed.CORE_GROUP + "/v1alpha1").put("kind", name.kind())
                .put("metadata", metadata.build())
                .put("status", MapValue.builder().put("templateVersion", versions.template())
                        .put("overridesVersion", versions.overrides()).put("clusterVersions", clusterVersions(versions)).build())
                .build();
    }

    private static ListValue clusterVersions(Versions versions) {
        return ListValue.of(versions.clusters().entrySet().stream().map(one -> MapValue.builder().put("clusterName", one.getKey())
                .put("version", one.getValue()).build()).toList());
    }

    private Value owner() {
        return MapValue.builder().put("apiVersion", String.valueOf(federated.textAt("apiVersion")))
                .put("kind", String.valueOf(federated.textAt("kind")))
                .put("name", String.valueOf(federated.textAt("metadata", "name"))).build();
    }

    /// Only for the type named `services`, where it asks for it, and not beside the statuses of all kinds.
    private boolean collectsServices() {
        Document config = type.config();
        return type.name().equals("services") && type.statusCollection() && !plane.collectsStatus() && config != null
                && "FederatedServiceStatus".equals(config.manifest().root().textAt("spec", "statusType", "kind"));
    }

    /// Every ready cluster is listed; one without the Service lacks the status, which KubeFed's own schema would refuse.
    private MapValue services() {
        var statuses = new ArrayList<Value>();
        Set<String> ready = request.object().decisions().stream().filter(Records::isReady).map(MemberDecision::cluster)
                .collect(Collectors.toSet());
        for (Map.Entry<String, Optional<Manifest>> seen : new TreeMap<>(request.seen()).entrySet()) {
            if (!ready.contains(seen.getKey())) continue;
            var one = MapValue.builder().put("clusterName", seen.getKey());
            seen.getValue().map(live -> live.root().get("status")).ifPresent(status -> one.put("status", status));
            statuses.add(one.build());
        }
        var metadata = MapValue.builder().put("name", String.valueOf(federated.textAt("metadata", "name")))
                .put("namespace", String.valueOf(federated.textAt("metadata", "namespace")))
                .put("ownerReferences", ListValue.of(owner()));
        return MapValue.builder().put("apiVersion", KubeFed.CORE_GROUP + "/v1alpha1").put("kind", "FederatedServiceStatus")
                .put("metadata", metadata.build()).put("clusterStatus", ListValue.of(statuses)).build();
    }
}
