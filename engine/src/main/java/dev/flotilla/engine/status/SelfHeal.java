package dev.flotilla.engine.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.value.FieldPath;

/// Restores what others changed, while it is fed with statuses. What Flotilla itself set, here or elsewhere, it leaves alone, and
/// so everything that was edited and not pushed yet.
///
/// A field that comes back again and again has another master: after some times within a while it is left, and said who that is.
/// What cannot be restored, as where admission refuses it, is tried again later each time.
public final class SelfHeal implements AutoCloseable {
    private static final Duration GATHER = Duration.ofMillis(300);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Restorer restorer;
    private final Limit limit;
    private final Clock clock;
    private final Consumer<HealEvent> each;
    private final Semaphore news = new Semaphore(0);
    private final Map<Place, Deque<Instant>> restored = new HashMap<>();
    private final Map<Place, Postponed> postponed = new HashMap<>();
    private final Map<Place, HealEvent.Fight> fights = new LinkedHashMap<>();
    private final Map<String, Reason> standing = new HashMap<>();
    private final Thread worker;
    private volatile List<Wound> wounds = List.of();

    /// @param times how often one field is restored within `window` before it is left
    public record Limit(int times, Duration window) {
        public static final Limit STANDARD = new Limit(3, Duration.ofMinutes(10));
    }

    /// Pushes single objects again, as they were pushed.
    @FunctionalInterface
    public interface Restorer {
        /// @param fields for each object the fields to take back; none for an object that is gone
        Answer restore(String cluster, Map<ObjectKey, Set<FieldPath>> fields) throws InterruptedException;

        sealed interface Answer {}

        /// @param outcomes objects that needed nothing are left out
        record Done(Map<ObjectKey, StepOutcome> outcomes) implements Answer {}

        record StoodBack(Reason why) implements Answer {}
    }

    /// @param field empty for the whole object
    private record Place(String cluster, ObjectKey object, String field) {}

    /// What could not be restored.
    private record Postponed(Instant until, Duration pause) {}

    private record Wound(String cluster, ObjectRef object, List<Drift> fields) {}

    /// @param each receives what is done, from one thread
    public SelfHeal(Restorer restorer, Limit limit, Clock clock, Consumer<HealEvent> each) {
        this.restorer = restorer;
        this.limit = limit;
        this.clock = clock;
        this.each = each;
        this.worker = Thread.ofVirtual().name("self-heal").start(this::work);
    }

    /// The newest status; returns at once.
    public void accept(FleetStatus status) {
        var found = new ArrayList<Wound>();
        for (ObjectStatus object : status.objects()) {
            for (MemberStatus member : object.members()) {
                if (member.stale()) continue;
                List<Drift> others = member.drift().stream().filter(drift -> !drift.manager().isEmpty() && !drift.manager()
                        .equals(LiveObject.FLOTILLA)).toList();
                boolean gone = member.phase() == Phase.NOT_FOUND;
                if (gone || !others.isEmpty() && member.phase() != Phase.TERMINATING) {
                    found.add(new Wound(member.cluster(), object.object(), gone ? List.of() : others));
                }
            }
        }
        wounds = List.copyOf(found);
        if (!found.isEmpty()) news.release();
    }

    /// Fields that somebody else fights for, and that are not restored any more.
    public List<HealEvent.Fight> fights() {
        synchronized (fights) {
            return List.copyOf(fights.values());
        }
    }

    private void work() {
        try {
            while (true) {
                if (wounds.isEmpty()) {
                    news.acquire();
                } else {
                    boolean unused = news.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                }
                Thread.sleep(GATHER);
                news.drainPermits();
                heal(wounds);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void heal(List<Wound> found) throws InterruptedException {
        var byCluster = new LinkedHashMap<String, List<Wound>>();
        found.forEach(wound -> byCluster.computeIfAbsent(wound.cluster(), _ -> new ArrayList<>()).add(wound));
        for (var member : byCluster.entrySet()) {
            var fields = new LinkedHashMap<ObjectKey, Set<FieldPath>>();
            var healed = new ArrayList<Wound>();
            for (Wound wound : member.getValue()) {
                if (wound.fields().isEmpty()) {
                    if (mayRestore(wound, "", "")) {
                        fields.put(wound.object().key(), Set.of());
                        healed.add(wound);
                    }
                    continue;
                }
                List<Drift> due = wound.fields().stream()
                        .filter(drift -> mayRestore(wound, drift.path().toString(), drift.manager())).toList();
                if (due.isEmpty()) continue;
                var paths = new HashSet<FieldPath>();
                due.forEach(drift -> paths.add(drift.path()));
                fields.put(wound.object().key(), paths);
                healed.add(new Wound(wound.cluster(), wound.object(), due));
            }
            if (!fields.isEmpty()) restore(member.getKey(), fields, healed);
        }
    }

    private boolean mayRestore(Wound wound, String field, String manager) {
        var place = new Place(wound.cluster(), wound.object().key(), field);
        Instant now = clock.instant();
        Postponed later = postponed.get(place);
        if (later != null && later.until().isAfter(now)) return false;
        Deque<Instant> times = restored.computeIfAbsent(place, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst().plus(limit.window()).isBefore(now)) {
            times.removeFirst();
        }
        synchronized (fights) {
            if (times.size() < limit.times()) {
                fights.remove(place);
                return true;
            }
            if (fights.containsKey(place)) return false;
            var fight = new HealEvent.Fight(now, wound.cluster(), wound.object(), field, manager, times.size(), limit.window());
            fights.put(place, fight);
            each.accept(fight);
            return false;
        }
    }

    private void restore(String cluster, Map<ObjectKey, Set<FieldPath>> fields, List<Wound> healed) throws InterruptedException {
        switch (restorer.restore(cluster, fields)) {
            case Restorer.StoodBack(Reason why) -> {
                if (why.equals(standing.put(cluster, why))) return;
                each.accept(new HealEvent.StandsBack(clock.instant(), cluster, why));
            }
            case Restorer.Done(var outcomes) -> {
                standing.remove(cluster);
                for (Wound wound : healed) {
                    StepOutcome outcome = outcomes.get(wound.object().key());
                    if (outcome == null) continue;
                    count(wound, outcome);
                    each.accept(new HealEvent.Restored(clock.instant(), cluster, wound.object(), wound.fields(), outcome));
                }
            }
        }
    }

    private void count(Wound wound, StepOutcome outcome) {
        boolean through = outcome instanceof StepOutcome.Configured || outcome instanceof StepOutcome.Created;
        Instant now = clock.instant();
        List<String> fields = wound.fields().isEmpty()
                ? List.of("")
                : wound.fields().stream().map(drift -> drift.path().toString()).toList();
        for (String field : fields) {
            var place = new Place(wound.cluster(), wound.object().key(), field);
            if (through) {
                postponed.remove(place);
                restored.computeIfAbsent(place, _ -> new ArrayDeque<>()).addLast(now);
            } else {
                postponed.compute(place, (_, before) -> {
                    Duration pause = before == null ? LOOK_AGAIN : before.pause().multipliedBy(2);
                    if (pause.compareTo(limit.window()) > 0) pause = limit.window();
                    return new Postponed(now.plus(pause), pause);
                });
            }
        }
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
