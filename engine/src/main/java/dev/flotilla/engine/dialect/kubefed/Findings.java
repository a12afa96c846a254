package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.kubefed.check.Report;
import dev.flotilla.engine.dialect.kubefed.override.OverrideItem;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Answer;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Limit;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Pass;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Question;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Step;
import dev.flotilla.engine.dialect.kubefed.replicas.Schedule;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What only shows once an object has been planned.
final class Findings {
    private static final FieldPath TOTAL = FieldPath.of("spec", "totalReplicas");
    private static final FieldPath CLUSTERS = FieldPath.of("spec", "clusters");

    private final List<Diagnostic> found = new ArrayList<>();
    private final Setting setting;
    private final Document document;

    private Findings(Setting setting, Document document) {
        this.setting = setting;
        this.document = document;
    }

    static List<Diagnostic> of(Setting setting, Document document, @Nullable Reason typeStop, Selection selection,
            Scheduling.Result schedule, List<MemberDecision> decisions) {
        var findings = new Findings(setting, document);
        if (typeStop != null) findings.type(typeStop);
        else
            findings.object(selection, schedule, decisions);
        return findings.found;
    }

    private void type(Reason stop) {
        Location place = stop.lines().isEmpty() ? document.at("kind") : stop.lines().getFirst();
        Object[] arguments = stop.arguments().toArray();
        if (stop.code().equals("kubefed.system-namespace")) {
            found.add(Diagnostic.hint(stop.code(), place, arguments));
            return;
        }
        Diagnostic finding = Diagnostic.error(stop.code(), place, arguments);
        if (stop.code().equals("kubefed.namespace-name")) {
            finding = new YamlEdits(document.source())
                    .set(FieldPath.of("metadata", "namespace"), Value.text(document.manifest().name()))
                    .map(change -> withFix(Diagnostic.error(stop.code(), place, arguments), change)).orElse(finding);
        }
        found.add(finding);
    }

    private Diagnostic withFix(Diagnostic finding, TextEdit change) {
        return finding.withFixes(new QuickFix("kubefed.replace-value",
                List.of(String.valueOf(document.manifest().namespace()), document.manifest().name()), List.of(change)));
    }

    private void object(Selection selection, Scheduling.Result schedule, List<MemberDecision> decisions) {
        Reason broken = selection.broken();
        if (broken != null && broken.code().equals("kubefed.namespace-not-federated")) {
            found.add(Diagnostic.error(broken.code(), document.at("metadata", "namespace"), broken.arguments().toArray()));
        }
        var report = new Report(document);
        selection.filteredByNamespace()
                .forEach((cluster, place) -> report.warning("kubefed.filtered-by-namespace", place, cluster,
                        String.valueOf(document.manifest().namespace())));
        unplacedOverrides(report, schedule, decisions);
        found.addAll(report.found());
        failures(decisions);
        preference(selection, schedule);
    }

    /// Overrides for a member that the object does not go to.
    private void unplacedOverrides(Report report, Scheduling.Result schedule, List<MemberDecision> decisions) {
        if (schedule.answer() != null) return;
        var rejected = new HashSet<String>();
        for (MemberDecision decision : decisions) {
            var stop = decision.stoppedAt();
            if (stop != null && stop.step().equals("placement")) rejected.add(decision.cluster());
        }
        List<MapValue> entries = document.manifest().root().listAt("spec", "overrides").maps();
        for (int i = 0; i < entries.size(); i++) {
            String cluster = entries.get(i).textAt("clusterName");
            if (cluster != null && rejected.contains(cluster)) {
                report.hint("kubefed.override-unplaced", Overrides.PATH.index(i).key("clusterName"), cluster);
            }
        }
    }

    private void failures(List<MemberDecision> decisions) {
        Set<Object> seen = new HashSet<>();
        for (MemberDecision decision : decisions) {
            Reason failure = decision.failure();
            if (failure == null || failure.code().equals("kubefed.overrides-unreadable") || !seen.add(failure)) continue;
            Location place = failure.lines().isEmpty() ? document.at("spec") : failure.lines().getFirst();
            found.add(Diagnostic.error(failure.code(), place, failure.arguments().toArray()));
        }
    }

    private void preference(Selection selection, Scheduling.Result schedule) {
        Document preference = schedule.preference();
        if (preference == null) return;
        var report = new Report(preference);
        Reason idle = schedule.idle();
        // without the namespace the object goes nowhere, preference or not: that was said of the object
        boolean said = idle != null && idle.code().equals("kubefed.preference-needs-namespace") && !setting.plane().namespaced();
        if (idle != null && !said && !idle.code().equals("kubefed.preference-kind")) {
            report.warning(idle.code(), FieldPath.of("spec"), idle.arguments().toArray());
        }
        Question question = schedule.question();
        Answer answer = schedule.answer();
        if (question != null && answer != null) {
            sums(report, question, answer);
            starved(report, answer);
            unnamed(report, question);
            lost(report, selection, answer);
            manualReplicas(preference);
        }
        found.addAll(report.found());
    }

    private static void sums(Report report, Question question, Answer answer) {
        long sum = answer.replicas().values().stream().mapToLong(Long::longValue).sum();
        if (sum < question.total()) report.warning("kubefed.replicas-dropped", TOTAL, question.total() - sum, question.total());
        if (sum > question.total()) report.warning("kubefed.replicas-exceed", TOTAL, sum, question.total());
    }

    private static void starved(Report report, Answer answer) {
        for (Step step : answer.steps()) {
            if (step.pass() != Pass.MINIMUM || step.limit() != Limit.LEFT || step.share() <= 0) continue;
            boolean named = report.document().manifest().root().at("spec", "clusters", step.cluster()) != null;
            FieldPath place = CLUSTERS.key(named ? step.cluster() : "*").key("minReplicas");
            report.warning("kubefed.minimum-starved", place, step.cluster(), step.share(), step.given());
        }
    }

    private static void unnamed(Report report, Question question) {
        List<String> zero = question.clusters().stream().filter(cluster -> !question.preferences().containsKey(cluster)).toList();
        if (!question.preferences().containsKey("*") && !zero.isEmpty()) {
            report.hintAtKey("kubefed.preference-unnamed", CLUSTERS, String.join(", ", zero), zero.size());
        }
    }

    /// Replicas for members into which the namespace does not let the object.
    private void lost(Report report, Selection selection, Answer answer) {
        for (MemberCluster member : setting.fleet().members()) {
            long replicas = answer.replicas().getOrDefault(member.name(), 0L);
            if (replicas > 0 && !selection.isLetIn(member)) {
                report.warning("kubefed.replicas-lost", TOTAL, member.name(), replicas);
            }
        }
    }

    private void manualReplicas(Document preference) {
        var report = new Report(document);
        var edits = new YamlEdits(document.source());
        for (List<OverrideItem> items : Overrides.read(document.manifest().root()).byCluster().values()) {
            for (OverrideItem item : items) {
                if (!item.path().equals(Schedule.REPLICAS)) continue;
                report.warning("kubefed.replicas-fought-over", item.place().key("path"), preference.manifest().name());
                report.fix("kubefed.remove-override", edits.remove(item.place()));
            }
        }
        FieldPath retain = FieldPath.of("spec", "retainReplicas");
        if (document.manifest().root().isTrueAt("spec", "retainReplicas")) report.warning("kubefed.retain-overridden", retain);
        found.addAll(report.found());
    }
}
