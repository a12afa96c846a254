package dev.flotilla.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.ClusterComparison;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.Departures;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.diff.OwnObjects;
import dev.flotilla.engine.diff.OwnWatch;
import dev.flotilla.engine.diff.Verified;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.sync.Ledger;

import static java.util.stream.Collectors.toSet;

/// A session's comparisons, of all members at the same time.
///
/// A command compares once and ends. Who stays, as the window does, says so by [#goOnWatching]: then what one comparison listed is
/// watched for the next one.
final class Comparisons implements AutoCloseable {
    private final List<Dialect> dialects;
    private final Map<String, Lane> lanes;
    private final ApplySet set;
    private final Ledger ledger;
    private final Map<String, OwnWatch> watches = new HashMap<>();
    private boolean watching;

    Comparisons(List<Dialect> dialects, Map<String, Lane> lanes, ApplySet set, Ledger ledger) {
        this.dialects = dialects;
        this.lanes = lanes;
        this.set = set;
        this.ledger = ledger;
    }

    synchronized void goOnWatching() {
        watching = true;
    }

    /// What a member is to have.
    static List<Desired> desired(FleetPlan plan, String member) {
        var desired = new LinkedHashMap<ObjectKey, Desired>();
        for (ObjectPlan object : plan.objects()) {
            object.on(member)
                    .ifPresent(placed -> desired.putIfAbsent(placed.manifest().key(), new Desired(placed.manifest(), object
                            .dialect(), placed.replicas(), placed.delivery())));
        }
        return List.copyOf(desired.values());
    }

    /// @param members empty for all
    FleetDiff compare(FleetPlan plan, Set<String> members, DialectRules rules) {
        var desired = new LinkedHashMap<String, List<Desired>>();
        for (String member : plan.fleet().names()) {
            if (members.isEmpty() || members.contains(member)) desired.put(member, desired(plan, member));
        }
        var moved = plan.objects().stream().filter(object -> !asksWhenMoved(object.dialect())).map(ObjectPlan::key)
                .collect(toSet());
        return compare(plan.hash(), desired, departures(Set.of(), moved), rules);
    }

    /// @param untouchable objects that are not pruned though no desired one names them
    FleetDiff compare(String hash, SequencedMap<String, List<Desired>> desired, Set<ObjectKey> untouchable, DialectRules rules) {
        var moved = desired.values().stream().flatMap(List::stream).filter(one -> !asksWhenMoved(one.dialect())).map(Desired::key)
                .collect(toSet());
        return compare(hash, desired, departures(untouchable, moved), rules);
    }

    private boolean asksWhenMoved(String dialect) {
        return dialects.stream().filter(one -> one.id().equals(dialect)).allMatch(Dialect::asksWhenMoved);
    }

    private Departures departures(Set<ObjectKey> stay, Set<ObjectKey> moved) {
        var marks = new HashMap<String, String>();
        dialects.forEach(dialect -> marks.putAll(dialect.marks()));
        return new Departures(stay, moved, marks, new HostNamespaces(lanes.get(FleetSession.HOST)));
    }

    private FleetDiff compare(String hash, SequencedMap<String, List<Desired>> desired, Departures departures,
            DialectRules rules) {
        var clusters = new ArrayList<Future<ClusterDiff>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            desired.forEach((member, objects) -> clusters.add(threads.submit(() -> compare(member, objects, departures,
                    rules))));
            var diffs = new ArrayList<ClusterDiff>();
            for (Future<ClusterDiff> cluster : clusters) {
                diffs.add(cluster.get());
            }
            return new FleetDiff(hash, diffs);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new FleetDiff(hash, desired.entrySet().stream().map(entry -> new ClusterDiff(entry.getKey(), entry.getValue(),
                    List.of(), new ClusterFailure.Cancelled())).toList());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a comparison broke", e.getCause());
        }
    }

    private ClusterDiff compare(String member, List<Desired> objects, Departures departures, DialectRules rules) {
        Lane lane = lanes.get(member);
        Optional<ClusterClient> client = lane == null ? Optional.empty() : lane.client();
        if (lane == null || client.isEmpty() || lane.isKnownDown()) {
            ClusterFailure failure = lane == null ? null : lane.seen().failure();
            return new ClusterDiff(member, objects, List.of(), failure == null
                    ? new ClusterFailure.NotConfigured("not-connected", member)
                    : failure);
        }
        // What was as planned under other rules may not be so under these.
        Verified verified = rules.areUsers() ? Verified.NOTHING : ledger;
        return new ClusterComparison(client.get(), set, rules::retain, ledger, verified, known(client.get()), departures)
                .compare(objects);
    }

    /// Looks at a few of a member's objects only.
    ClusterDiff compareOnly(FleetPlan plan, ClusterClient client, Set<ObjectKey> which, DialectRules rules) {
        return new ClusterComparison(client, set, rules::retain, ledger, Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL)
                .compareOnly(desired(plan, client.cluster()), which);
    }

    private synchronized OwnObjects known(ClusterClient client) {
        if (!watching) return OwnObjects.UNKNOWN;
        OwnWatch watch = watches.get(client.cluster());
        if (watch != null && watch.isThrough(client)) return watch;
        if (watch != null) watch.close();
        var fresh = new OwnWatch(client, set);
        watches.put(client.cluster(), fresh);
        return fresh;
    }

    @Override
    public synchronized void close() {
        watching = false;
        watches.values().forEach(OwnWatch::close);
        watches.clear();
    }
}
