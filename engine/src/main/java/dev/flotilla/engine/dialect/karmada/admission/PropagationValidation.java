package dev.flotilla.engine.dialect.karmada.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The rules for propagation policies.
///
/// Source: karmada: pkg/util/validation/validation.go.
final class PropagationValidation {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath PLACEMENT = SPEC.key("placement");

    private final MapValue spec;
    private final MapValue placement;
    private final List<Finding> findings = new ArrayList<>();

    PropagationValidation(MapValue spec) {
        this.spec = spec;
        placement = spec.mapAt("placement");
    }

    List<Finding> findings() {
        affinities();
        spread();
        tolerations();
        workloadAffinity();
        failover();
        preservedState(SPEC.key("failover").key("cluster"), spec.mapAt("failover", "cluster"));
        preemption();
        suspension();
        return findings;
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    private void affinities() {
        ListValue terms = placement.listAt("clusterAffinities");
        if (placement.get("clusterAffinity") instanceof MapValue affinity) {
            // an empty list counts as well: only an absent one is nil
            if (placement.get("clusterAffinities") instanceof ListValue) {
                invalid(PLACEMENT, "clusterAffinities cannot co-exist with clusterAffinity", "karmada.affinity-and-affinities");
            }
            Validation.fieldSelector(PLACEMENT.key("clusterAffinity"), affinity.get("fieldSelector"), findings);
        }
        var names = new HashSet<String>();
        FieldPath path = PLACEMENT.key("clusterAffinities");
        for (int i = 0; i < terms.size(); i++) {
            if (!(terms.get(i) instanceof MapValue term)) continue;
            String name = Validation.text(term, "affinityName");
            Validation.labelKey(path.index(i), name, findings);
            if (!names.add(name)) {
                invalid(path, "each affinity term in a policy must have a unique name", "karmada.affinity-name-repeated", name);
            }
            Validation.fieldSelector(path.index(i), term.get("fieldSelector"), findings);
            overflow(path.index(i).key("overflowAffinities"), term, name);
        }
    }

    private void overflow(FieldPath path, MapValue term, String primary) {
        ListValue overflow = term.listAt("overflowAffinities");
        if (overflow.isEmpty()) return;
        MapValue scheduling = placement.mapAt("replicaScheduling");
        String dynamic = scheduling.textAt("weightPreference", "dynamicWeight");
        boolean divides = "Divided".equals(scheduling.textAt("replicaSchedulingType"));
        boolean aggregated = "Aggregated".equals(scheduling.textAt("replicaDivisionPreference"));
        if (!divides || !aggregated && (dynamic == null || dynamic.isEmpty())) {
            invalid(path, "overflowAffinities can only be used together with dynamic weight or aggregated scheduling",
                    "karmada.overflow-strategy");
        }
        boolean inline = !term.listAt("clusterNames").isEmpty() || !term.listAt("exclude").isEmpty()
                || term.get("labelSelector") instanceof MapValue || term.get("fieldSelector") instanceof MapValue;
        if (!inline) {
            invalid(path, "overflowAffinities can only be used together with the inline ClusterAffinity",
                    "karmada.overflow-alone");
        }
        var names = new HashSet<String>();
        names.add(primary);
        for (int i = 0; i < overflow.size(); i++) {
            if (!(overflow.get(i) instanceof MapValue entry)) continue;
            String name = Validation.text(entry, "affinityName");
            FieldPath field = path.index(i).key("affinityName");
            Validation.labelKey(field, name, findings);
            if (!names.add(name)) {
                invalid(field, "overflow affinity name must be unique and must not duplicate the primary group's affinityName",
                        "karmada.affinity-name-repeated", name);
            }
            Validation.fieldSelector(path.index(i), entry.get("fieldSelector"), findings);
        }
    }

    private void spread() {
        ListValue constraints = placement.listAt("spreadConstraints");
        FieldPath path = PLACEMENT.key("spreadConstraints");
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i < constraints.size(); i++) {
            if (!(constraints.get(i) instanceof MapValue constraint)) continue;
            String field = Validation.text(constraint, "spreadByField");
            if (!field.isEmpty() && !Validation.text(constraint, "spreadByLabel").isEmpty()) {
                invalid(path.index(i), "spreadByLabel should not co-exist with spreadByField", "karmada.spread-field-and-label");
            }
            long min = number(constraint.get("minGroups"));
            long max = number(constraint.get("maxGroups"));
            if (min < 0) invalid(path.index(i), "minGroups lower than 0 is not allowed", "karmada.spread-min-negative", min);
            if (max < 0) invalid(path.index(i), "maxGroups lower than 0 is not allowed", "karmada.spread-max-negative", max);
            if (max > 0 && max < min) {
                invalid(path.index(i), "maxGroups lower than minGroups is not allowed", "karmada.spread-max-below-min", max, min);
            }
            // said once, where a field comes the second time
            if (!field.isEmpty() && counts.merge(field, 1, Integer::sum) == 2) {
                invalid(path, "multiple " + field + " spread constraints are not allowed", "karmada.spread-repeated", field);
            }
        }
        if (!counts.isEmpty() && !counts.containsKey("cluster")) {
            invalid(path,
                    "the cluster spread constraint must be enabled in one of the constraints in case of SpreadByField is enabled",
                    "karmada.spread-without-cluster");
        }
    }

