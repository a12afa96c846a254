package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.match.ResourceSelector;
import dev.flotilla.engine.dialect.karmada.schedule.Affinity;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// An `OverridePolicy` or `ClusterOverridePolicy`, ready to be applied.
///
/// @param selectors empty means every object within reach
record OverridePolicy(Document document, ObjectRef ref, List<ResourceSelector> selectors, List<Rule> rules) {
    OverridePolicy {
        selectors = List.copyOf(selectors);
        rules = List.copyOf(rules);
    }

    /// What a policy does to the clusters it targets.
    static final class Rule {
        private final Document document;
        private final @Nullable Affinity target;
        private final MapValue written;
        private final List<Overrider> overriders;
        private final AtomicReferenceArray<@Nullable Location> lines;

        /// @param target     `null` for every cluster
        /// @param written    the rule's `overriders`
        /// @param overriders the same, in the order in which they are applied, whatever the order in the file
        Rule(Document document, @Nullable Affinity target, MapValue written, List<Overrider> overriders) {
            this.document = document;
            this.target = target;
            this.written = written;
            this.overriders = List.copyOf(overriders);
            this.lines = new AtomicReferenceArray<>(overriders.size());
        }

        ObjectRef policy() {
            return document.ref();
        }

        MapValue written() {
            return written;
        }

        List<Overrider> overriders() {
            return overriders;
        }

        boolean reaches(MemberCluster cluster) {
            return target == null || target.matches(cluster);
        }

        /// Where an entry was written; found when first asked for, as most never are.
        Location lines(int overrider) {
            Location known = lines.get(overrider);
            if (known == null) {
                known = document.at(overriders.get(overrider).field());
                lines.set(overrider, known);
            }
            return known;
        }
    }

    static OverridePolicy read(Document document, Release release) {
        Manifest manifest = document.manifest();
        boolean namespaced = manifest.kind().equals("OverridePolicy");
        String namespace = manifest.namespace() == null ? "default" : manifest.namespace();
        String reach = namespaced ? namespace : "";
        List<ResourceSelector> selectors = manifest.root().listAt("spec", "resourceSelectors").maps().stream()
                .map(entry -> selector(ResourceSelector.read(entry), reach)).toList();
        ObjectRef ref = new ObjectRef(manifest.apiVersion(), manifest.kind(), namespaced ? namespace : null, manifest.name());
        return new OverridePolicy(document, ref, selectors, rules(document, release));
    }

    /// An entry that names no namespace gets the policy's, as admission would have it.
    private static ResourceSelector selector(ResourceSelector written, String namespace) {
        return written.namespace().isEmpty()
                ? new ResourceSelector(written.apiVersion(), written.kind(), namespace, written.name(), written.labels())
                : written;
    }

    /// The deprecated fields count only where there are no rules.
    private static List<Rule> rules(Document document, Release release) {
        Manifest manifest = document.manifest();
        ListValue written = manifest.root().listAt("spec", "overrideRules");
        if (written.isEmpty() || release.isBeforeOne()) {
            return List.of(rule(document, manifest.root().mapAt("spec"), FieldPath.of("spec"), release));
        }
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < written.size(); i++) {
            Value rule = written.items().get(i);
            if (rule instanceof MapValue map)
                rules.add(rule(document, map, FieldPath.of("spec", "overrideRules").index(i), release));
        }
        return rules;
    }

    private static Rule rule(Document document, MapValue rule, FieldPath at, Release release) {
        MapValue written = rule.mapAt("overriders");
        FieldPath from = at.key("overriders");
        var overriders = new ArrayList<Overrider>();
        each(written, from, "imageOverrider", overriders, ImageOverrider::read);
        each(written, from, "commandOverrider", overriders, (path, entry) -> ArgumentsOverrider.read(path, "command", entry));
        each(written, from, "argsOverrider", overriders, (path, entry) -> ArgumentsOverrider.read(path, "args", entry));
        each(written, from, "labelsOverrider", overriders, (path, entry) -> MetadataOverrider.read(path, "labels", entry));
        each(written, from, "annotationsOverrider", overriders,
                (path, entry) -> MetadataOverrider.read(path, "annotations", entry));
        each(written, from, "fieldOverrider", overriders, FieldOverrider::read);
        ListValue plaintext = written.listAt("plaintext");
        if (!plaintext.isEmpty()) overriders.add(PlaintextOverrider.read(from.key("plaintext"), plaintext));
        return new Rule(document, Affinity.readOrNull(rule.get("targetCluster"), release), written, overriders);
    }

    private static void each(MapValue written, FieldPath from, String list, List<Overrider> into,
            BiFunction<FieldPath, MapValue, Overrider> reader) {
        ListValue entries = written.listAt(list);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.items().get(i) instanceof MapValue entry) into.add(reader.apply(from.key(list).index(i), entry));
        }
    }

    /// How closely the policy means an object.
    ResourceSelector.Level closeness(Manifest object) {
        return selectors.isEmpty() ? ResourceSelector.Level.ALL : ResourceSelector.level(selectors, object);
    }
}
