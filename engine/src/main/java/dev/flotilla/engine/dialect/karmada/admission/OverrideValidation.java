package dev.flotilla.engine.dialect.karmada.admission;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The rules for override policies.
///
/// Source: karmada: pkg/util/validation/validation.go, ValidateOverrideSpec.
final class OverrideValidation {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String POINTER = "JSON pointer must be empty or start with a \"/\"\nJSON pointer error";
    /// The original forgets `fieldOverrider`, which is then accepted and never evaluated.
    private static final List<String> LOOKED_AT = List.of("plaintext", "imageOverrider", "commandOverrider", "argsOverrider",
            "labelsOverrider", "annotationsOverrider");

    private final MapValue spec;
    private final List<Finding> findings = new ArrayList<>();

    OverrideValidation(MapValue spec) {
        this.spec = spec;
    }

    List<Finding> findings() {
        ListValue rules = spec.listAt("overrideRules");
        // an empty list counts as well: only an absent one is nil
        boolean hasRules = spec.get("overrideRules") instanceof ListValue;
        if (spec.get("targetCluster") instanceof MapValue target) {
            Validation.fieldSelector(SPEC.key("targetCluster"), target.get("fieldSelector"), findings);
            if (hasRules) {
                invalid(SPEC.key("targetCluster"), "overrideRules and targetCluster can't co-exist", "karmada.rules-and-target");
            }
        }
        MapValue old = spec.mapAt("overriders");
        if (hasRules && LOOKED_AT.stream().anyMatch(key -> !old.listAt(key).isEmpty())) {
            invalid(SPEC.key("overriders"), "overrideRules and overriders can't co-exist", "karmada.rules-and-overriders");
        }
        for (int i = 0; i < rules.size(); i++) {
            if (!(rules.get(i) instanceof MapValue rule)) continue;
            FieldPath path = SPEC.key("overrideRules").index(i);
            overriders(path.key("overriders"), rule.mapAt("overriders"));
            Validation.fieldSelector(path.key("targetCluster"), rule.at("targetCluster", "fieldSelector"), findings);
        }
        return findings;
    }

    private void invalid(FieldPath field, String detail, String code, Object... arguments) {
        findings.add(Finding.invalid(field, detail, code, arguments));
    }

    private void overriders(FieldPath path, MapValue overriders) {
        ListValue annotations = overriders.listAt("annotationsOverrider");
        for (int i = 0; i < annotations.size(); i++) {
            FieldPath field = path.key("annotationsOverrider").index(i).key("value");
            for (var entry : valueOf(annotations, i)) {
                Validation.annotationKey(field, entry.getKey(), findings);
            }
        }
        ListValue labels = overriders.listAt("labelsOverrider");
        for (int i = 0; i < labels.size(); i++) {
            FieldPath field = path.key("labelsOverrider").index(i).key("value");
            for (var entry : valueOf(labels, i)) {
                Validation.labelKey(field, entry.getKey(), findings);
                if (entry.getValue() instanceof Value.Text(String value)) Validation.labelValue(field, value, findings);
            }
        }
        ListValue images = overriders.listAt("imageOverrider");
        for (int i = 0; i < images.size(); i++) {
            Value image = images.items().get(i);
            if (image.at("predicate") instanceof MapValue predicate) {
                pointer(path.key("imageOverrider").index(i).key("predicate").key("path"), Validation.text(predicate, "path"));
            }
        }
        ListValue fields = overriders.listAt("fieldOverrider");
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i) instanceof MapValue field) field(path.key("fieldOverrider").index(i), field);
        }
    }

    private static MapValue valueOf(ListValue entries, int index) {
        return entries.items().get(index).mapAt("value");
    }

    private void field(FieldPath path, MapValue overrider) {
        boolean json = !overrider.listAt("json").isEmpty();
        boolean yaml = !overrider.listAt("yaml").isEmpty();
        if (json && yaml) {
            invalid(path, "FieldOverrider has both YAML and JSON set. Only one is allowed", "karmada.field-overrider-both");
        } else if (!json && !yaml) {
            invalid(path, "FieldOverrider has neither YAML nor JSON set. One of them is required",
                    "karmada.field-overrider-none");
        }
        pointer(path.key("fieldPath"), Validation.text(overrider, "fieldPath"));
        operations(path.key("json"), overrider.listAt("json"));
        operations(path.key("yaml"), overrider.listAt("yaml"));
    }

    private void operations(FieldPath path, ListValue operations) {
        for (int i = 0; i < operations.size(); i++) {
            if (!(operations.get(i) instanceof MapValue operation)) continue;
            pointer(path.index(i).key("subPath"), Validation.text(operation, "subPath"));
            // null is what an absent value comes as
            boolean hasValue = operation.get("value") != null && operation.get("value") != Value.NULL;
            String operator = Validation.text(operation, "operator");
            FieldPath value = path.index(i).key("value");
            if (operator.equals("remove") && hasValue) {
                invalid(value, "value is not allowed for remove operation", "karmada.value-with-remove");
            } else if (!hasValue && (operator.equals("add") || operator.equals("replace"))) {
                invalid(value, "value is required for add or replace operation", "karmada.value-missing");
            }
        }
    }

    private void pointer(FieldPath field, String pointer) {
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') invalid(field, POINTER, "karmada.not-a-pointer", pointer);
    }
}
