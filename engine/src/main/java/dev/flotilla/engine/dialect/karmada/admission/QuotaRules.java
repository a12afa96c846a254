package dev.flotilla.engine.dialect.karmada.admission;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import dev.flotilla.engine.documents.LabelSyntax;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;

/// The rules for a FederatedResourceQuota: amounts are amounts of something that can be limited, and what members are assigned is part
/// of what there is.
///
/// Source: karmada: pkg/webhook/federatedresourcequota/validating.go, pkg/util/lifted/{corevalidation,corehelpers}.go.
final class QuotaRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    /// The name becomes a label's value.
    private static final int LONGEST_NAME = 63;
    private static final Set<String> COUNTED = Set.of("pods", "resourcequotas", "services", "replicationcontrollers", "secrets",
            "configmaps", "persistentvolumeclaims", "services.nodeports", "services.loadbalancers");
    private static final Set<String> MEASURED = Set.of("cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory",
            "requests.storage", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage");

    private final Manifest quota;
    private final MapValue spec;
    private final List<Finding> findings;

    QuotaRules(Manifest quota, List<Finding> findings) {
        this.quota = quota;
        this.spec = quota.root().mapAt("spec");
        this.findings = findings;
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    void check() {
        if (quota.name().length() > LONGEST_NAME) {
            invalid(FieldPath.of("metadata", "name"), "must be no more than 63 characters", "karmada.name-too-long", quota.name(),
                    LONGEST_NAME);
        }
        MapValue overall = spec.mapAt("overall");
        amounts(SPEC.key("overall"), overall);
        ListValue assignments = spec.listAt("staticAssignments");
        var sums = new TreeMap<String, BigDecimal>();
        for (int i = 0; i < assignments.size(); i++) {
            FieldPath assignment = SPEC.key("staticAssignments").index(i);
            Validation.clusterName(assignment.key("clusterName"), assignments.items().get(i).textAt("clusterName"), findings);
            MapValue hard = assignments.items().get(i).mapAt("hard");
            amounts(assignment.key("hard"), hard);
            hard.forEach((resource, amount) -> {
                sums.merge(resource, amount(amount), BigDecimal::add);
                if (!overall.has(resource)) {
                    invalid(assignment.key("hard").key(resource), "assignment resourceName is not exist in overall",
                            "karmada.quota-not-overall", resource);
                }
            });
        }
        sums.forEach((resource, sum) -> {
            Value limit = overall.get(resource);
            if (limit != null && sum.compareTo(amount(limit)) > 0) {
                invalid(SPEC.key("overall").key(resource), "overall is less than assignments", "karmada.quota-assigns-more",
                        resource, Validation.scalar(limit), sum.toPlainString());
            }
        });
    }

    private static BigDecimal amount(Value value) {
        return Quantity.orZero(Validation.scalar(value)).amount();
    }

    private void amounts(FieldPath field, MapValue amounts) {
        amounts.forEach((resource, value) -> {
            FieldPath at = field.key(resource);
            if (!isLimitable(resource)) {
                invalid(at, "must be a standard resource for quota", "karmada.quota-resource", resource);
            }
            Quantity quantity = Quantity.parse(Validation.scalar(value));
            if (quantity == null || quantity.amount().signum() < 0) {
                invalid(at, "must be a quantity of 0 or more", "karmada.not-an-amount", Validation.scalar(value));
            } else if (isCounted(resource) && quantity.amount().stripTrailingZeros().scale() > 0) {
                invalid(at, "must be an integer", "karmada.quota-not-whole", resource, Validation.scalar(value));
            }
        });
    }

    private static boolean isLimitable(String resource) {
        if (resource.contains("/")) return LabelSyntax.isKey(resource);
        return COUNTED.contains(resource) || MEASURED.contains(resource) || resource.startsWith("hugepages-")
                || resource.startsWith("requests.hugepages-");
    }

    /// Besides Kubernetes' own, all resources of others that are no requests: there are no halves of a device.
    private static boolean isCounted(String resource) {
        boolean kubernetes = !resource.contains("/") || resource.contains("kubernetes.io/");
        return COUNTED.contains(resource)
                || !kubernetes && !resource.startsWith("requests.") && LabelSyntax.isKey("requests." + resource);
    }
}
