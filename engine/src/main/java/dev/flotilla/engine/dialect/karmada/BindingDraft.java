package dev.flotilla.engine.dialect.karmada;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.interpret.ReplicaDemand;
import dev.flotilla.engine.dialect.karmada.match.Claim;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The ResourceBinding or ClusterResourceBinding that a policy makes of a template, before anything is scheduled.
///
/// Source: karmada: pkg/detector/detector.go, BuildResourceBinding.
final class BindingDraft {
    private final Manifest template;
    private final PropagationPolicy policy;
    private final Interpreter interpreter;

    /// @param template as the control plane stores it
    BindingDraft(Manifest template, PropagationPolicy policy, Interpreter interpreter) {
        this.template = template;
        this.policy = policy;
        this.interpreter = interpreter;
    }

    static String name(Manifest template) {
        return (template.name().replace(':', '.') + "-" + template.kind()).toLowerCase(Locale.ROOT);
    }

    /// Why no binding can be made, or `null`.
    @Nullable
    Reason fault(PriorityClasses priorities) {
        MapValue wanted = policy.manifest().root().mapAt("spec", "schedulePriority");
        String source = wanted.textAt("priorityClassSource");
        if (source != null && !source.equals("KubePriorityClass")) return Reason.of("karmada.priority-source", source);
        String name = wanted.textAt("priorityClassName");
        return name != null && priorities.isMissing(name) ? Reason.of("karmada.priority-class-missing", name) : null;
    }

    /// The binding; its priority stays open where nobody knows the priority class.
    MapValue build(PriorityClasses priorities) {
        var metadata = MapValue.builder();
        var claim = Claim.of(policy);
        metadata.put("annotations", texts(claim.annotations()));
        boolean clusterScoped = template.namespace() == null;
        metadata.put("finalizers", ListValue.of(Value.text(
                clusterScoped ? "karmada.io/cluster-resource-binding-controller" : "karmada.io/binding-controller")));
        metadata.put("labels", texts(claim.labels()));
        metadata.put("name", name(template));
        String namespace = template.namespace();
        if (namespace != null) metadata.put("namespace", namespace);
        metadata.put("ownerReferences", ListValue.of(owner()));
        return MapValue.builder().put("apiVersion", "work.karmada.io/v1alpha2")
                .put("kind", clusterScoped ? "ClusterResourceBinding" : "ResourceBinding").put("metadata", metadata.build())
                .put("spec", spec(priorities)).build();
    }

    private static MapValue texts(Map<String, String> texts) {
        var map = MapValue.builder();
        new TreeMap<>(texts).forEach(map::put);
        return map.build();
    }

    private String uid() {
        String uid = template.root().textAt("metadata", "uid");
        return uid == null ? "" : uid;
    }

    private MapValue owner() {
        return MapValue.builder().put("apiVersion", template.apiVersion()).put("blockOwnerDeletion", Value.TRUE)
                .put("controller", Value.TRUE).put("kind", template.kind()).put("name", template.name()).put("uid", uid())
                .build();
    }

    private MapValue spec(PriorityClasses priorities) {
        MapValue from = policy.manifest().root().mapAt("spec");
        var spec = MapValue.builder();
        copy(from, spec, "conflictResolution", "failover", "preserveResourcesOnDeletion");
        // the typed policy always has one
        spec.put("placement", from.mapAt("placement"));
        if (from.isTrueAt("propagateDeps")) spec.put("propagateDeps", Value.TRUE);
        Optional<ReplicaDemand> demand = interpreter.replicas(template).known();
        demand.ifPresent(known -> {
            MapValue requirements = known.requirements();
            if (requirements != null) spec.put("replicaRequirements", requirements);
            if (known.replicas() != 0) spec.put("replicas", known.replicas());
        });
        var resource = MapValue.builder().put("apiVersion", template.apiVersion()).put("kind", template.kind()).put("name",
                template.name());
        String namespace = template.namespace();
        if (namespace != null) resource.put("namespace", namespace);
        String version = template.root().textAt("metadata", "resourceVersion");
        if (version != null) resource.put("resourceVersion", version);
        if (!uid().isEmpty()) resource.put("uid", uid());
        spec.put("resource", resource.build());
        copy(from, spec, "schedulerName", "suspension");
        String priorityClass = from.textAt("schedulePriority", "priorityClassName");
        Long priority = priorityClass == null ? null : priorities.value(priorityClass);
        if (priority != null) spec.put("schedulePriority", MapValue.builder().put("priority", priority).build());
        return spec.build();
    }

    private static void copy(MapValue from, MapValue.Builder to, String... keys) {
        for (String key : keys) {
            Value value = from.get(key);
            if (value != null && value != Value.NULL) to.put(key, value);
        }
    }
}
