package dev.flotilla.engine.dialect.karmada.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The labels and annotations by which Karmada recognises what it made. Those whose values only a live control plane has,
/// permanent ids above all, are written when they are given and left out otherwise.
///
/// Source: karmada: pkg/controllers/binding/common.go (mergeLabel, mergeAnnotations), pkg/controllers/ctrlutil/work.go,
/// pkg/util/annotation.go (RecordManagedAnnotations).
final class Marks {
    static final String CONFLICT_RESOLUTION = "work.karmada.io/conflict-resolution";
    static final String WORK_NAMESPACE = "work.karmada.io/namespace";
    private static final String WORK_NAME = "work.karmada.io/name";
    private static final String MANAGED_ANNOTATIONS = "resourcetemplate.karmada.io/managed-annotations";
    private static final String MANAGED_LABELS = "resourcetemplate.karmada.io/managed-labels";
    private static final FieldPath LABELS = FieldPath.of("metadata", "labels");
    private static final FieldPath ANNOTATIONS = FieldPath.of("metadata", "annotations");
    private static final Map<FieldPath, Origin> ADDED = added();

    private Marks() {}

    /// @param root    marked and pruned; [#WORK_NAMESPACE] is still empty
    /// @param origins of the marks
    record Marked(MapValue root, List<Origin> origins) {}

    /// @param template what is stored on the control plane, with its generation and UID where it has them
    /// @param object   the same after revision and overrides
    static Marked mark(Manifest template, Manifest object, WorkBinding binding, Release release) {
        if (release.isBeforeOne()) return markAsLabels(object, binding);
        var origins = new ArrayList<Origin>();
        MapValue labels = add(object.root().mapAt("metadata", "labels"), labels(binding), LABELS, origins);
        MapValue annotations = add(object.root().mapAt("metadata", "annotations"), annotations(template, object, binding),
                ANNOTATIONS,
                origins);
        MapValue root = (MapValue) object.root().set(LABELS, labels).set(ANNOTATIONS, annotations);
        root = Pruning.pruned(root);
        return new Marked((MapValue) root.set(ANNOTATIONS, recorded(root, origins)), origins);
    }

    /// The marks of 2021: labels only.
    private static Marked markAsLabels(Manifest object, WorkBinding binding) {
        var origins = new ArrayList<Origin>();
        var marks = MapValue.builder();
        owner(binding).forEach(marks::put);
        marks.put(WORK_NAME, Names.work(object.kind(), object.name(), object.namespace())).put(WORK_NAMESPACE, "");
        MapValue labels = add(object.root().mapAt("metadata", "labels"), marks.build(), LABELS, origins);
        return new Marked(Pruning.pruned((MapValue) object.root().set(LABELS, labels)), origins);
    }

    /// The same object for one member.
    static MapValue sentTo(Value executionNamespace, MapValue root, Release release) {
        MapValue metadata = root.mapAt("metadata");
        if (release.isBeforeOne()) {
            return root.with("metadata",
                    metadata.with("labels", metadata.mapAt("labels").with(WORK_NAMESPACE, executionNamespace)));
        }
        return root.with("metadata",
                metadata.with("annotations", metadata.mapAt("annotations").with(WORK_NAMESPACE, executionNamespace)));
    }

    private static MapValue labels(WorkBinding binding) {
        var labels = MapValue.builder();
        if (binding.permanentId() != null) labels.put(permanentId(binding), binding.permanentId());
        return labels.put("karmada.io/managed", "true").build();
    }

    /// The label by which a binding's Works are found.
    static String permanentId(WorkBinding binding) {
        return (binding.namespace() == null ? "clusterresourcebinding" : "resourcebinding") + ".karmada.io/permanent-id";
    }

