package dev.flotilla.engine.dialect.karmada.admission;

import java.util.ArrayList;
import java.util.function.UnaryOperator;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Fills in what a policy leaves open.
public final class Defaults {
    private static final long GRACE_PERIOD_SECONDS = 600;
    private static final long TOLERATION_SECONDS = 300;
    private static final long KEPT_RUNS = 3;
    private static final int GRADES = 9;
    private static final String MOST = String.valueOf(Long.MAX_VALUE);

    private Defaults() {}

    /// A policy as it is evaluated: after the schema's defaults and the webhook's. Other kinds stay as they are.
    public static Manifest stored(Manifest policy) {
        return webhook(schema(policy));
    }

    /// The same for whom the release matters: in 2021 a division without a preference was an aggregation, and a scheduling without
    /// a type no division at all.
    public static Manifest stored(Manifest policy, boolean in2021) {
        FieldPath path = FieldPath.of("spec", "placement", "replicaScheduling");
        if (!in2021 || !(policy.root().at(path) instanceof MapValue scheduling)) return stored(policy);
        MapValue changed = absent(scheduling, "replicaSchedulingType", Value.text("Duplicated"));
        if (isBlank(changed, "replicaDivisionPreference")) {
            changed = changed.with("replicaDivisionPreference", Value.text("Aggregated"));
        }
        return stored(new Manifest((MapValue) policy.root().set(path, changed)));
    }

    /// The defaults of the CRD schemas.
    public static Manifest schema(Manifest policy) {
        return switch (policy.kind()) {
            case "PropagationPolicy", "ClusterPropagationPolicy" ->
                new Manifest(spec(policy.root(), Defaults::propagationSchema));
            case "ResourceBinding", "ClusterResourceBinding" ->
                new Manifest(spec(policy.root(), spec -> absent(spec, "conflictResolution", Value.text("Abort"))));
            case "CronFederatedHPA" -> new Manifest(spec(policy.root(), Defaults::schedules));
            case "Cluster" -> new Manifest(spec(policy.root(), Defaults::cluster));
            default -> policy;
        };
    }

    private static MapValue propagationSchema(MapValue spec) {
        MapValue result = absent(spec, "conflictResolution", Value.text("Abort"));
        result = absent(result, "priority", Value.number(0));
        result = absent(result, "preemption", Value.text("Never"));
        result = absent(result, "schedulerName", Value.text("default-scheduler"));
        if (result.at("placement", "replicaScheduling") instanceof MapValue scheduling) {
            result = (MapValue) result.set(FieldPath.of("placement", "replicaScheduling"),
                    absent(scheduling, "replicaSchedulingType", Value.text("Divided")));
        }
        if (result.at("failover", "application") instanceof MapValue application) {
            MapValue changed = absent(application, "purgeMode", Value.text("Gracefully"));
            if (changed.get("decisionConditions") instanceof MapValue conditions) {
                changed = changed.with("decisionConditions",
                        absent(conditions, "tolerationSeconds", Value.number(TOLERATION_SECONDS)));
            }
            result = (MapValue) result.set(FieldPath.of("failover", "application"), changed);
        }
        if (result.at("failover", "cluster") instanceof MapValue cluster) {
            result = (MapValue) result.set(FieldPath.of("failover", "cluster"),
                    absent(cluster, "purgeMode", Value.text("Gracefully")));
        }
        return result;
    }

    private static MapValue cluster(MapValue spec) {
        return spec.listAt("resourceModels").isEmpty() ? spec.with("resourceModels", models()) : spec;
    }

    /// Grades that double from 1 CPU on, and in memory from 4 GiB on by way of 16.
    private static ListValue models() {
        var models = new ArrayList<Value>();
        for (int grade = 0; grade < GRADES; grade++) {
            boolean last = grade == GRADES - 1;
            models.add(MapValue.builder().put("grade", grade).put("ranges", ListValue.of(
                    range("cpu", cpus(grade), last ? MOST : cpus(grade + 1)),
                    range("memory", memory(grade), last ? MOST : memory(grade + 1)))).build());
        }
        return ListValue.of(models);
    }

    private static MapValue range(String resource, String min, String max) {
        return MapValue.builder().put("name", resource).put("min", min).put("max", max).build();
    }

    private static String cpus(int grade) {
        return grade == 0 ? "0" : String.valueOf(1 << (grade - 1));
    }

    private static String memory(int grade) {
        return switch (grade) {
            case 0 -> "0";
            case 1 -> "4Gi";
            default -> (8 << (grade - 1)) + "Gi";
        };
    }

    private static MapValue schedules(MapValue spec) {
        ListValue rules = spec.listAt("rules");
        return rules.isEmpty()
                ? spec
                : spec.with("rules", mapItems(rules, rule -> absent(absent(absent(rule, "suspend",
                        Value.FALSE), "successfulHistoryLimit", Value.number(KEPT_RUNS)), "failedHistoryLimit",
                        Value.number(KEPT_RUNS))));
    }

