package dev.flotilla.engine.schema;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;

/// Writes `builtin-schemas.txt`: the fields of the built-in kinds, from the Kubernetes model classes of the client library, with
/// the list types and merge keys that a real API server declares in its OpenAPI document.
///
/// Run it when the client library is updated: `BuiltinSchemaRecipe SWAGGER.json OUTPUT`, the first being `/openapi/v2` of a server.
/// Lists that are newer than that server have their list type in [#NEWER].
public final class BuiltinSchemaRecipe {
    private static final String MODEL = "io.fabric8.kubernetes.api.model.";

    /// What the model's packages are called in OpenAPI names.
    private static final Map<String, String> GROUPS = Map.ofEntries(Map.entry("", "core.v1"), Map.entry("apps", "apps.v1"),
            Map.entry(
                    "batch.v1", "batch.v1"),
            Map.entry("networking.v1", "networking.v1"), Map.entry("rbac", "rbac.v1"), Map.entry("policy.v1",
                    "policy.v1"),
            Map.entry("autoscaling.v1", "autoscaling.v1"), Map.entry("autoscaling.v2", "autoscaling.v2"), Map.entry(
                    "storage", "storage.v1"),
            Map.entry("coordination.v1", "coordination.v1"), Map.entry("discovery.v1",
                    "discovery.v1"),
            Map.entry("scheduling.v1", "scheduling.v1"), Map.entry("events.v1", "events.v1"),
            Map.entry("apiextensions.v1", "apiextensions.v1"), Map.entry("admissionregistration.v1", "admissionregistration.v1"),
            Map
                    .entry("authorization.v1", "authorization.v1"),
            Map.entry("node.v1", "node.v1"));

    private static final Set<String> META = Set.of("ObjectMeta", "ManagedFieldsEntry", "OwnerReference", "LabelSelector",
            "LabelSelectorRequirement", "Condition", "ListMeta");

    private static final List<String> ROOTS = List.of("Namespace", "Node", "Pod", "PodTemplate", "Service", "ConfigMap", "Secret",
            "ServiceAccount", "Event", "PersistentVolume", "PersistentVolumeClaim", "ResourceQuota", "LimitRange", "Endpoints",
            "ReplicationController", "Binding", "apps.Deployment", "apps.ReplicaSet", "apps.StatefulSet", "apps.DaemonSet",
            "apps.ControllerRevision", "batch.v1.Job", "batch.v1.CronJob", "networking.v1.Ingress", "networking.v1.NetworkPolicy",
            "networking.v1.IngressClass", "rbac.Role", "rbac.RoleBinding", "rbac.ClusterRole", "rbac.ClusterRoleBinding",
            "policy.v1.PodDisruptionBudget", "policy.v1.Eviction", "autoscaling.v1.HorizontalPodAutoscaler",
            "autoscaling.v2.HorizontalPodAutoscaler", "autoscaling.v1.Scale", "storage.StorageClass", "storage.CSIDriver",
            "storage.CSINode", "storage.VolumeAttachment", "coordination.v1.Lease", "apiextensions.v1.CustomResourceDefinition",
            "admissionregistration.v1.MutatingWebhookConfiguration", "admissionregistration.v1.ValidatingWebhookConfiguration",
            "discovery.v1.EndpointSlice", "scheduling.v1.PriorityClass", "events.v1.Event", "node.v1.RuntimeClass",
            "authorization.v1.SelfSubjectAccessReview", "authorization.v1.SelfSubjectRulesReview",
            "authorization.v1.SubjectAccessReview");

    /// List types of fields that the server asked does not know yet, from the Kubernetes API reference.
    private static final Map<String, String> NEWER = Map.ofEntries(Map.entry("core.v1.Container.resizePolicy", "atomic"),
            Map.entry(
                    "core.v1.PodSpec.resourceClaims", "map=name merge key=name retain"),
            Map.entry("core.v1.PodSpec.schedulingGates",
                    "map=name merge key=name"),
            Map.entry("core.v1.ResourceRequirements.claims", "map=name"), Map.entry(
                    "core.v1.PodStatus.hostIPs", "atomic merge key=ip"),
            Map.entry("core.v1.PodStatus.podIPs",
                    "map=ip merge key=ip"),
            Map.entry("core.v1.ServiceStatus.conditions",
                    "map=type merge key=type"),
            Map.entry("meta.v1.ObjectMeta.finalizers", "set merge"), Map
                    .entry("networking.v1.NetworkPolicyStatus.conditions", "map=type merge key=type"),
            Map
                    .entry("policy.v1.PodDisruptionBudgetStatus.conditions",
                            "map=type merge key=type"),
            Map.entry(
                    "autoscaling.v2.HorizontalPodAutoscalerStatus.conditions",
                    "map=type merge key=type"),
            Map.entry(
                    "batch.v1.JobStatus.conditions", "merge key=type"));

    private static final Set<String> ATOMIC = Set.of("meta.v1.LabelSelector", "core.v1.ObjectReference",
            "core.v1.LocalObjectReference",
            "core.v1.TypedLocalObjectReference", "core.v1.SecretReference", "core.v1.SecretKeySelector",
            "core.v1.ConfigMapKeySelector",
            "core.v1.ObjectFieldSelector", "core.v1.ResourceFieldSelector", "core.v1.NodeSelector", "core.v1.NodeSelectorTerm",
            "core.v1.TopologySelectorTerm", "core.v1.ScopeSelector", "core.v1.ScopedResourceSelectorRequirement",
            "rbac.v1.RoleRef",
            "rbac.v1.Subject", "networking.v1.IngressServiceBackend", "core.v1.FileKeySelector");

