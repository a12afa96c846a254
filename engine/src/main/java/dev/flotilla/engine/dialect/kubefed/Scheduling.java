package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// One turn of KubeFed's replica scheduler for one federated object.
///
/// Source: kubefed `pkg/schedulingtypes/replicascheduler.go` Reconcile.
final class Scheduling {
    /// @param federated the object as the scheduler leaves it
    /// @param preference the document; `null` when none names the object
    /// @param answer    what the planner said; `null` when it was not asked, so that the object stays as written
    /// @param idle      why it was not asked although there is a preference, or `null`
    /// @param candidates the clusters among which replicas were divided
    record Result(MapValue federated, @Nullable Document preference, @Nullable Question question, @Nullable Answer answer,
            @Nullable Reason idle, Set<String> candidates) {
        static Result none(MapValue federated) {
            return new Result(federated, null, null, null, null, Set.of());
        }

        static Result idle(MapValue federated, Document preference, Reason why) {
            return new Result(federated, preference, null, null, why, Set.of());
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

    /// @param previous replicas that run, by cluster
    static Result of(Setting setting, Document document, Map<String, Integer> previous) {
        Document preference = setting.preferenceFor(document.manifest());
        if (preference == null) return Result.none(document.manifest().root());
        return new Scheduling(setting, document).run(preference, previous);
    }

    private Result run(Document preference, Map<String, Integer> previous) {
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
        return schedule(preference, wanted, clusters, previous);
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

    private Result schedule(Document preference, Preference wanted, List<String> clusters, Map<String, Integer> previous) {
        Map<String, Long> current = new HashMap<>();
        for (String cluster : clusters) {
            Integer runs = previous.get(cluster);
            if (runs != null) current.put(cluster, runs.longValue());
        }
        var question = new Question(new ArrayList<>(clusters), wanted.effectiveClusters(), wanted.total(), wanted.rebalance(),
                current,
                Map.of(), key());
        Answer answer = ReplicaPlanner.plan(question);
        Schedule.Written written = Schedule.write(federated, answer.replicas());
        if (written.broken()) return idle(preference, Reason.of("kubefed.preference-broken-overrides"));
        return new Result(written.federated(), preference, question, answer, null, new HashSet<>(clusters));
    }

    private String key() {
        String namespace = document.manifest().namespace();
        return (namespace == null ? "" : namespace + "/") + document.manifest().name();
    }
}