    private static long number(@Nullable Value value) {
        return value instanceof Value.Int(long n) ? n : 0;
    }

    private void tolerations() {
        ListValue tolerations = placement.listAt("clusterTolerations");
        for (int i = 0; i < tolerations.size(); i++) {
            if (!(tolerations.get(i) instanceof MapValue toleration)) continue;
            String operator = Validation.text(toleration, "operator");
            if (!operator.equals("Gt") && !operator.equals("Lt")) continue;
            findings.add(new Finding(PLACEMENT.key("clusterTolerations").index(i).key("operator"), "Unsupported value",
                    "supported values: \"\", \"Exists\", \"Equal\"", "karmada.toleration-operator", List.of(operator)));
        }
    }

    private void workloadAffinity() {
        MapValue affinity = placement.mapAt("workloadAffinity");
        FieldPath path = PLACEMENT.key("workloadAffinity");
        String together = affinity.textAt("affinity", "groupByLabelKey");
        String apart = affinity.textAt("antiAffinity", "groupByLabelKey");
        if (affinity.at("affinity") instanceof MapValue) {
            Validation.labelKey(path.key("affinity").key("groupByLabelKey"), together == null ? "" : together, findings);
        }
        if (affinity.at("antiAffinity") instanceof MapValue) {
            Validation.labelKey(path.key("antiAffinity").key("groupByLabelKey"), apart == null ? "" : apart, findings);
        }
        if (together != null && together.equals(apart)) {
            invalid(path, "affinity and antiAffinity must not use the same groupByLabelKey", "karmada.workload-affinity-same-key",
                    together);
        }
    }

    private void failover() {
        if (!(spec.at("failover", "application") instanceof MapValue application)) return;
        FieldPath path = SPEC.key("failover").key("application");
        if (!spec.isTrueAt("propagateDeps")) {
            invalid(SPEC.key("propagateDeps"), "application failover is set, propagateDeps must be true",
                    "karmada.failover-without-deps");
        }
        Long toleration = application.intAt("decisionConditions", "tolerationSeconds");
        if (toleration != null && toleration < 0) {
            invalid(path.key("decisionConditions").key("tolerationSeconds"), "must be greater than or equal to 0",
                    "karmada.must-not-be-negative", toleration);
        }
        Long grace = application.intAt("gracePeriodSeconds");
        FieldPath gracePath = path.key("gracePeriodSeconds");
        String mode = Validation.text(application, "purgeMode");
        boolean gracefully = mode.equals("Gracefully") || mode.equals("Graciously");
        if (grace != null && !gracefully) {
            invalid(gracePath, "only takes effect when purgeMode is gracefully", "karmada.grace-without-gracefully", mode);
        }
        if (grace == null && gracefully) {
            invalid(gracePath, "should not be empty when purgeMode is gracefully", "karmada.grace-missing");
        }
        if (grace != null && grace <= 0) invalid(gracePath, "must be greater than 0", "karmada.must-be-positive", grace);
        preservedState(path, application);
    }

    /// What is kept of an evicted copy's status becomes a label of the next one.
    private void preservedState(FieldPath path, MapValue behaviour) {
        ListValue rules = behaviour.listAt("statePreservation", "rules");
        for (int i = 0; i < rules.size(); i++) {
            if (!(rules.get(i) instanceof MapValue rule)) continue;
            Validation.labelKey(path.key("statePreservation").key("rules").index(i).key("aliasLabelName"),
                    Validation.text(rule, "aliasLabelName"), findings);
        }
    }

    private void preemption() {
        if (!"Always".equals(spec.textAt("preemption"))) return;
        ListValue selectors = spec.listAt("resourceSelectors");
        for (int i = 0; i < selectors.size(); i++) {
            if (!(selectors.get(i) instanceof MapValue selector) || !Validation.text(selector, "name").isEmpty()) continue;
            invalid(SPEC.key("resourceSelectors").index(i).key("name"),
                    "name cannot be empty if preemption is Always, the empty name may cause unexpected resources preemption",
                    "karmada.preemption-without-name");
        }
    }

    private void suspension() {
        boolean both = spec.isTrueAt("suspension", "dispatching")
                && !spec.listAt("suspension", "dispatchingOnClusters", "clusterNames").isEmpty();
        if (both) {
            invalid(SPEC.key("suspension").key("suspension"),
                    "suspension dispatching cannot co-exist with dispatchingOnClusters.clusterNames", "karmada.suspension-twice");
        }
    }
}
