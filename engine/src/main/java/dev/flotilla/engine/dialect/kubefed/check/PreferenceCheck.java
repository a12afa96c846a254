package dev.flotilla.engine.dialect.kubefed.check;

import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.dialect.kubefed.replicas.Preference;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What a ReplicaSchedulingPreference asks for and KubeFed takes without looking: there is no webhook, no status and no event.
final class PreferenceCheck {
    private static final FieldPath CLUSTERS = FieldPath.of("spec", "clusters");

    private final Report report;
    private final YamlEdits edits;
    private final Set<String> clusters;
    private final MapValue spec;

    PreferenceCheck(Report report, Set<String> clusters) {
        this.report = report;
        this.edits = new YamlEdits(report.document().source());
        this.clusters = clusters;
        this.spec = report.document().manifest().root().mapAt("spec");
    }

    void check() {
        targetKind();
        Long total = spec.intAt("totalReplicas");
        if (total != null && (total < 0 || total > Integer.MAX_VALUE)) {
            report.error("kubefed.negative-replicas", FieldPath.of("spec", "totalReplicas"), total);
        }
        MapValue wanted = spec.mapAt("clusters");
        wanted.forEach(this::cluster);
        boolean weighted = wanted.isEmpty();
        for (var entry : wanted) {
            Long weight = entry.getValue().intAt("weight");
            weighted |= weight != null && weight > 0;
        }
        if (!weighted && total != null && total > 0) report.warningAtKey("kubefed.no-weights", CLUSTERS);
    }

    private void targetKind() {
        String kind = spec.textAt("targetKind");
        if (kind == null || Preference.SCHEDULED_KINDS.contains(kind)) return;
        FieldPath place = FieldPath.of("spec", "targetKind");
        report.error("kubefed.preference-kind", place, kind);
        String federated = "Federated" + kind;
        Optional<String> near = Preference.SCHEDULED_KINDS.contains(federated)
                ? Optional.of(federated)
                : Nearest.of(kind, Preference.SCHEDULED_KINDS);
        near.ifPresent(name -> report.fix("kubefed.replace-value", edits.set(place, Value.text(name)), kind, name));
    }

    private void cluster(String name, Value value) {
        FieldPath place = CLUSTERS.key(name);
        if (!name.equals("*") && !clusters.isEmpty() && !clusters.contains(name)) {
            String near = Nearest.of(name, clusters).orElse("");
            report.warningAtKey("kubefed.unknown-cluster", place, name, near);
            if (!near.isEmpty() && spec.at("clusters", near) == null)
                report.fix("kubefed.rename-field", edits.rename(place, near), name, near);
        }
        for (String key : new String[]{"weight", "minReplicas", "maxReplicas"}) {
            Long number = value.intAt(key);
            if (number != null && number < 0) report.error("kubefed.negative", place.key(key), key, number);
        }
        Long min = value.intAt("minReplicas");
        Long max = value.intAt("maxReplicas");
        if (min != null && max != null && min > max)
            report.error("kubefed.min-over-max", place.key("minReplicas"), min, max, name);
    }
}
