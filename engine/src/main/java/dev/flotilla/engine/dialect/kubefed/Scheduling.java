package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.dialect.kubefed.placement.Placement;
import dev.flotilla.engine.dialect.kubefed.replicas.Preference;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Answer;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Question;
import dev.flotilla.engine.dialect.kubefed.replicas.Schedule;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// One turn of KubeFed's replica scheduler for one federated object.
///
/// Source: kubefed `pkg/schedulingtypes/replicascheduler.go` Reconcile.
final class Scheduling {
    /// What is known to run of the object, by cluster.
    ///
    /// @param pushed what the last push gave
    /// @param seen   what was seen in the cluster itself; goes before what was pushed
    record Runs(Map<String, Integer> pushed, Map<String, Running> seen) {}

    /// How well the planner's question is founded.
    ///
    /// @param unseen   clusters of which only the last push, or nothing, is known although others are
    /// @param settling clusters whose pods have only just failed to find a node
    record Evidence(List<String> unseen, List<String> settling) {
        static final Evidence NONE = new Evidence(List.of(), List.of());
    }

    /// @param federated the object as the scheduler leaves it
    /// @param preference the document; `null` when none names the object
    /// @param answer    what the planner said; `null` when it was not asked, so that the object stays as written
    /// @param idle      why it was not asked although there is a preference, or `null`
    record Result(MapValue federated, @Nullable Document preference, @Nullable Question question, @Nullable Answer answer,
            @Nullable Reason idle, Evidence evidence) {
        static Result none(MapValue federated) {
            return new Result(federated, null, null, null, null, Evidence.NONE);
        }

        static Result idle(MapValue federated, Document preference, Reason why) {
            return new Result(federated, preference, null, null, why, Evidence.NONE);
        }
    }

    private final Setting setting;
    private final Document document;
    private final MapValue federated;

    private Scheduling(Setting setting, Document document) {
        this.setting = setting;
        this.document = document;
        this.federated = document.manifest().root();
    }

    static Result of(Setting setting, Document document, Runs runs) {
        Document preference = setting.preferenceFor(document.manifest());
        if (preference == null) return Result.none(document.manifest().root());
        return new Scheduling(setting, document).run(preference, runs);
    }

    private Result run(Document preference, Runs runs) {
        var wanted = Preference.of(preference.manifest().root());
        var at = preference.at("spec");
        if (!setting.plane().schedules()) return idle(preference, Reason.of("kubefed.preference-gate-off"));
        if (!Preference.SCHEDULED_KINDS.contains(wanted.targetKind())) {
            return idle(preference,
                    Reason.of("kubefed.preference-kind", wanted.targetKind()).decidedBy(preference.at("spec", "targetKind")));
        }
        List<MemberCluster> ready = setting.fleet().members().stream().filter(member -> member.readiness() != Readiness.NOT_READY)
                .toList();
        if (ready.isEmpty()) return idle(preference, Reason.of("kubefed.preference-nobody-ready"));
        List<String> clusters = ready.stream().map(MemberCluster::name).toList();
        if (wanted.intersect()) {
            Document namespace = setting.namespace(document.manifest().namespace());
            if (namespace == null)
                return idle(preference, Reason.of("kubefed.preference-needs-namespace",
                        String.valueOf(document.manifest().namespace())).decidedBy(at));
            clusters = intersect(ready, namespace);
            if (clusters.isEmpty()) {
                return idle(preference, Reason.of("kubefed.preference-empty-intersection")
                        .decidedBy(preference.at("spec", "intersectWithClusterSelector")));
            }
        }
        return schedule(preference, wanted, clusters, runs);
    }

    private Result idle(Document preference, Reason why) {
        return Result.idle(federated, preference, why);
    }

    private List<String> intersect(List<MemberCluster> ready, Document namespace) {
        Placement own = Placement.of(federated, true);
        Placement around = Placement.of(namespace.manifest().root(), true);
        return ready.stream()
                .filter(member -> own.selects(member.name(), member.labels()) && around.selects(member.name(), member.labels()))
                .map(MemberCluster::name).toList();
    }

    private Result schedule(Document preference, Preference wanted, List<String> clusters, Runs runs) {
        Map<String, Long> current = new HashMap<>();
        Map<String, Long> capacity = new HashMap<>();
        var unseen = new ArrayList<String>();
        var settling = new ArrayList<String>();
        for (String cluster : clusters) {
            Running seen = runs.seen().get(cluster);
            if (seen == null) {
                unseen.add(cluster);
                Integer pushed = runs.pushed().get(cluster);
                if (pushed != null) current.put(cluster, pushed.longValue());
                continue;
            }
            if (seen.current() != null) current.put(cluster, seen.current());
            if (seen.capacity() != null) capacity.put(cluster, seen.capacity());
            if (seen.settling()) settling.add(cluster);
        }
        boolean nothingKnown = runs.seen().isEmpty() && runs.pushed().isEmpty();
        var question = new Question(clusters, wanted.effectiveClusters(), wanted.total(), wanted.rebalance(), current, capacity,
                key());
        Answer answer = ReplicaPlanner.plan(question);
        Schedule.Written written = Schedule.write(federated, answer.replicas());
        if (written.broken()) return idle(preference, Reason.of("kubefed.preference-broken-overrides"));
        return new Result(written.federated(), preference, question, answer, null,
                new Evidence(nothingKnown ? List.of() : unseen, settling));
    }

    private String key() {
        String namespace = document.manifest().namespace();
        return (namespace == null ? "" : namespace + "/") + document.manifest().name();
    }
}