    private static final Set<String> ATOMIC_MAPS = Set.of("core.v1.PodSpec.nodeSelector", "core.v1.ServiceSpec.selector",
            "core.v1.ReplicationControllerSpec.selector");

    private final MapValue swagger;
    private final SortedMap<String, String> written = new TreeMap<>();
    private final Deque<Class<?>> open = new ArrayDeque<>();

    private BuiltinSchemaRecipe(MapValue swagger) {
        this.swagger = swagger.mapAt("definitions");
    }

    public static void main(String... args) throws IOException, ReflectiveOperationException {
        var recipe = new BuiltinSchemaRecipe((MapValue) Json.read(Files.readString(Path.of(args[0]))));
        for (String root : ROOTS) {
            recipe.open.add(Class.forName(MODEL + root));
        }
        while (!recipe.open.isEmpty()) {
            recipe.write(recipe.open.remove());
        }
        Files.writeString(Path.of(args[1]), String.join("", recipe.written.values()));
    }

    private static String name(Class<?> type) {
        String simple = type.getSimpleName();
        if (META.contains(simple)) return "meta.v1." + simple;
        if (type.getPackageName().startsWith("java")) throw new IllegalStateException(type.getName());
        String path = type.getPackageName().substring(MODEL.length() - 1);
        String group = GROUPS.get(path.isEmpty() ? "" : path.substring(1));
        if (group == null) throw new IllegalStateException("which group is " + type.getName());
        return group + "." + simple;
    }

    private void write(Class<?> type) {
        String name = name(type);
        if (written.containsKey(name)) return;
        written.put(name, "");
        var out = new StringBuilder(name).append(ATOMIC.contains(name) ? " atomic" : "").append('\n');
        List<String> required = definition(name).listAt("required").texts();
        for (Field field : type.getDeclaredFields()) {
            JsonProperty property = field.getAnnotation(JsonProperty.class);
            if (property == null || Modifier.isStatic(field.getModifiers())) continue;
            String key = property.value();
            String expression = isRaw(name, key) ? "any" : expression(field.getGenericType());
            if (key.equals("apiVersion") || key.equals("kind")) expression = "string";
            out.append(' ').append(key).append(' ').append(expression);
            if (required.contains(key)) out.append(" !");
            String list = expression.startsWith("[]") ? list(name, key) : "";
            if (!list.isEmpty()) out.append(' ').append(list);
            if (ATOMIC_MAPS.contains(name + "." + key)) out.append(" atomic");
            String strategy = definition(name).mapAt("properties", key).textAt("x-kubernetes-patch-strategy");
            if (strategy != null && strategy.contains("retainKeys")) out.append(" retain");
            out.append('\n');
        }
        written.put(name, out.toString());
    }

    private static boolean isRaw(String type, String field) {
        return type.equals("apps.v1.ControllerRevision") && field.equals("data") || field.equals("fieldsV1") || type.equals(
                "apiextensions.v1.JSONSchemaProps")
                && (field.equals("default") || field.equals("enum") || field.equals("example"))
                && !field.equals("enum");
    }

    private String list(String type, String field) {
        String newer = NEWER.get(type + "." + field);
        if (newer != null) return newer;
        MapValue property = definition(type).mapAt("properties", field);
        var out = new ArrayList<String>();
        String kind = property.textAt("x-kubernetes-list-type");
        List<String> keys = property.listAt("x-kubernetes-list-map-keys").texts();
        String strategy = property.textAt("x-kubernetes-patch-strategy");
        String mergeKey = property.textAt("x-kubernetes-patch-merge-key");
        boolean merge = strategy != null && strategy.contains("merge");
        if ("map".equals(kind)) {
            out.add("map=" + String.join(",", keys));
        } else if ("set".equals(kind) || kind == null && merge && mergeKey == null) {
            out.add("set");
        } else if (kind == null && merge) {
            out.add("map=" + mergeKey);
        }
        if (merge) out.add("merge");
        if (mergeKey != null) out.add("key=" + mergeKey);
        return String.join(" ", out);
    }

    /// The definition of the same type, or of the version before it.
    private MapValue definition(String name) {
        String meta = "io.k8s.apimachinery.pkg.apis." + name;
        String plain = (name.startsWith("apiextensions") ? "io.k8s.apiextensions-apiserver.pkg.apis." : "io.k8s.api.") + name;
        List<String> names = List.of(meta, plain, plain.replace(".v2.", ".v2beta2."), plain.replace(".v1.", ".v1beta1."));
        for (String candidate : names) {
            if (swagger.get(candidate) instanceof MapValue map) return map;
        }
        return MapValue.EMPTY;
    }

    private String expression(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return (List.class.equals(generic.getRawType()) ? "[]" : "{}") + expression(last);
        }
        Class<?> raw = (Class<?>) type;
        return switch (raw.getSimpleName()) {
            case "String" -> "string";
            case "Integer" -> "int32";
            case "Long" -> "int64";
            case "Double", "Number" -> "number";
            case "Boolean" -> "bool";
            case "Quantity" -> "quantity";
            case "IntOrString" -> "intstr";
            case "MicroTime", "ZonedDateTime" -> "string";
            case "Object", "KubernetesResource", "RawExtension", "FieldsV1", "AnyType", "JsonNode", "JSON", "HasMetadata" ->
                "any";
            case "JSONSchemaPropsOrArray", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrStringArray" -> "any";
            default -> {
                open.add(raw);
                yield "@" + name(raw);
            }
        };
    }

}
