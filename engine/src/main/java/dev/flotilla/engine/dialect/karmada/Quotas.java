package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.dialect.karmada.work.Rendered;
import dev.flotilla.engine.dialect.karmada.work.Works;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The ResourceQuotas that a FederatedResourceQuota's static assignments become, one for each member that it names.
///
/// Source: karmada: pkg/apis/policy/v1alpha1/federatedresourcequota_types.go, StaticAssignments.
final class Quotas {
    private static final TypeRef TYPE = new TypeRef("policy.karmada.io/v1alpha1", "FederatedResourceQuota");
    private static final FieldPath ASSIGNMENTS = FieldPath.of("spec", "staticAssignments");
    private static final FieldPath HARD = FieldPath.of("spec", "hard");

    private final Document quota;
    private final ObjectRef by;
    private final FleetIndex fleet;
    private final Works works;
    private final Release release;

    Quotas(Document quota, FleetIndex fleet, Works works, Release release) {
        this.quota = quota;
        this.by = Namespaces.of(quota.manifest()).ref();
        this.fleet = fleet;
        this.works = works;
        this.release = release;
    }

    /// Whether the document makes members get a quota.
    static boolean isAssigning(Manifest manifest) {
        return manifest.type().equals(TYPE) && !manifest.name().isEmpty()
                && !manifest.root().listAt("spec", "staticAssignments").isEmpty();
    }

    ObjectPlan failed(Reason why) {
        return plan(List.of(), List.of(), why);
    }

    ObjectPlan plan() {
        var decisions = new ArrayList<MemberDecision>();
        var names = new ArrayList<ObjectPlan.StoredName>();
        for (FleetIndex.Candidate candidate : fleet.candidates()) {
            MemberDecision decision = decision(candidate, names);
            decisions.add(decision);
        }
        return plan(decisions, names, null);
    }

    private ObjectPlan plan(List<MemberDecision> decisions, List<ObjectPlan.StoredName> names, @Nullable Reason error) {
        return new ObjectPlan(new ObjectRef("v1", "ResourceQuota", by.namespace(), by.name()), KarmadaDialect.ID, quota, by,
                decisions,
                Division.none(), names, error);
    }

    private MemberDecision decision(FleetIndex.Candidate candidate, List<ObjectPlan.StoredName> names) {
        String cluster = candidate.name();
        int index = assignment(cluster);
        boolean empty = index < 0 && release.givesEmptyQuotas();
        if (candidate.cluster().leaving() || index < 0 && !empty) {
            Reason why = candidate.cluster().leaving()
                    ? Reason.of("karmada.cluster-leaving", cluster)
                    : Reason.of("karmada.quota-not-assigned", cluster).decidedBy(quota.at(ASSIGNMENTS));
            return new MemberDecision(cluster, List.of(new StepResult("assignment", Verdict.STOPPED, why)), List.of(), null,
                    null);
        }
        Location rule = quota.at(empty ? ASSIGNMENTS : ASSIGNMENTS.index(index));
        MapValue hard = empty ? MapValue.EMPTY : hard(index);
        Reason why = Reason.of(empty ? "karmada.quota-empty" : "karmada.quota-assigned", cluster).decidedBy(rule);
        Rendered.Sent sent = works.forOwn(manifest(hard)).sent(candidate.cluster());
        names.add(new ObjectPlan.StoredName("work", "Work", fleet.executionNamespace(cluster), sent.work()));
        var origins = new ArrayList<>(sent.origins());
        origins.add(new Origin(HARD, Origin.Kind.POLICY, by, rule, "assign", null));
        return new MemberDecision(cluster, List.of(new StepResult("assignment", Verdict.PASSED, why)), List.of(),
                new ClusterPlan(cluster, null, sent.manifest(), origins, List.of(), sent.delivery()), null);
    }

    /// The first one that names the member, or -1.
    private int assignment(String cluster) {
        ListValue assignments = quota.manifest().root().listAt("spec", "staticAssignments");
        for (int i = 0; i < assignments.size(); i++) {
            if (cluster.equals(assignments.items().get(i).textAt("clusterName"))) return i;
        }
        return -1;
    }

    private MapValue hard(int index) {
        var hard = MapValue.builder();
        quota.manifest().root().listAt("spec", "staticAssignments").items().get(index).mapAt("hard")
                .forEach((resource, amount) -> hard.put(resource,
                        Value.text(Quantity.canonical(amount instanceof Value.Text(String text) ? text : amount.toString()))));
        return hard.build();
    }

    private Manifest manifest(MapValue hard) {
        var metadata = MapValue.builder().put("name", by.name());
        if (by.namespace() != null) metadata.put("namespace", by.namespace());
        return new Manifest(
                MapValue.builder().put("apiVersion", "v1").put("kind", "ResourceQuota").put("metadata", metadata.build())
                        .put("spec", MapValue.of("hard", hard)).build());
    }
}