    private static MapValue absent(MapValue map, String key, Value value) {
        Value written = map.get(key);
        return written == null || written == Value.NULL ? map.with(key, value) : map;
    }

    /// The defaults of the mutating webhooks, without the identity that a new object gets.
    public static Manifest webhook(Manifest policy) {
        return switch (policy.kind()) {
            case "PropagationPolicy" -> new Manifest(spec(policy.root(), spec -> propagation(namespaces(spec, policy))));
            case "ClusterPropagationPolicy" -> new Manifest(spec(policy.root(), Defaults::propagation));
            case "OverridePolicy" -> new Manifest(spec(policy.root(), spec -> namespaces(spec, policy)));
            case "FederatedHPA" -> new Manifest(spec(policy.root(), spec -> absent(spec, "minReplicas", Value.number(1))));
            default -> policy;
        };
    }

    /// A new policy as the webhook stores it.
    ///
    /// @param uuid for its permanent id
    public static Manifest created(Manifest policy, String uuid) {
        Manifest result = webhook(policy);
        return switch (policy.kind()) {
            case "PropagationPolicy" -> identified(result, "propagationpolicy.karmada.io/permanent-id", uuid,
                    "karmada.io/propagation-policy-controller");
            case "ClusterPropagationPolicy" -> identified(result, "clusterpropagationpolicy.karmada.io/permanent-id", uuid,
                    "karmada.io/cluster-propagation-policy-controller");
            default -> result;
        };
    }

    private static Manifest identified(Manifest policy, String label, String uuid, String finalizer) {
        MapValue metadata = policy.root().mapAt("metadata");
        ListValue finalizers = metadata.listAt("finalizers");
        if (!finalizers.texts().contains(finalizer)) finalizers = finalizers.appended(Value.text(finalizer));
        MapValue labels = metadata.mapAt("labels");
        return new Manifest(policy.root().with("metadata",
                metadata.with("finalizers", finalizers).with("labels", absent(labels, label, Value.text(uuid)))));
    }

    private static MapValue spec(MapValue root, UnaryOperator<MapValue> change) {
        MapValue spec = root.mapAt("spec");
        MapValue changed = change.apply(spec);
        return changed == spec ? root : root.with("spec", changed);
    }

    private static MapValue namespaces(MapValue spec, Manifest policy) {
        String namespace = policy.namespace();
        ListValue selectors = spec.listAt("resourceSelectors");
        if (namespace == null || selectors.isEmpty()) return spec;
        return spec.with("resourceSelectors", mapItems(selectors, selector -> {
            String written = selector.textAt("namespace");
            return written == null || written.isEmpty() ? selector.with("namespace", Value.text(namespace)) : selector;
        }));
    }

    private static ListValue mapItems(ListValue list, UnaryOperator<MapValue> change) {
        return ListValue.of(list.stream().map(item -> item instanceof MapValue map ? change.apply(map) : item).toList());
    }

    private static MapValue propagation(MapValue spec) {
        MapValue result = spec.with("placement", placement(spec.mapAt("placement")));
        boolean imports = spec.listAt("resourceSelectors").maps().stream()
                .anyMatch(selector -> "multicluster.x-k8s.io/v1alpha1".equals(selector.textAt("apiVersion"))
                        && "ServiceImport".equals(selector.textAt("kind")));
        if (imports) result = result.with("propagateDeps", Value.TRUE);
        if (result.at("failover", "application") instanceof MapValue application && isGraceful(application)
                && application.at("gracePeriodSeconds") == null) {
            result = (MapValue) result.set(FieldPath.of("failover", "application", "gracePeriodSeconds"),
                    Value.number(GRACE_PERIOD_SECONDS));
        }
        return result;
    }

    private static boolean isGraceful(MapValue application) {
        String mode = application.textAt("purgeMode");
        return "Gracefully".equals(mode) || "Graciously".equals(mode);
    }

    private static MapValue placement(MapValue placement) {
        MapValue result = placement;
        if (placement.get("spreadConstraints") instanceof ListValue constraints) {
            result = result.with("spreadConstraints", mapItems(constraints, Defaults::spread));
        }
        if (placement.get("replicaScheduling") instanceof MapValue scheduling
                && "Divided".equals(scheduling.textAt("replicaSchedulingType"))
                && isBlank(scheduling, "replicaDivisionPreference")) {
            result = result.with("replicaScheduling", scheduling.with("replicaDivisionPreference", Value.text("Weighted")));
        }
        return result;
    }

    private static MapValue spread(MapValue constraint) {
        MapValue result = constraint;
        if (isBlank(constraint, "spreadByLabel") && isBlank(constraint, "spreadByField")) {
            result = result.with("spreadByField", Value.text("cluster"));
        }
        Long min = constraint.intAt("minGroups");
        return min == null || min == 0 ? result.with("minGroups", Value.number(1)) : result;
    }

    private static boolean isBlank(MapValue map, String key) {
        String text = map.textAt(key);
        return text == null || text.isEmpty();
    }
}
