package dev.flotilla.engine.sandbox.rules;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.schema.SchemaCheck;
import dev.flotilla.engine.sandbox.schema.StructuralRules;
import dev.flotilla.engine.sandbox.store.LabelSelector;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Checks an object after its defaults have been filled in.
public final class Validation {
    private static final Pattern DATA_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final Pattern CRON = Pattern.compile("@\\w+|(TZ=\\S+ )?\\S+ \\S+ \\S+ \\S+ \\S+");

    private Validation() {}

    public static List<FieldError> check(ServedKind kind, MapValue object) {
        var errors = new ArrayList<>(Names.metadata(kind, object));
        if (kind.isCustom()) {
            errors.addAll(SchemaCheck.check(object, kind.schema()));
            return errors;
        }
        MapValue spec = object.mapAt("spec");
        switch (kind.kind()) {
            case "Pod" -> PodValidation.spec(spec, "spec", errors);
            case "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet" -> workload(kind, spec, errors);
            case "ReplicationController" -> template(spec, "spec", "Always", errors);
            case "Job" -> job(spec, "spec", errors);
            case "CronJob" -> cronJob(spec, errors);
            case "Service" -> ServiceValidation.check(spec, errors);
            case "ConfigMap" -> dataKeys(object.mapAt("data"), "data", errors);
            case "Secret" -> secret(object, errors);
            case "Ingress" -> IngressValidation.check(spec, errors);
            case "Role", "ClusterRole" -> role(kind, object, errors);
            case "RoleBinding", "ClusterRoleBinding" -> roleBinding(object, errors);
            case "PersistentVolumeClaim" -> claim(spec, errors);
            case "HorizontalPodAutoscaler" -> autoscaler(spec, errors);
            case "StorageClass" -> required(object, "provisioner", "provisioner", errors);
            case "CustomResourceDefinition" -> definition(object, errors);
            default -> requiredFields(kind.schema(), object, errors);
        }
        return errors;
    }

    private static void requiredFields(Schema schema, MapValue object, List<FieldError> errors) {
        for (String field : schema.required()) {
            if (!object.has(field)) errors.add(FieldError.required(field, ""));
        }
        if (schema.hasField("spec")) {
            Schema spec = schema.memberOrAny("spec");
            for (String field : spec.required()) {
                if (!object.mapAt("spec").has(field)) errors.add(FieldError.required("spec." + field, ""));
            }
        }
    }

    static void required(MapValue map, String key, String path, List<FieldError> errors) {
        if (Fill.text(map.get(key)).isEmpty()) errors.add(FieldError.required(path, ""));
    }

    static void notNegative(MapValue map, String key, String path, List<FieldError> errors) {
        Long value = map.intAt(key);
        if (value != null && value < 0)
            errors.add(FieldError.invalid(path + "." + key, Value.number(value),
                    "must be greater than or equal to 0"));
    }

