package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.dialect.karmada.schema.Schemas;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.Listing;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What the controllers of a running control plane would do about the workspace's objects, said as far as it is known beforehand:
/// to which members, with which figures. None of it is part of the plan.
///
/// Source: karmada: pkg/controllers/{federatedhpa,cronfederatedhpa,multiclusterservice,remediation,taint,workloadrebalancer}.
final class ControllerNotes {
    private static final FieldPath KIND = FieldPath.of("kind");
    private static final FieldPath TARGET = FieldPath.of("spec", "scaleTargetRef");
    private static final String RETAIN_REPLICAS = "resourcetemplate.karmada.io/retain-replicas";

    private final List<Document> documents;
    private final Namespaces namespaces;
    private final Fleet fleet;
    private final MemberNotes members;
    private final Map<Named, ObjectPlan> planned = new HashMap<>();
    private final List<Diagnostic> notes = new ArrayList<>();

    /// An object as references name it, which often leave the version out.
    private record Named(String kind, @Nullable String namespace, String name) {}

    ControllerNotes(List<Document> documents, Namespaces namespaces, Fleet fleet, List<ObjectPlan> objects) {
        this.documents = documents;
        this.namespaces = namespaces;
        this.fleet = fleet;
        this.members = new MemberNotes(documents, fleet);
        objects.stream().filter(object -> object.error() == null).forEach(object -> planned
                .putIfAbsent(new Named(object.ref().kind(), object.ref().namespace(), object.ref().name()), object));
    }

    List<Diagnostic> notes() {
        for (Document document : documents) {
            TypeRef type = document.manifest().type();
            if (Schemas.standard().isForControlPlane(type) || KarmadaTypes.isServiceSharing(type)) own(document);
            else if (type.kind().equals("HorizontalPodAutoscaler") && type.group().equals("autoscaling"))
                memberAutoscaler(document);
        }
        return notes;
    }

    private void hint(String code, Document document, FieldPath at, Object... arguments) {
        notes.add(Diagnostic.hint(code, document.keyAt(at), arguments));
    }

    private void own(Document document) {
        MapValue spec = document.manifest().root().mapAt("spec");
        int before = notes.size();
        switch (document.manifest().kind()) {
            case "FederatedHPA" -> autoscaler(document, spec);
            case "CronFederatedHPA" -> schedule(document, spec);
            case "MultiClusterService" -> service(document, spec);
            case "Remedy" -> notes.addAll(members.remedy(document));
            case "ClusterTaintPolicy" -> notes.addAll(members.taints(document));
            case "WorkloadRebalancer" -> rebalancer(document, spec);
            case "FederatedResourceQuota" -> quota(document, spec);
            case "ServiceExport" -> hint("karmada.service-export", document, KIND, document.manifest().name());
            case "ServiceImport" -> hint("karmada.service-import", document, KIND, document.manifest().name(),
                    "derived-" + document.manifest().name());
            default -> {
            }
        }
        boolean told = notes.subList(before, notes.size()).stream().anyMatch(note -> note.severity() == Severity.HINT);
        if (!told) hint("karmada.control-plane-only", document, KIND, document.manifest().kind());
    }

    /// The plan of the object that a document refers to; says so where there is none.
    private @Nullable ObjectPlan target(Document document, FieldPath at, MapValue reference, @Nullable String namespace) {
        String kind = reference.textAt("kind");
        String name = reference.textAt("name");
        if (kind == null || name == null) return null;
        ObjectPlan plan = planned.get(new Named(kind, namespace, name));
        if (plan == null) {
            notes.add(Diagnostic.warning("karmada.target-not-placed", document.at(at.key("name")), document.manifest().kind(),
                    kind + " " + (namespace == null ? "" : namespace + "/") + name));
        }
        return plan;
    }

    private static @Nullable String namespace(Document document) {
        return Namespaces.of(document.manifest()).namespace();
    }

    private void autoscaler(Document document, MapValue spec) {
        ObjectPlan plan = target(document, TARGET, spec.mapAt("scaleTargetRef"), namespace(document));
        if (plan == null) return;
        Long least = spec.intAt("minReplicas");
        Long most = spec.intAt("maxReplicas");
        Integer replicas = plan.division().replicas();
        hint("karmada.autoscaled", document, KIND, plan.ref().toString(), least == null ? 1 : least, most == null ? 1 : most,
                replicas == null ? 0 : replicas);
    }

