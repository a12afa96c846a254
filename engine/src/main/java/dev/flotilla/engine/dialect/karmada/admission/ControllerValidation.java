package dev.flotilla.engine.dialect.karmada.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;

/// The rules for objects that a control plane's own controllers write or act on: bindings and autoscalers. What the schemas say
/// of them is in the table of fields.
///
/// Source: karmada: pkg/webhook/{resourcebinding,federatedhpa,cronfederatedhpa}.
final class ControllerValidation {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String DEPENDENCIES = "resourcebinding.karmada.io/dependencies";
    private static final Pattern CRON = Pattern.compile("@(every \\S+|[a-z]+)|(TZ=\\S+ |CRON_TZ=\\S+ )?(\\S+ +){4}\\S+");

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
            if (!(items.get(i) instanceof MapValue item)) continue;
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
    }

    private void schedule() {
        ListValue rules = spec.listAt("rules");
        unique(SPEC.key("rules"), rules);
        for (int i = 0; i < rules.size(); i++) {
            if (!(rules.get(i) instanceof MapValue rule)) continue;
            FieldPath path = SPEC.key("rules").index(i);
            String cron = rule.textAt("schedule");
            if (cron != null && !CRON.matcher(cron.strip()).matches()) {
                invalid(path.key("schedule"), "invalid cron format", "karmada.not-a-schedule", cron);
            }
            Long least = rule.intAt("targetMinReplicas");
            Long most = rule.intAt("targetMaxReplicas");
            if (least != null && most != null && most < least) {
                invalid(path.key("targetMaxReplicas"), "targetMaxReplicas must be greater than targetMinReplicas",
                        "karmada.max-below-min", most, least);
            }
        }
    }
}