    private static void workload(ServedKind kind, MapValue spec, List<FieldError> errors) {
        notNegative(spec, "replicas", "spec", errors);
        notNegative(spec, "minReadySeconds", "spec", errors);
        notNegative(spec, "revisionHistoryLimit", "spec", errors);
        MapValue selector = spec.mapAt("selector");
        MapValue labels = spec.mapAt("template", "metadata", "labels");
        if (!spec.has("selector")) {
            errors.add(FieldError.required("spec.selector", ""));
        } else if (selector.mapAt("matchLabels").isEmpty() && selector.listAt("matchExpressions").isEmpty()) {
            errors.add(FieldError.invalid("spec.selector", selector, "empty selector is invalid for " + kind.kind().toLowerCase(
                    java.util.Locale.ROOT)));
        } else if (!LabelSelector.of(selector).accepts(labels)) {
            errors.add(
                    FieldError.invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
        }
        template(spec, "spec", "Always", errors);
        if (kind.kind().equals("Deployment")) {
            MapValue rolling = spec.mapAt("strategy", "rollingUpdate");
            String type = Fill.text(spec.at("strategy", "type"));
            if (type.equals("Recreate") && !rolling.isEmpty())
                errors.add(FieldError.forbidden("spec.strategy.rollingUpdate",
                        "may not be specified when strategy `type` is 'Recreate'"));
            if (!type.equals("Recreate") && !type.equals("RollingUpdate"))
                errors.add(FieldError.unsupported("spec.strategy.type", Value
                        .text(type), "Recreate", "RollingUpdate"));
            if (isZero(rolling.get("maxSurge")) && isZero(rolling.get("maxUnavailable")) && !rolling.isEmpty()) {
                errors.add(FieldError.invalid("spec.strategy.rollingUpdate.maxUnavailable", rolling.get("maxUnavailable"),
                        "may not be 0 when `maxSurge` is 0"));
            }
        }
    }

    private static boolean isZero(@org.jspecify.annotations.Nullable Value value) {
        return Value.number(0).equals(value) || Value.text("0%").equals(value);
    }

    private static void template(MapValue spec, String path, String restart, List<FieldError> errors) {
        if (!spec.has("template")) {
            errors.add(FieldError.required(path + ".template", ""));
            return;
        }
        MapValue pod = spec.mapAt("template", "spec");
        errors.addAll(Names.labels(spec.mapAt("template", "metadata", "labels"), path + ".template.labels"));
        PodValidation.spec(pod, path + ".template.spec", errors);
        String policy = Fill.text(pod.get("restartPolicy"));
        if (restart.equals("Always") && !policy.equals("Always"))
            errors.add(FieldError.unsupported(path + ".template.spec.restartPolicy",
                    Value.text(policy), "Always"));
        if (restart.equals("OnFailure") && policy.equals("Always"))
            errors.add(FieldError.required(path + ".template.spec.restartPolicy",
                    "valid values: \"OnFailure\", \"Never\""));
    }

    private static void job(MapValue spec, String path, List<FieldError> errors) {
        for (String count : List.of("parallelism", "completions", "backoffLimit", "activeDeadlineSeconds",
                "ttlSecondsAfterFinished")) {
            notNegative(spec, count, path, errors);
        }
        template(spec, path, "OnFailure", errors);
    }

    private static void cronJob(MapValue spec, List<FieldError> errors) {
        String schedule = Fill.text(spec.get("schedule"));
        if (schedule.isEmpty()) {
            errors.add(FieldError.required("spec.schedule", ""));
        } else if (!CRON.matcher(schedule).matches()) {
            errors.add(FieldError.invalid("spec.schedule", Value.text(schedule),
                    "expected exactly 5 fields, found " + schedule.split(
                            "\\s+").length + ": [" + schedule + "]"));
        }
        job(spec.mapAt("jobTemplate", "spec"), "spec.jobTemplate.spec", errors);
    }

    private static void dataKeys(MapValue data, String path, List<FieldError> errors) {
        for (String key : data.keys()) {
            if (!DATA_KEY.matcher(key).matches())
                errors.add(FieldError.invalid(path + "[" + key + "]", Value.text(key),
                        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or "
                                + "'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"));
        }
    }

    private static void secret(MapValue object, List<FieldError> errors) {
        dataKeys(object.mapAt("data"), "data", errors);
        for (var entry : object.mapAt("data").texts().entrySet()) {
            try {
                Base64.getDecoder().decode(entry.getValue());
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("FieldValueInvalid", "data[" + entry.getKey() + "]",
                        "Invalid value: \"<secret>\": illegal base64 data"));
            }
        }
        if ("kubernetes.io/tls".equals(object.textAt("type"))) {
            for (String key : List.of("tls.crt", "tls.key")) {
                if (!object.mapAt("data").has(key)) errors.add(FieldError.required("data[" + key + "]", ""));
            }
        }
        if ("kubernetes.io/dockerconfigjson".equals(object.textAt("type")) && !object.mapAt("data").has(".dockerconfigjson")) {
            errors.add(FieldError.required("data[.dockerconfigjson]", ""));
        }
    }

