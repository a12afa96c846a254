package dev.flotilla.engine.dialect.karmada.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

import dev.flotilla.engine.documents.LabelSyntax;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What the validating webhooks refuse, in the order in which they say it.
public final class Validation {
    private static final FieldPath SPEC = FieldPath.of("spec");

    private Validation() {}

    /// @param policy after the mutating webhook
    /// @return empty when the object would be stored
    public static List<Finding> findings(Manifest policy) {
        MapValue spec = policy.root().mapAt("spec");
        return switch (policy.kind()) {
            case "PropagationPolicy" -> {
                var findings = new PropagationValidation(spec).findings();
                namespaces(policy, findings);
                yield findings;
            }
            case "ClusterPropagationPolicy" -> new PropagationValidation(spec).findings();
            case "OverridePolicy" -> {
                var findings = new ArrayList<Finding>();
                namespaces(policy, findings);
                findings.addAll(new OverrideValidation(spec).findings());
                yield findings;
            }
            case "ClusterOverridePolicy" -> new OverrideValidation(spec).findings();
            case "Cluster" -> new ClusterValidation(policy).findings();
            case "ResourceBinding", "ClusterResourceBinding" -> ControllerValidation.binding(policy);
            case "FederatedHPA" -> ControllerValidation.autoscaler(policy);
            case "CronFederatedHPA" -> ControllerValidation.schedule(policy);
            case "MultiClusterService" -> ControllerValidation.service(policy);
            case "ResourceInterpreterWebhookConfiguration" -> {
                var findings = new ArrayList<Finding>();
                new HookRules(policy.root(), findings).check();
                yield findings;
            }
            case "ClusterTaintPolicy" -> ControllerValidation.taints(policy);
            case "FederatedResourceQuota" -> ControllerValidation.quota(policy);
            default -> List.of();
        };
    }

    private static void namespaces(Manifest policy, List<Finding> findings) {
        String namespace = policy.namespace();
        List<Value> selectors = policy.root().listAt("spec", "resourceSelectors").items();
        for (int i = 0; i < selectors.size(); i++) {
            String selected = selectors.get(i).textAt("namespace");
            String shown = selected == null ? "" : selected;
            if (shown.equals(namespace == null ? "" : namespace)) continue;
            findings.add(Finding.invalid(SPEC.key("resourceSelectors").index(i).key("namespace"),
                    "namespace of resource selector must be the same as the namespace of the policy",
                    "karmada.selector-namespace", shown,
                    namespace == null ? "" : namespace));
        }
    }

    /// The first fault of a field selector, as Karmada stops there.
    static void fieldSelector(FieldPath affinity, @Nullable Value selector, List<Finding> findings) {
        if (!(selector instanceof MapValue map)) return;
        for (MapValue expression : map.listAt("matchExpressions").maps()) {
            String key = text(expression, "key");
            String operator = text(expression, "operator");
            FieldPath field = affinity.key("fieldSelector");
            if (!key.equals("provider") && !key.equals("region") && !key.equals("zone")) {
                findings.add(Finding.invalid(field, "unsupported key \"" + key + "\", must be provider, region, or zone",
                        "karmada.field-selector-key", key));
                return;
            }
            if (!operator.equals("In") && !operator.equals("NotIn")) {
                findings.add(Finding.invalid(field, "unsupported operator \"" + operator + "\", must be In or NotIn",
                        "karmada.field-selector-operator", operator));
                return;
            }
        }
    }

    static void labelKey(FieldPath field, String key, List<Finding> findings) {
        LabelSyntax.keyFaults(key).forEach(fault -> findings.add(Finding.invalid(field, fault, "karmada.not-a-label-key", key)));
    }

    /// As for labels, but the case does not matter.
    static void annotationKey(FieldPath field, String key, List<Finding> findings) {
        LabelSyntax.keyFaults(key.toLowerCase(Locale.ROOT))
                .forEach(fault -> findings.add(Finding.invalid(field, fault, "karmada.not-a-label-key", key)));
    }

    static void labelValue(FieldPath field, String value, List<Finding> findings) {
        LabelSyntax.valueFaults(value)
                .forEach(fault -> findings.add(Finding.invalid(field, fault, "karmada.not-a-label-value", value)));
    }

    /// Whether this is a lowercase RFC 1123 label.
    static boolean isLabel(String name) {
        return name.length() <= 63 && !name.contains(".") && LabelSyntax.isSubdomain(name);
    }

    /// What a member may be called.
    static void clusterName(FieldPath field, @Nullable String name, List<Finding> findings) {
        if (name == null || ClusterValidation.isName(name)) return;
        findings.add(Finding.invalid(field, "must be a DNS label of at most 48 characters", "karmada.cluster-name", name));
    }

    /// That no two items of a list have one name.
    static void unique(FieldPath list, ListValue items, List<Finding> findings) {
        var names = new HashSet<String>();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.items().get(i) instanceof MapValue item) || item.get("name") == null) continue;
            String name = text(item, "name");
            if (!names.add(name)) {
                findings.add(Finding.invalid(list.index(i).key("name"), "Duplicate value", "karmada.name-repeated", name));
            }
        }
    }

    /// A number or a text as it was written.
    static String scalar(Value value) {
        return value instanceof Value.Text(String text) ? text : value.toString();
    }

    static String text(MapValue map, String key) {
        String text = map.textAt(key);
        return text == null ? "" : text;
    }
}
