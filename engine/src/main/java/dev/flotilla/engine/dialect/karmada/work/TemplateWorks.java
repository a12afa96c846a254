package dev.flotilla.engine.dialect.karmada.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.interpret.Interpreted;
import dev.flotilla.engine.dialect.karmada.override.Origins;
import dev.flotilla.engine.dialect.karmada.override.OverrideResult;
import dev.flotilla.engine.dialect.karmada.override.TemplateOverrides;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One object for all its members. Members with the same replicas that the same override rules reach share one rendering and
/// differ only in the namespace of their Work. For one thread at a time.
public final class TemplateWorks {
    private static final FieldPath COMPLETIONS = FieldPath.of("spec", "completions");

    private final Works works;
    private final Manifest template;
    private final WorkBinding binding;
    private final Works.@Nullable Divider divider;
    private final TemplateOverrides overrides;
    private final Map<String, Long> completions;
    private final Map<Variant, Rendered> variants = new HashMap<>();

    TemplateWorks(Works works, Manifest template, WorkBinding binding, Works.@Nullable Divider divider) {
        this.works = works;
        this.template = template;
        this.binding = binding;
        this.divider = divider;
        this.overrides = works.policies().forTemplate(template);
        this.completions = binding.completions(template);
    }

    /// What makes two members' manifests differ in more than the namespace of their Work.
    private record Variant(Object rules, long replicas, @Nullable Long completions) {}

    /// The override policies that any rendering here can depend on.
    public Set<Document> policies() {
        return overrides.documents();
    }

    /// @param replicas the member's share; does not matter for what has none
    public Rendered render(MemberCluster cluster, long replicas) {
        Long share = completions.isEmpty() ? null : completions.getOrDefault(cluster.name(), 0L);
        var variant = new Variant(overrides.key(cluster), binding.workload() ? replicas : 0, share);
        Rendered rendered = variants.computeIfAbsent(variant, _ -> render(cluster, replicas, share));
        return switch (rendered) {
            case Rendered.Failed failed -> failed;
            case Rendered.Sent sent -> {
                MapValue root = Marks.sentTo(works.executionNamespace(cluster.name()), sent.manifest().root());
                boolean adopts = "overwrite".equals(root.textAt("metadata", "annotations", Marks.CONFLICT_RESOLUTION));
                var delivery = new Delivery(adopts, binding.delivery().preserves(),
                        binding.delivery().isSuspended(cluster.name()));
                yield new Rendered.Sent(new Manifest(root), sent.origins(), sent.rules(), sent.work(), delivery, sent.warnings());
            }
        };
    }

    private Rendered render(MemberCluster cluster, long replicas, @Nullable Long share) {
        var origins = new ArrayList<Origin>();
        Manifest revised = template;
        if (binding.workload()) {
            switch (works.interpreter().revise(template, replicas)) {
                case Interpreted.Known(Manifest object) -> {
                    revised = object;
                    divided(works.interpreter().replicasField(template), revised, origins);
                }
                case Interpreted.NoRule() -> {
                }
                case Interpreted.Failed(Reason reason) -> {
                    return new Rendered.Failed(reason);
                }
            }
        }
        if (share != null) {
            revised = new Manifest((MapValue) revised.root().set(COMPLETIONS, Value.number(share)));
            divided(COMPLETIONS, revised, origins);
        }
        return switch (overrides.apply(revised, cluster)) {
            case OverrideResult.Failed(_, Reason reason) -> new Rendered.Failed(reason);
            case OverrideResult.Applied applied -> marked(applied, origins);
        };
    }

    /// @param field the one that was written, or `null` where a script wrote whatever it wanted
    private void divided(@Nullable FieldPath field, Manifest revised, List<Origin> origins) {
        FieldPath at = field == null ? FieldPath.ROOT : field;
        divided(at, template.root().at(at), revised.root().at(at), origins);
    }

    private void divided(FieldPath at, @Nullable Value before, @Nullable Value after, List<Origin> origins) {
        if (before == after || Objects.equals(before, after)) return;
        if (before instanceof MapValue old && after instanceof MapValue changed) {
            var keys = new LinkedHashSet<>(changed.keys());
            keys.addAll(old.keys());
            keys.forEach(key -> divided(at.key(key), old.get(key), changed.get(key), origins));
        } else if (before instanceof ListValue old && after instanceof ListValue changed && old.size() == changed.size()) {
            for (int i = 0; i < old.size(); i++) {
                divided(at.index(i), old.get(i), changed.get(i), origins);
            }
        } else {
            origins.add(new Origin(at, Origin.Kind.POLICY, divider == null ? null : divider.policy(),
                    divider == null ? null : divider.lines(), "divide", before));
        }
    }

    private Rendered marked(OverrideResult.Applied applied, List<Origin> divided) {
        Manifest object = applied.manifest();
        Marks.Marked marked = Marks.mark(template, object, binding);
        var taken = new HashSet<FieldPath>();
        var origins = new ArrayList<>(marked.origins());
        origins.forEach(origin -> taken.add(origin.path()));
        for (Origin origin : applied.origins()) {
            if (taken.add(origin.path())) origins.add(origin);
        }
        for (Origin origin : divided) {
            boolean overridden = applied.origins().stream().anyMatch(other -> origin.path().startsWith(other.path()));
            if (!overridden) origins.add(origin);
        }
        return new Rendered.Sent(new Manifest(marked.root()), Origins.inOrder(origins, marked.root()), applied.rules(),
                Names.work(object.kind(), object.name(), object.namespace()), Delivery.NORMAL, applied.warnings());
    }
}
