package dev.flotilla.engine;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.diff.Secrets;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.RecordRequest;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.status.ObjectDetails;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What dialects make of the objects that live on the members: how many run, and what a control plane would note down of them.
final class DialectView {
    private final List<Dialect> dialects;
    private final Map<String, Lane> lanes;
    private final Clock clock;

    DialectView(List<Dialect> dialects, Map<String, Lane> lanes, Clock clock) {
        this.dialects = dialects;
        this.lanes = lanes;
        this.clock = clock;
    }

    private Optional<Dialect> dialect(ObjectPlan object) {
        return dialects.stream().filter(dialect -> dialect.id().equals(object.dialect())).findFirst();
    }

    private Optional<ClusterClient> answering(String member) {
        return Optional.ofNullable(lanes.get(member)).filter(lane -> !lane.isKnownDown()).flatMap(Lane::client);
    }

    /// Of those objects whose plan depends on it: object to member.
    Map<ObjectKey, Map<String, Running>> running(FleetPlan plan) {
        var running = new ConcurrentHashMap<ObjectKey, Map<String, Running>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ObjectPlan object : plan.objects()) {
                Dialect dialect = dialect(object).filter(one -> one.dependsOnRunning(object)).orElse(null);
                if (dialect == null) continue;
                for (String member : plan.fleet().names()) {
                    ClusterClient client = answering(member).orElse(null);
                    if (client == null) continue;
                    Future<?> unused = threads.submit(() -> {
                        new RunningProbe(dialect, client, clock).ask(object).ifPresent(seen -> running
                                .computeIfAbsent(object.key(), _ -> new ConcurrentHashMap<>()).put(member, seen));
                        return member;
                    });
                }
            }
        }
        return running;
    }

    /// @param last the last run, or `null`
    Map<ObjectKey, List<Manifest>> records(FleetPlan plan, List<ObjectPlan> objects, Workspace workspace,
            @Nullable RunRecord last) {
        var records = new LinkedHashMap<ObjectKey, List<Manifest>>();
        for (ObjectPlan object : objects) {
            Dialect dialect = dialect(object).filter(Dialect::notesDown).orElse(null);
            DialectPlan part = plan.parts().get(object.dialect());
            if (dialect == null || part == null) continue;
            var request = new RecordRequest(object, part, workspace.documents(), workspace.settings().version(dialect.id()),
                    seen(object), last == null ? Map.of() : failed(last, object.key()), clock.instant());
            records.put(object.key(), dialect.records(request).stream().map(Secrets::maskedRecord).toList());
        }
        return records;
    }

    private static Map<String, String> failed(RunRecord run, ObjectKey object) {
        var failed = new HashMap<String, String>();
        run.changes().stream().filter(entry -> entry.object().key().equals(object) && entry.outcome().equals("failed"))
                .forEach(entry -> failed.put(entry.cluster(), entry.code()));
        return failed;
    }

    /// What stands in each member that answers.
    private Map<String, Optional<Manifest>> seen(ObjectPlan object) {
        var details = new ObjectDetails(this::answering);
        var seen = new ConcurrentHashMap<String, Optional<Manifest>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String member : lanes.keySet()) {
                if (member.equals(FleetSession.HOST) || answering(member).isEmpty()) continue;
                Future<?> unused = threads.submit(() -> seen.put(member, details.live(member, object.ref()).map(live -> live
                        .withoutManagers().manifest())));
            }
        }
        return seen;
    }
}
