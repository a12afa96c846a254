package dev.flotilla.engine.dialect.karmada.work;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.flotilla.engine.dialect.karmada.override.OverrideResult;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.GoJson;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The Work objects that a control plane stores.
///
/// Source: karmada: pkg/controllers/ctrlutil/work.go; the record of applied overrides: pkg/util/overridemanager.
public final class WorkObjects {
    private static final List<String> OVERRIDERS = List.of("plaintext", "imageOverrider", "commandOverrider", "argsOverrider",
            "labelsOverrider", "annotationsOverrider", "fieldOverrider");
    private static final List<String> ENTRY = List.of("predicate", "fieldPath", "path", "subPath", "component", "containerName",
            "operator", "value", "json", "yaml");

    private WorkObjects() {}

    /// A Work as its controller creates it, before admission gives it an id of its own.
    public static Manifest of(Rendered.Sent sent, WorkBinding binding, String cluster) {
        var annotations = MapValue.builder();
        Marks.owner(binding).forEach(annotations::put);
        String conflict = sent.manifest().root().textAt("metadata", "annotations", Marks.CONFLICT_RESOLUTION);
        if (conflict != null) annotations.put(Marks.CONFLICT_RESOLUTION, conflict);
        record(sent, true, "policy.karmada.io/applied-cluster-overrides", annotations);
        record(sent, false, "policy.karmada.io/applied-overrides", annotations);
        var metadata = MapValue.builder().put("name", sent.work()).put("namespace", Names.executionNamespace(cluster));
        if (binding.permanentId() != null) {
            metadata.put("labels", MapValue.of(Marks.permanentId(binding), Value.text(binding.permanentId())));
        }
        metadata.put("annotations", annotations.build()).put("finalizers",
                ListValue.ofTexts(List.of("karmada.io/execution-controller")));
        var spec = MapValue.builder().put("suspendDispatching", Value.bool(sent.delivery().suspended()))
                .put("preserveResourcesOnDeletion", Value.bool(sent.delivery().keepsOnDeletion()))
                .put("workload", MapValue.of("manifests", ListValue.of(sent.manifest().root())));
        return new Manifest(MapValue.builder().put("apiVersion", "work.karmada.io/v1alpha1").put("kind", "Work")
                .put("metadata", metadata.build()).put("spec", spec.build()).build());
    }

    private static void record(Rendered.Sent sent, boolean clusterScoped, String annotation, MapValue.Builder into) {
        var applied = new ArrayList<OverrideResult.AppliedRule>();
        sent.rules().stream().filter(rule -> rule.isClusterScoped() == clusterScoped).forEach(applied::add);
        if (applied.isEmpty()) return;
        applied.sort(Comparator.comparing(rule -> rule.policy().name()));
        into.put(annotation, "[" + String.join(",", applied.stream().map(WorkObjects::rule).toList()) + "]");
    }

    private static String rule(OverrideResult.AppliedRule rule) {
        var fields = new ArrayList<String>();
        for (String field : OVERRIDERS) {
            List<MapValue> entries = rule.overriders().listAt(field).maps();
            if (!entries.isEmpty()) fields.add("\"" + field + "\":" + entries(entries, field.equals("plaintext")));
        }
        return "{\"policyName\":" + GoJson.SINCE_1_22.write(Value.text(rule.policy().name())) + ",\"overriders\":{"
                + String.join(",", fields) + "}}";
    }

    /// @param patches whether they are operations of a JSON patch
    private static String entries(List<MapValue> entries, boolean patches) {
        return "[" + String.join(",", entries.stream().map(entry -> entry(entry, patches)).toList()) + "]";
    }

    /// The fields in the order of Go's structs, not of the file. An empty value is left out, but not that of a patch: its Go type
    /// is never empty.
    private static String entry(MapValue written, boolean patch) {
        var fields = new ArrayList<String>();
        for (String field : ENTRY) {
            Value value = written.get(field);
            if (field.equals("value")) {
                if (value == null && patch) value = Value.NULL;
                if (!patch && value != null && isEmpty(value)) continue;
            }
            if (value == null) continue;
            boolean nested = field.equals("json") || field.equals("yaml");
            fields.add("\"" + field + "\":"
                    + (nested ? entries(written.listAt(field).maps(), true) : GoJson.SINCE_1_22.write(value)));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static boolean isEmpty(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text.isEmpty();
            case MapValue map -> map.isEmpty();
            case ListValue list -> list.isEmpty();
            case Value.Null _ -> true;
            case Value.Int _,Value.Dec _,Value.Bool _ -> false;
        };
    }
}