    private void schedule(Document document, MapValue spec) {
        MapValue reference = spec.mapAt("scaleTargetRef");
        String named = reference.textAt("kind") + " " + reference.textAt("name");
        boolean autoscaler = "FederatedHPA".equals(reference.textAt("kind"));
        if (!autoscaler && target(document, TARGET, reference, namespace(document)) == null) return;
        String rules = spec.listAt("rules").maps().stream().filter(rule -> !rule.isTrueAt("suspend"))
                .map(rule -> rule.textAt("schedule") + " → " + (autoscaler ? bounds(rule) : figure(rule, "targetReplicas")))
                .filter(rule -> !rule.endsWith("→ ")).collect(Collectors.joining("; "));
        if (!rules.isEmpty()) hint("karmada.scaled-by-schedule", document, KIND, named, rules);
    }

    private static String bounds(MapValue rule) {
        return figure(rule, "targetMinReplicas") + ".." + figure(rule, "targetMaxReplicas");
    }

    private static String figure(MapValue rule, String key) {
        Long figure = rule.intAt(key);
        return figure == null ? "" : figure.toString();
    }

    /// Where nothing is said, all members provide and all consume.
    private void service(Document document, MapValue spec) {
        if (!spec.listAt("types").texts().contains("CrossCluster")) return;
        String ref = namespace(document) + "/" + document.manifest().name();
        if (find("Service", namespace(document), document.manifest().name()).isEmpty()) {
            notes.add(Diagnostic.warning("karmada.service-missing", document.at(FieldPath.of("metadata", "name")), ref));
        }
        hint("karmada.multi-cluster-service", document, KIND, ref, members(spec, "providerClusters", "serviceProvisionClusters"),
                members(spec, "consumerClusters", "serviceConsumptionClusters"));
    }

    private Optional<Document> find(String kind, @Nullable String namespace, String name) {
        return documents.stream().filter(document -> document.manifest().kind().equals(kind)
                && document.manifest().name().equals(name)
                && java.util.Objects.equals(namespaces.resolve(document.manifest()).namespace(), namespace)).findFirst();
    }

    private String members(MapValue spec, String list, String old) {
        List<String> named = new ArrayList<>();
        spec.listAt(list).maps().forEach(entry -> named.add(String.valueOf(entry.textAt("name"))));
        if (named.isEmpty()) named.addAll(spec.listAt(old).texts());
        return Listing.of(named.isEmpty() ? fleet.names() : named);
    }

    private void rebalancer(Document document, MapValue spec) {
        FieldPath list = FieldPath.of("spec", "workloads");
        List<Value> workloads = spec.listAt("workloads").items();
        for (int i = 0; i < workloads.size(); i++) {
            if (!(workloads.get(i) instanceof MapValue workload)) continue;
            String namespace = workload.textAt("namespace");
            ObjectPlan plan = target(document, list.index(i), workload,
                    namespace == null || namespace.isEmpty() ? null : namespace);
            if (plan != null) {
                notes.add(Diagnostic.hint("karmada.rebalanced", document.at(list.index(i)), plan.ref().toString()));
            }
        }
    }

    /// The assignments are in the plan; the sum over all members is not.
    private void quota(Document document, MapValue spec) {
        if (!spec.mapAt("overall").isEmpty()) {
            hint("karmada.quota-overall", document, FieldPath.of("spec", "overall"));
        }
    }

    /// A member's autoscaler and Karmada write the same field in turn, unless the template leaves it to the member.
    private void memberAutoscaler(Document document) {
        Manifest autoscaler = namespaces.resolve(document.manifest());
        MapValue reference = autoscaler.root().mapAt("spec", "scaleTargetRef");
        ObjectPlan own = planned.get(new Named(autoscaler.kind(), autoscaler.namespace(), autoscaler.name()));
        ObjectPlan plan = planned.get(new Named(String.valueOf(reference.textAt("kind")), autoscaler.namespace(),
                String.valueOf(reference.textAt("name"))));
        if (own == null || plan == null || plan.division().replicas() == null) return;
        Document template = plan.template();
        if (template == null || "true".equals(template.manifest().labels().get(RETAIN_REPLICAS))) return;
        List<QuickFix> fixes = QuickFix.deferred(() -> new YamlEdits(template.source())
                .set(FieldPath.of("metadata", "labels", RETAIN_REPLICAS), Value.text("true"))
                .map(edit -> List.of(new QuickFix("fix.karmada.retain-replicas", List.of(plan.ref().toString()), List.of(edit))))
                .orElse(List.of()));
        notes.add(new Diagnostic(Severity.WARNING, "karmada.autoscaler-fights", document.at(TARGET),
                List.of(plan.ref().toString()), fixes));
    }
}
