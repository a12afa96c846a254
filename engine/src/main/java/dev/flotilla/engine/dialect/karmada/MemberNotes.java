package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.schedule.Affinity;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Listing;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;

/// What a running control plane would do to members on conditions that only it sees: remedies, taints.
///
/// Source: karmada: pkg/controllers/{remediation,taint}, pkg/webhook/clustertaintpolicy.
final class MemberNotes {
    private static final FieldPath KIND = FieldPath.of("kind");

    private final List<Document> documents;
    private final Fleet fleet;

    MemberNotes(List<Document> documents, Fleet fleet) {
        this.documents = documents;
        this.fleet = fleet;
    }

    List<Diagnostic> remedy(Document document) {
        MapValue spec = document.manifest().root().mapAt("spec");
        List<String> actions = spec.listAt("actions").texts();
        if (actions.isEmpty()) return List.of();
        List<String> named = spec.listAt("clusterAffinity", "clusterNames").texts();
        String conditions = spec.listAt("decisionMatches").maps().stream().map(match -> match.mapAt("clusterConditionMatch"))
                .map(match -> match.textAt("conditionType") + ("NotEqual".equals(match.textAt("operator")) ? " ≠ " : " = ")
                        + match.textAt("conditionStatus"))
                .collect(Collectors.joining(", "));
        String members = Listing.of(named.isEmpty() ? fleet.names() : named);
        String all = String.join(", ", actions);
        return List.of(conditions.isEmpty()
                ? Diagnostic.hint("karmada.remedy-at-once", document.keyAt(KIND), all, members)
                : Diagnostic.hint("karmada.remedy", document.keyAt(KIND), all, members, conditions));
    }

    List<Diagnostic> taints(Document document) {
        MapValue spec = document.manifest().root().mapAt("spec");
        var notes = new ArrayList<>(takenTaints(document, spec.listAt("taints")));
        Affinity affinity = Affinity.readOrNull(spec.get("targetClusters"), Release.NEWEST);
        String members = Listing.of(fleet.members().stream().filter(member -> affinity == null || affinity.matches(member))
                .map(MemberCluster::name).toList());
        String taints = spec.listAt("taints").maps().stream().map(MemberNotes::taint).collect(Collectors.joining(", "));
        String conditions = spec.listAt("addOnConditions").maps().stream()
                .map(condition -> condition.textAt("conditionType") + " " + condition.textAt("operator") + " "
                        + condition.listAt("statusValues").texts())
                .collect(Collectors.joining(", "));
        if (!members.isEmpty() && !taints.isEmpty() && !conditions.isEmpty()) {
            notes.add(Diagnostic.hint("karmada.tainted-on-condition", document.keyAt(KIND), members, taints, conditions));
        }
        return notes;
    }

    /// Admission takes a taint from one policy only.
    private List<Diagnostic> takenTaints(Document document, ListValue taints) {
        var taken = new ArrayList<Diagnostic>();
        for (Document other : documents) {
            if (other == document) break;
            if (!other.manifest().kind().equals("ClusterTaintPolicy")
                    || other.manifest().name().equals(document.manifest().name()))
                continue;
            List<String> theirs = other.manifest().root().listAt("spec", "taints").maps().stream().map(MemberNotes::mark)
                    .toList();
            for (int i = 0; i < taints.size(); i++) {
                if (taints.items().get(i) instanceof MapValue taint && theirs.contains(mark(taint))) {
                    taken.add(Diagnostic.error("karmada.taint-taken", document.at(FieldPath.of("spec", "taints").index(i)),
                            mark(taint), other.manifest().name()));
                }
            }
        }
        return taken;
    }

    /// Key and effect, by which taints are told apart.
    private static String mark(MapValue taint) {
        return taint.textAt("key") + ":" + taint.textAt("effect");
    }

    private static String taint(MapValue taint) {
        String value = taint.textAt("value");
        return taint.textAt("key") + (value == null || value.isEmpty() ? "" : "=" + value) + ":" + taint.textAt("effect");
    }
}
