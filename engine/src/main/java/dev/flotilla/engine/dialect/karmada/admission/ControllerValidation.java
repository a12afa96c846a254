package dev.flotilla.engine.dialect.karmada.admission;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;

/// The rules for objects that a control plane's own controllers write or act on: bindings, autoscalers, Services over several
/// clusters and quotas. What the schemas say of them is in the table of fields.
///
/// Source: karmada: pkg/webhook/{resourcebinding,federatedhpa,cronfederatedhpa,multiclusterservice,federatedresourcequota}.
final class ControllerValidation {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String DEPENDENCIES = "resourcebinding.karmada.io/dependencies";
    private static final Pattern CRON = Pattern.compile("@(every \\S+|[a-z]+)|(TZ=\\S+ |CRON_TZ=\\S+ )?(\\S+ +){4}\\S+");

    private static final Map<String, String> SOURCES = Map.of("Resource", "resource", "Pods", "pods", "Object", "object",
            "External", "external", "ContainerResource", "containerResource");

    private final Manifest manifest;
    private final MapValue spec;
    private final List<Finding> findings = new ArrayList<>();

    private ControllerValidation(Manifest manifest) {
        this.manifest = manifest;
        spec = manifest.root().mapAt("spec");
    }

    static List<Finding> binding(Manifest binding) {
        var validation = new ControllerValidation(binding);
        validation.binding();
        return validation.findings;
    }

    static List<Finding> autoscaler(Manifest autoscaler) {
        var validation = new ControllerValidation(autoscaler);
        validation.autoscaler();
        return validation.findings;
    }

    static List<Finding> schedule(Manifest schedule) {
        var validation = new ControllerValidation(schedule);
        validation.schedule();
        return validation.findings;
    }

    static List<Finding> service(Manifest service) {
        var validation = new ControllerValidation(service);
        validation.unique(SPEC.key("ports"), validation.spec.listAt("ports"));
        validation.unique(SPEC.key("providerClusters"), validation.spec.listAt("providerClusters"));
        validation.unique(SPEC.key("consumerClusters"), validation.spec.listAt("consumerClusters"));
        return validation.findings;
    }

    static List<Finding> quota(Manifest quota) {
        var validation = new ControllerValidation(quota);
        validation.quota();
        return validation.findings;
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    private void binding() {
        unique(SPEC.key("components"), spec.listAt("components"));
        String dependencies = manifest.root().textAt("metadata", "annotations", DEPENDENCIES);
        if (dependencies == null) return;
        try {
            Json.read(dependencies);
        } catch (IllegalArgumentException _) {
            invalid(FieldPath.of("metadata", "annotations", DEPENDENCIES), "annotation value must be a valid JSON",
                    "karmada.not-json",
                    DEPENDENCIES);
        }
    }

    private void unique(FieldPath list, ListValue items) {
        var names = new HashSet<String>();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof MapValue item) || item.get("name") == null) continue;
            String name = Validation.text(item, "name");
            if (!names.add(name)) invalid(list.index(i).key("name"), "Duplicate value", "karmada.name-repeated", name);
        }
    }

    private void autoscaler() {
        Long least = spec.intAt("minReplicas");
        Long most = spec.intAt("maxReplicas");
        if (most != null && most < (least == null ? 1 : least)) {
            invalid(SPEC.key("maxReplicas"), "must be greater than or equal to `minReplicas`", "karmada.max-below-min", most,
                    least == null ? 1 : least);
        }
        ListValue metrics = spec.listAt("metrics");
        for (int i = 0; i < metrics.size(); i++) {
            if (!(metrics.get(i) instanceof MapValue metric)) continue;
            String source = SOURCES.get(Validation.text(metric, "type"));
            if (source != null && !(metric.get(source) instanceof MapValue)) {
                invalid(SPEC.key("metrics").index(i), "must populate information for the given metric source",
                        "karmada.metric-source", source);
            }
        }
    }

    /// Amounts are amounts, and what members are assigned is no more than there is.
    private void quota() {
        MapValue overall = spec.mapAt("overall");
        amounts(SPEC.key("overall"), overall);
        ListValue assignments = spec.listAt("staticAssignments");
        var sums = new TreeMap<String, BigDecimal>();
        for (int i = 0; i < assignments.size(); i++) {
            MapValue hard = assignments.items().get(i).mapAt("hard");
            amounts(SPEC.key("staticAssignments").index(i).key("hard"), hard);
            hard.forEach((resource, amount) -> sums.merge(resource, Quantity.orZero(text(amount)).amount(), BigDecimal::add));
        }
        sums.forEach((resource, sum) -> {
            Value limit = overall.get(resource);
            if (limit != null && sum.compareTo(Quantity.orZero(text(limit)).amount()) > 0) {
                invalid(SPEC.key("overall").key(resource), "overall is less than assignments", "karmada.quota-assigns-more",
                        resource,
                        text(limit), sum.toPlainString());
            }
        });
    }

    private void amounts(FieldPath field, MapValue amounts) {
        amounts.forEach((resource, amount) -> {
            Quantity quantity = Quantity.parse(text(amount));
            if (quantity == null || quantity.amount().signum() < 0) {
                invalid(field.key(resource), "must be a quantity of 0 or more", "karmada.not-an-amount", text(amount));
            }
        });
    }

    private static String text(Value value) {
        return value instanceof Value.Text(String text) ? text : value.toString();
    }

    private void schedule() {
        ListValue rules = spec.listAt("rules");
        boolean autoscaled = "FederatedHPA".equals(spec.textAt("scaleTargetRef", "kind"));
        unique(SPEC.key("rules"), rules);
        for (int i = 0; i < rules.size(); i++) {
            if (!(rules.get(i) instanceof MapValue rule)) continue;
            FieldPath path = SPEC.key("rules").index(i);
            String cron = rule.textAt("schedule");
            if (cron != null && !CRON.matcher(cron.strip()).matches()) {
                invalid(path.key("schedule"), "invalid cron format", "karmada.not-a-schedule", cron);
            }
            String zone = rule.textAt("timeZone");
            if (zone != null && !zone.isEmpty() && !isTimeZone(zone)) {
                invalid(path.key("timeZone"), "unknown time zone " + zone, "karmada.not-a-time-zone", zone);
            }
            Long least = rule.intAt("targetMinReplicas");
            Long most = rule.intAt("targetMaxReplicas");
            boolean scales = autoscaled ? least != null || most != null : rule.intAt("targetReplicas") != null;
            if (!scales) {
                invalid(path, "the rule must say what it scales to", "karmada.rule-without-target",
                        autoscaled ? "targetMinReplicas, targetMaxReplicas" : "targetReplicas");
            }
            if (least != null && most != null && most < least) {
                invalid(path.key("targetMaxReplicas"), "targetMaxReplicas must be greater than targetMinReplicas",
                        "karmada.max-below-min", most, least);
            }
        }
    }

    private static boolean isTimeZone(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone) || zone.equals("Local");
    }
}
