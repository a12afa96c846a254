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
import dev.flotilla.engine.dialect.karmada.override.OverridePolicies;
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

    TemplateWorks(Works works, OverridePolicies overrides, Manifest template, WorkBinding binding,
            Works.@Nullable Divider divider) {
        this.works = works;
        this.template = template;
        this.binding = binding;
        this.divider = divider;
        this.overrides = overrides.forTemplate(template);
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
                MapValue root = Marks.sentTo(works.executionNamespace(cluster.name()), sent.manifest().root(), works.release());
                boolean adopts = "overwrite".equals(root.textAt("metadata", "annotations", Marks.CONFLICT_RESOLUTION));
                var delivery = new Delivery(adopts, binding.delivery().preserves(),
                        binding.delivery().isSuspended(cluster.name()));
                yield new Rendered.Sent(new Manifest(root), sent.origins(), sent.rules(), sent.work(), delivery, sent.warnings());
            }
        };
    }

    /// What [#render] gives where there are neither overrides nor replicas, and so nothing that could fail.
    public Rendered.Sent sent(MemberCluster cluster) {
        return switch (render(cluster, 0)) {
            case Rendered.Sent sent -> sent;
            case Rendered.Failed(Reason reason) -> throw new IllegalStateException(reason.code());
        };
    }

    private Rendered render(MemberCluster cluster, long replicas, @Nullable Long share) {
        var origins = new ArrayList<Origin>();
        if (works.release().overridesBeforeReplicas()) return renderAsBefore(cluster, replicas, share, origins);
        return switch (revised(template, replicas, share, origins)) {
            case Interpreted.Failed(Reason reason) -> new Rendered.Failed(reason);
            case Interpreted<Manifest> revised -> switch (overrides.apply(revised.known().orElse(template), cluster)) {
                case OverrideResult.Failed(_, Reason reason) -> new Rendered.Failed(reason);
                case OverrideResult.Applied applied -> marked(applied, applied.manifest(), origins, false);
            };
        };
    }

    /// Up to 1.0 the division had the last word.
    private Rendered renderAsBefore(MemberCluster cluster, long replicas, @Nullable Long share, List<Origin> origins) {
        return switch (overrides.apply(template, cluster)) {
            case OverrideResult.Failed(_, Reason reason) -> new Rendered.Failed(reason);
            case OverrideResult.Applied applied -> switch (revised(applied.manifest(), replicas, share, origins)) {
                case Interpreted.Failed(Reason reason) -> new Rendered.Failed(reason);
                case Interpreted<Manifest> revised -> marked(applied, revised.known().orElse(applied.manifest()), origins, true);
            };
        };
    }

    /// The object with the member's share of replicas and completions.
    private Interpreted<Manifest> revised(Manifest object, long replicas, @Nullable Long share, List<Origin> origins) {
        Manifest revised = object;
        boolean revises = binding.workload() && (!works.release().isBeforeOne() || object.kind().equals("Deployment"));
        if (revises) {
            Interpreted<Manifest> answer = works.interpreter().revise(object, replicas);
            if (answer instanceof Interpreted.Failed) return answer;
            revised = answer.known().orElse(object);
            FieldPath field = works.interpreter().replicasField(object);
            if (revised != object) divided(field == null ? FieldPath.ROOT : field, object, revised, origins);
        }
        if (share != null && !works.release().isBeforeOne()) {
            Manifest before = revised;
            revised = new Manifest((MapValue) revised.root().set(COMPLETIONS, Value.number(share)));
            divided(COMPLETIONS, before, revised, origins);
        }
        return new Interpreted.Known<>(revised);
    }

    /// @param at the field that was written; the root where a script wrote whatever it wanted
    private void divided(FieldPath at, Manifest before, Manifest after, List<Origin> origins) {
        divided(at, before.root().at(at), after.root().at(at), origins);
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

    /// @param dividedLast whether the division was the last to write
    private Rendered marked(OverrideResult.Applied applied, Manifest object, List<Origin> divided, boolean dividedLast) {
        Marks.Marked marked = Marks.mark(template, object, binding, works.release());
        var taken = new HashSet<FieldPath>();
        var origins = new ArrayList<>(marked.origins());
        origins.forEach(origin -> taken.add(origin.path()));
        if (dividedLast) {
            divided.forEach(origin -> {
                if (taken.add(origin.path())) origins.add(origin);
            });
        }
        for (Origin origin : applied.origins()) {
            if (taken.add(origin.path())) origins.add(origin);
        }
        for (Origin origin : dividedLast ? List.<Origin>of() : divided) {
            boolean overridden = applied.origins().stream().anyMatch(other -> origin.path().startsWith(other.path()));
            if (!overridden) origins.add(origin);
        }
        return new Rendered.Sent(new Manifest(marked.root()), Origins.inOrder(origins, marked.root()), applied.rules(),
                Names.work(object.kind(), object.name(), object.namespace()), Delivery.NORMAL, applied.warnings());
    }
}