    /// Which binding an object belongs to.
    static MapValue owner(WorkBinding binding) {
        if (binding.isNone()) return MapValue.EMPTY;
        if (binding.namespace() == null) return MapValue.of("clusterresourcebinding.karmada.io/name", Value.text(binding.name()));
        return MapValue.builder().put("resourcebinding.karmada.io/namespace", binding.namespace())
                .put("resourcebinding.karmada.io/name", binding.name()).build();
    }

    /// `overwrite` or `abort`: what the object's own annotation says, or else the binding.
    static String conflictResolution(Manifest object, WorkBinding binding) {
        String own = object.root().textAt("metadata", "annotations", CONFLICT_RESOLUTION);
        if (own != null && (own.equals("overwrite") || own.equals("abort"))) return own;
        return binding.overwrites() ? "overwrite" : "abort";
    }

    private static MapValue annotations(Manifest template, Manifest object, WorkBinding binding) {
        var annotations = MapValue.builder();
        Long generation = template.root().intAt("metadata", "generation");
        if (generation != null && generation > 0 && !binding.isNone()) {
            annotations.put("resourcetemplate.karmada.io/generation", generation.toString());
        }
        owner(binding).forEach(annotations::put);
        String uid = template.root().textAt("metadata", "uid");
        if (uid != null || binding.permanentId() != null)
            annotations.put("resourcetemplate.karmada.io/uid", uid == null ? "" : uid);
        annotations.put(WORK_NAME, Names.work(object.kind(), object.name(), object.namespace())).put(WORK_NAMESPACE, "");
        if (!binding.isNone()) annotations.put(CONFLICT_RESOLUTION, conflictResolution(object, binding));
        return annotations.build();
    }

    private static MapValue add(MapValue to, MapValue marks, FieldPath at, List<Origin> origins) {
        MapValue all = to;
        for (var mark : marks) {
            origins.add(origin(at.key(mark.getKey()), to.get(mark.getKey())));
            all = all.with(mark.getKey(), mark.getValue());
        }
        return all;
    }

    private static Origin origin(FieldPath path, @Nullable Value replaced) {
        // the same few fields in every object of every member: one value serves them all
        Origin known = replaced == null ? ADDED.get(path) : null;
        return known == null ? new Origin(path, Origin.Kind.DIALECT, null, null, "replace", replaced) : known;
    }

    private static Map<FieldPath, Origin> added() {
        var added = new HashMap<FieldPath, Origin>();
        for (String label : List.of("karmada.io/managed", "resourcebinding.karmada.io/permanent-id",
                "clusterresourcebinding.karmada.io/permanent-id")) {
            added.put(LABELS.key(label), new Origin(LABELS.key(label), Origin.Kind.DIALECT, null, null, "add", null));
        }
        for (String annotation : List.of("resourcetemplate.karmada.io/generation", "resourcetemplate.karmada.io/uid",
                "resourcebinding.karmada.io/namespace", "resourcebinding.karmada.io/name",
                "clusterresourcebinding.karmada.io/name",
                WORK_NAME, WORK_NAMESPACE, CONFLICT_RESOLUTION, MANAGED_ANNOTATIONS, MANAGED_LABELS)) {
            FieldPath path = ANNOTATIONS.key(annotation);
            added.put(path, new Origin(path, Origin.Kind.DIALECT, null, null, "add", null));
        }
        return Map.copyOf(added);
    }

    /// The annotations with the list of all keys, by which a later update knows which ones it may take away.
    private static MapValue recorded(MapValue root, List<Origin> origins) {
        MapValue annotations = root.mapAt("metadata", "annotations");
        MapValue marks = MapValue.builder().put(MANAGED_ANNOTATIONS, "").put(MANAGED_LABELS, "").build();
        MapValue all = add(annotations, marks, ANNOTATIONS, origins);
        return all.with(MANAGED_ANNOTATIONS, sorted(all)).with(MANAGED_LABELS, sorted(root.mapAt("metadata", "labels")));
    }

    private static Value sorted(MapValue map) {
        return Value.text(String.join(",", map.keys().stream().sorted().toList()));
    }
}