    private static void role(ServedKind kind, MapValue object, List<FieldError> errors) {
        List<MapValue> rules = object.listAt("rules").maps();
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = rules.get(i);
            String path = "rules[" + i + "]";
            if (rule.listAt("verbs").isEmpty())
                errors.add(FieldError.required(path + ".verbs", "verbs must contain at least one value"));
            if (!rule.listAt("nonResourceURLs").isEmpty()) {
                if (kind.kind().equals("Role"))
                    errors.add(FieldError.invalid(path + ".nonResourceURLs", rule.get("nonResourceURLs"),
                            "namespaced rules cannot apply to non-resource URLs"));
                continue;
            }
            if (rule.listAt("apiGroups").isEmpty())
                errors.add(FieldError.required(path + ".apiGroups",
                        "resource rules must supply at least one api group"));
            if (rule.listAt("resources").isEmpty())
                errors.add(FieldError.required(path + ".resources",
                        "resource rules must supply at least one resource"));
        }
    }

    private static void roleBinding(MapValue object, List<FieldError> errors) {
        MapValue ref = object.mapAt("roleRef");
        String kind = Fill.text(ref.get("kind"));
        if (!kind.equals("Role") && !kind.equals("ClusterRole"))
            errors.add(FieldError.unsupported("roleRef.kind", Value.text(kind), "Role",
                    "ClusterRole"));
        required(ref, "name", "roleRef.name", errors);
        List<MapValue> subjects = object.listAt("subjects").maps();
        for (int i = 0; i < subjects.size(); i++) {
            required(subjects.get(i), "name", "subjects[" + i + "].name", errors);
            if ("ServiceAccount".equals(subjects.get(i).textAt("kind")))
                required(subjects.get(i), "namespace", "subjects[" + i
                        + "].namespace", errors);
        }
    }

    private static void claim(MapValue spec, List<FieldError> errors) {
        if (spec.listAt("accessModes").isEmpty())
            errors.add(FieldError.required("spec.accessModes",
                    "at least 1 access mode is required"));
        if (!spec.mapAt("resources", "requests").has("storage")) errors.add(FieldError.required("spec.resources[storage]", ""));
    }

    private static void autoscaler(MapValue spec, List<FieldError> errors) {
        Long most = spec.intAt("maxReplicas");
        Long least = spec.intAt("minReplicas");
        if (most == null || most < 1)
            errors.add(FieldError.invalid("spec.maxReplicas", Value.number(most == null ? 0 : most),
                    "must be greater than 0"));
        if (most != null && least != null && most < least)
            errors.add(FieldError.invalid("spec.maxReplicas", Value.number(most),
                    "must be greater than or equal to `minReplicas`"));
        required(spec.mapAt("scaleTargetRef"), "kind", "spec.scaleTargetRef.kind", errors);
        required(spec.mapAt("scaleTargetRef"), "name", "spec.scaleTargetRef.name", errors);
    }

    private static void definition(MapValue object, List<FieldError> errors) {
        MapValue spec = object.mapAt("spec");
        String group = Fill.text(spec.get("group"));
        String plural = Fill.text(spec.at("names", "plural"));
        String wanted = plural + "." + group;
        String name = Fill.text(object.at("metadata", "name"));
        if (!name.equals(wanted))
            errors.add(FieldError.invalid("metadata.name", Value.text(name),
                    "must be spec.names.plural+\".\"+spec.group"));
        required(spec, "group", "spec.group", errors);
        required(spec.mapAt("names"), "plural", "spec.names.plural", errors);
        required(spec.mapAt("names"), "kind", "spec.names.kind", errors);
        String scope = Fill.text(spec.get("scope"));
        if (!scope.equals("Cluster") && !scope.equals("Namespaced"))
            errors.add(FieldError.unsupported("spec.scope", Value.text(scope),
                    "Cluster", "Namespaced"));
        List<MapValue> versions = spec.listAt("versions").maps();
        long stored = versions.stream().filter(version -> version.isTrueAt("storage")).count();
        if (stored != 1)
            errors.add(FieldError.invalid("spec.versions", spec.get("versions"),
                    "must have exactly one version marked as storage version"));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < versions.size(); i++) {
            MapValue version = versions.get(i);
            String path = "spec.versions[" + i + "]";
            if (!names.add(Fill.text(version.get("name"))))
                errors.add(FieldError.invalid("spec.versions", spec.get("versions"),
                        "must contain unique version names"));
            if (version.at("schema", "openAPIV3Schema") instanceof MapValue schema) {
                errors.addAll(StructuralRules.violations(schema, path + ".schema.openAPIV3Schema"));
            } else {
                errors.add(FieldError.required(path + ".schema.openAPIV3Schema", "schemas are required"));
            }
        }
    }
}
