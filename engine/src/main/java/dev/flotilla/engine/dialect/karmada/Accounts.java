package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.dialect.karmada.schema.Schemas;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.Listing;
import dev.flotilla.engine.plan.MemberAccount;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// What becomes of Karmada's own objects: which templates a policy decides about, what a controller of a running control plane would
/// do with the others, whom that concerns, and what Flotilla makes of it.
final class Accounts {
    private final AccountRequest request;
    private final Document document;
    private final Manifest manifest;
    private final List<ObjectPlan> objects;

    private Accounts(AccountRequest request) {
        this.request = request;
        this.document = request.document();
        this.manifest = Namespaces.of(document.manifest());
        this.objects = request.objects(KarmadaDialect.ID);
    }

    /// @return empty for what is none of Karmada's
    static List<Reason> of(AccountRequest request) {
        TypeRef type = request.document().manifest().type();
        if (!KarmadaTypes.isOwn(type) && !KarmadaTypes.isServiceSharing(type)) return List.of();
        return new Accounts(request).facts();
    }

    private List<Reason> facts() {
        TypeRef type = manifest.type();
        DialectPlan part = request.plan().parts().get(KarmadaDialect.ID);
        if (part != null && part.memo() instanceof Memo memo) {
            if (KarmadaTypes.isPropagation(type)) return PropagationAccount.of(request, memo);
            if (KarmadaTypes.isOverride(type)) return OverrideAccount.of(request, memo);
        }
        if (KarmadaTypes.isCluster(type)) return MemberAccount.of(request.plan(), manifest.name());
        var facts = new ArrayList<Reason>();
        facts.add(Schemas.standard().knows(document.manifest().type())
                ? Reason.of("karmada.account.kind." + manifest.kind(), manifest.name())
                : Reason.of("karmada.account.kind-other", manifest.kind()));
        facts.addAll(concerned());
        return facts;
    }

    /// Whom an object for a controller is about, and where that is.
    private List<Reason> concerned() {
        MapValue spec = manifest.root().mapAt("spec");
        return switch (manifest.kind()) {
            case "FederatedHPA" -> about(spec.mapAt("scaleTargetRef"), manifest.namespace());
            case "CronFederatedHPA" -> scheduled(spec.mapAt("scaleTargetRef"));
            case "WorkloadRebalancer" -> spec.listAt("workloads").maps().stream()
                    .flatMap(workload -> about(workload, workload.textAt("namespace")).stream()).toList();
            case "MultiClusterService", "ServiceExport", "ServiceImport" -> service(manifest.name());
            case "ResourceBinding", "ClusterResourceBinding" -> bound(spec.mapAt("resource"));
            case "FederatedResourceQuota" -> objects.stream().filter(object -> object.template() == document).findFirst()
                    .map(quota -> List.of(Reason.of("karmada.account.assigned", quota.ref().toString(), Listing.members(quota))))
                    .orElse(List.of(Reason.of("karmada.account.unassigned")));
            case "ResourceInterpreterCustomization" -> interpreted(spec.mapAt("target"));
            case "ReplicaSchedulingPolicy" -> divided();
            default -> List.of();
        };
    }

    private List<Reason> about(MapValue reference, @Nullable String namespace) {
        String kind = reference.textAt("kind");
        String name = reference.textAt("name");
        return kind == null || name == null ? List.of() : placed(kind, namespace, name);
    }

    private List<Reason> bound(MapValue resource) {
        return Stream.concat(about(resource, resource.textAt("namespace")).stream(), EvictionAccount.of(manifest).stream())
                .toList();
    }

    private List<Reason> placed(String kind, @Nullable String namespace, String name) {
        String wanted = namespace == null || namespace.isEmpty() ? null : namespace;
        Optional<ObjectPlan> plan = objects.stream()
                .filter(object -> object.ref().kind().equals(kind) && object.ref().name().equals(name)
                        && Objects.equals(object.ref().namespace(), wanted))
                .findFirst();
        String written = kind + " " + (wanted == null ? "" : wanted + "/") + name;
        return List.of(plan.filter(object -> !object.placements().isEmpty())
                .map(object -> Reason.of("karmada.account.target", object.ref().toString(), Listing.members(object)))
                .orElse(Reason.of("karmada.account.target-nowhere", written)));
    }

    /// A schedule scales a workload, or moves the bounds of an autoscaler that scales one.
    private List<Reason> scheduled(MapValue reference) {
        if (!"FederatedHPA".equals(reference.textAt("kind"))) return about(reference, manifest.namespace());
        String name = String.valueOf(reference.textAt("name"));
        Optional<Manifest> autoscaler = request.documents().stream().map(Document::manifest).map(Namespaces::of)
                .filter(other -> other.kind().equals("FederatedHPA") && other.name().equals(name)
                        && Objects.equals(other.namespace(), manifest.namespace()))
                .findFirst();
        return autoscaler.map(found -> about(found.root().mapAt("spec", "scaleTargetRef"), found.namespace()))
                .orElse(List
                        .of(Reason.of("karmada.account.target-nowhere", "FederatedHPA " + manifest.namespace() + "/" + name)));
    }

    private List<Reason> service(String name) {
        return placed("Service", manifest.namespace() == null ? "default" : manifest.namespace(), name);
    }

    private List<Reason> interpreted(MapValue target) {
        List<ObjectPlan> concerned = objects.stream()
                .filter(object -> object.ref().apiVersion().equals(target.textAt("apiVersion"))
                        && object.ref().kind().equals(target.textAt("kind")))
                .toList();
        String type = target.textAt("apiVersion") + " " + target.textAt("kind");
        return List.of(concerned.isEmpty()
                ? Reason.of("karmada.account.interprets-nothing", type)
                : Reason.of("karmada.account.interprets", type, Listing.objects(concerned)));
    }

    private List<Reason> divided() {
        var policies = new ReplicaPolicies(request.documents(), Release.parse(request.version()));
        var divided = new ArrayList<Reason>();
        for (ObjectPlan object : objects) {
            Document template = object.template();
            if (template == null || object.division().replicas() == null) continue;
            if (policies.of(template(template)).filter(policy -> policy.document() == document).isEmpty()) continue;
            divided.add(Reason.of("karmada.account.divides", object.ref().toString(), Listing.members(object)));
        }
        return divided;
    }

    private Manifest template(Document template) {
        return new Namespaces(request.documents()).resolve(template.manifest());
    }
}
