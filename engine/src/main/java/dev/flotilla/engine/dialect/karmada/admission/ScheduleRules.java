package dev.flotilla.engine.dialect.karmada.admission;

import java.time.ZoneId;
import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;

/// The rules for a CronFederatedHPA.
///
/// Source: karmada: pkg/webhook/cronfederatedhpa/validating.go.
final class ScheduleRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String OWN_API = "autoscaling.karmada.io/v1alpha1";
    private static final String AUTOSCALER = "FederatedHPA";

    private final MapValue spec;
    private final List<Finding> findings;

    ScheduleRules(MapValue spec, List<Finding> findings) {
        this.spec = spec;
        this.findings = findings;
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    void check() {
        FieldPath target = SPEC.key("scaleTargetRef");
        MapValue reference = spec.mapAt("scaleTargetRef");
        String kind = Validation.text(reference, "kind");
        boolean autoscaler = OWN_API.equals(reference.textAt("apiVersion"));
        if (autoscaler && !kind.equals(AUTOSCALER)) {
            invalid(target.key("kind"), "only support " + AUTOSCALER, "karmada.scale-target-kind", kind);
            return;
        }
        ScalingRules.target(target, reference, findings);
        ListValue rules = spec.listAt("rules");
        Validation.unique(SPEC.key("rules"), rules, findings);
        for (int i = 0; i < rules.size(); i++) {
            if (rules.items().get(i) instanceof MapValue rule) rule(SPEC.key("rules").index(i), rule, autoscaler);
        }
    }

    private void rule(FieldPath at, MapValue rule, boolean autoscaler) {
        String cron = rule.textAt("schedule");
        if (cron != null && !CronSyntax.isSchedule(cron)) {
            invalid(at.key("schedule"), "invalid cron format", "karmada.not-a-schedule", cron);
        }
        String zone = rule.textAt("timeZone");
        if (zone != null && !zone.isEmpty() && !isTimeZone(zone)) {
            invalid(at.key("timeZone"), "unknown time zone " + zone, "karmada.not-a-time-zone", zone);
        }
        if (!autoscaler) {
            if (rule.intAt("targetReplicas") == null) {
                invalid(at, "targetReplicas cannot be nil", "karmada.rule-without-target", "targetReplicas");
            }
            return;
        }
        Long least = rule.intAt("targetMinReplicas");
        Long most = rule.intAt("targetMaxReplicas");
        if (least == null && most == null) {
            invalid(at, "targetMinReplicas and targetMaxReplicas cannot be nil at the same time", "karmada.rule-without-target",
                    "targetMinReplicas, targetMaxReplicas");
        }
        positive(at.key("targetMinReplicas"), least);
        positive(at.key("targetMaxReplicas"), most);
        if (most != null && most > 0 && most < (least == null ? 1 : least)) {
            invalid(at.key("targetMinReplicas"), "targetMaxReplicas should be larger than or equal to targetMinReplicas",
                    "karmada.max-below-min", most, least == null ? 1 : least);
        }
    }

    private void positive(FieldPath at, @org.jspecify.annotations.Nullable Long replicas) {
        if (replicas != null && replicas <= 0) invalid(at, "should be larger than 0", "karmada.must-be-positive", replicas);
    }

    private static boolean isTimeZone(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone) || zone.equals("Local");
    }
}
