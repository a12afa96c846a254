package dev.flotilla.engine.dialect.karmada.admission;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The rules for a FederatedHPA: its target, its bounds, its metrics, how fast it may scale.
///
/// Source: karmada: pkg/webhook/federatedhpa/validating.go, pkg/util/lifted/validatingfhpa.go.
final class ScalingRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    /// What a metric's type brings with it. `External` is a type of Kubernetes' that Karmada does not take.
    private static final Map<String, String> SOURCES = Map.of("Resource", "resource", "Pods", "pods", "Object", "object",
            "ContainerResource", "containerResource");
    private static final Set<String> CONTAINER_RESOURCES = Set.of("cpu", "memory", "ephemeral-storage");

    private final MapValue spec;
    private final List<Finding> findings;

    ScalingRules(MapValue spec, List<Finding> findings) {
        this.spec = spec;
        this.findings = findings;
    }

    void check() {
        bounds();
        target(SPEC.key("scaleTargetRef"), spec.mapAt("scaleTargetRef"), findings);
        ListValue metrics = spec.listAt("metrics");
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.items().get(i) instanceof MapValue metric) metric(SPEC.key("metrics").index(i), metric);
        }
        for (String direction : List.of("scaleUp", "scaleDown")) {
            FieldPath policies = SPEC.key("behavior").key(direction).key("policies");
            if (spec.at("behavior", direction, "policies") instanceof ListValue list && list.isEmpty()) {
                invalid(policies, "must specify at least one Policy", "karmada.policies-empty");
            }
        }
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    private void bounds() {
        Long least = spec.intAt("minReplicas");
        Long most = spec.intAt("maxReplicas");
        if (most != null && most < (least == null ? 1 : least)) {
            invalid(SPEC.key("maxReplicas"), "must be greater than or equal to `minReplicas`", "karmada.max-below-min", most,
                    least == null ? 1 : least);
        }
    }

    /// Kind and name of what is scaled or measured, which go into the path of a request.
    static void target(FieldPath at, MapValue reference, List<Finding> findings) {
        segment(at.key("kind"), reference.textAt("kind"), findings);
        segment(at.key("name"), reference.textAt("name"), findings);
    }

    /// That it is there at all, the schema asks for.
    private static void segment(FieldPath at, @Nullable String name, List<Finding> findings) {
        if (name == null) return;
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/") || name.contains("%")) {
            findings.add(Finding.invalid(at, "may not be '.' or '..' and may not contain '/' or '%'",
                    "karmada.not-a-path-segment", name));
        }
    }

    private void metric(FieldPath at, MapValue metric) {
        String type = Validation.text(metric, "type");
        if (type.equals("External")) {
            invalid(at.key("type"), "Unsupported value", "karmada.metric-external");
            return;
        }
        String source = SOURCES.get(type);
        if (source != null && !(metric.get(source) instanceof MapValue)) {
            invalid(at, "must populate information for the given metric source", "karmada.metric-source", source);
        }
        for (String other : SOURCES.values().stream().sorted().toList()) {
            if (other.equals(source) || !(metric.get(other) instanceof MapValue)) continue;
            if (source != null) {
                invalid(at.key(other), "must populate the given metric source only", "karmada.metric-source-only", other, type);
            }
        }
        if (source == null || !(metric.get(source) instanceof MapValue described)) return;
        FieldPath field = at.key(source);
        switch (source) {
            case "object" -> {
                target(field.key("describedObject"), described.mapAt("describedObject"), findings);
                identifier(field, described);
                target(field, described, false, "value", "averageValue");
            }
            case "pods" -> {
                identifier(field, described);
                target(field, described, false, "averageValue");
            }
            case "containerResource" -> {
                container(field, described);
                target(field, described, true, "averageUtilization", "averageValue");
            }
            default -> target(field, described, true, "averageUtilization", "averageValue");
        }
    }

    private void identifier(FieldPath source, MapValue described) {
        segment(source.key("metric").key("name"), described.textAt("metric", "name"), findings);
    }

    private void container(FieldPath source, MapValue described) {
        String container = described.textAt("container");
        if (container != null && !Validation.isLabel(container)) {
            invalid(source.key("container"), "must be a lowercase RFC 1123 label", "karmada.not-a-dns-label", container);
        }
        String name = described.textAt("name");
        if (name != null && !name.contains("/") && !CONTAINER_RESOURCES.contains(name) && !name.startsWith("hugepages-")) {
            invalid(source.key("name"), "must be a standard resource for containers", "karmada.container-resource", name);
        }
    }

    /// @param exclusive whether only one of them may be there
    /// @param any       of which one must be there
    private void target(FieldPath source, MapValue described, boolean exclusive, String... any) {
        if (!(described.get("target") instanceof MapValue target)) return;
        FieldPath at = source.key("target");
        for (String amount : List.of("value", "averageValue")) {
            Value written = target.get(amount);
            if (written == null || written == Value.NULL) continue;
            Quantity quantity = Quantity.parse(Validation.scalar(written));
            if (quantity == null || quantity.amount().signum() <= 0) {
                invalid(at.key(amount), "must be positive", "karmada.must-be-positive", Validation.scalar(written));
            }
        }
        Long utilization = target.intAt("averageUtilization");
        if (utilization != null && utilization < 1) {
            invalid(at.key("averageUtilization"), "must be greater than 0", "karmada.must-be-positive", utilization);
        }
        long there = List.of(any).stream().filter(name -> target.get(name) != null && target.get(name) != Value.NULL).count();
        if (there == 0) {
            invalid(at, "must set " + String.join(" or ", any), "karmada.metric-target", String.join(", ", any));
        } else if (exclusive && there > 1) {
            invalid(at.key("averageValue"), "may not set both a target raw value and a target utilization",
                    "karmada.metric-target-both");
        }
    }
}
