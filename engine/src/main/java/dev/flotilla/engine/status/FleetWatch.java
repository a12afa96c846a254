package dev.flotilla.engine.status;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import org.jspecify.annotations.Nullable;

/// The whole fleet's watch: puts the members' cells together into rows, at most some ten times a second, and less often where
/// that would take more than a tenth of a processor.
public final class FleetWatch implements StatusWatch {
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(100);
    private static final int AT_MOST_ONE_IN = 10;

    private final Reach reach;
    private final Function<FleetPlan, Judgement> judgement;
    private final Clock clock;
    private final Consumer<FleetStatus> each;
    private final Semaphore news = new Semaphore(0);
    private final AtomicReference<List<Optional<ClusterFailure>>> failures = new AtomicReference<>(List.of());
    private final Runnable endListening;
    private final Thread publisher;
    private volatile Picture picture;
    private boolean closed;

    private record Picture(FleetPlan plan, Map<String, MemberWatch> members) {}

    /// @param judgement with the rules that a plan's documents add; equal for plans with the same ones
    public FleetWatch(FleetPlan plan, Reach reach, Function<FleetPlan, Judgement> judgement, Clock clock,
            Consumer<FleetStatus> each) {
        this.reach = reach;
        this.judgement = judgement;
        this.clock = clock;
        this.each = each;
        this.picture = picture(plan, Map.of());
        this.endListening = reach.onChange(this::reachChanged);
        this.publisher = Thread.ofVirtual().name("status").start(this::publish);
    }

    private Picture picture(FleetPlan plan, Map<String, MemberWatch> before) {
        var members = new LinkedHashMap<String, MemberWatch>();
        Judgement rules = judgement.apply(plan);
        for (String cluster : plan.fleet().names()) {
            List<Desired> desired = desired(plan, cluster);
            MemberWatch known = before.get(cluster);
            if (known != null && known.desired().equals(desired) && known.judgement().equals(rules)) {
                members.put(cluster, known);
            } else {
                var watch = new MemberWatch(cluster, reach, desired, rules, clock, news::release);
                members.put(cluster, watch);
                watch.start();
            }
        }
        before.forEach((cluster, watch) -> {
            if (members.get(cluster) != watch) watch.close();
        });
        return new Picture(plan, members);
    }

    private static List<Desired> desired(FleetPlan plan, String cluster) {
        var desired = new ArrayList<Desired>();
        for (ObjectPlan object : plan.objects()) {
            object.on(cluster).ifPresent(placed -> desired.add(new Desired(placed.manifest(), object.dialect(), placed.replicas(),
                    placed.delivery())));
        }
        return desired;
    }

    private void reachChanged() {
        var now = picture.plan().fleet().names().stream().map(reach::failure).toList();
        if (!now.equals(failures.getAndSet(now))) news.release();
    }

    private void publish() {
        Duration pause = AT_MOST_EVERY;
        try {
            while (true) {
                news.acquire();
                Thread.sleep(pause);
                news.drainPermits();
                long start = System.nanoTime();
                each.accept(current());
                Duration took = Duration.ofNanos(System.nanoTime() - start).multipliedBy(AT_MOST_ONE_IN - 1);
                pause = took.compareTo(AT_MOST_EVERY) > 0 ? took : AT_MOST_EVERY;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public FleetStatus current() {
        Picture shown = picture;
        var rows = new ArrayList<ObjectStatus>();
        for (ObjectPlan object : shown.plan().objects()) {
            var cells = new ArrayList<MemberStatus>();
            for (ClusterPlan placed : object.placements()) {
                MemberWatch member = shown.members().get(placed.cluster());
                if (member != null) {
                    cells.add(
                            member.cell(new Desired(placed.manifest(), object.dialect(), placed.replicas(), placed.delivery())));
                }
            }
            if (!cells.isEmpty()) rows.add(row(object, cells));
        }
        return new FleetStatus(clock.instant(), shown.members().values().stream().map(MemberWatch::state).toList(), rows);
    }

    private static ObjectStatus row(ObjectPlan object, List<MemberStatus> cells) {
        Phase worst = cells.stream().map(cell -> cell.stale() ? Phase.UNKNOWN : cell.phase()).max(Enum::compareTo).orElse(
                Phase.NOT_PLACED);
        var replicas = cells.stream().map(MemberStatus::replicas).filter(java.util.Objects::nonNull).reduce(Replicas::plus);
        return new ObjectStatus(object.ref(), object.dialect(), object.policy(), planned(object),
                replicas.orElse(null),
                worst, cells);
    }

    /// What the members get together: each of them the template's replicas where those are not divided.
    private static @Nullable Integer planned(ObjectPlan object) {
        List<Integer> each = object.placements().stream().map(ClusterPlan::replicas).filter(java.util.Objects::nonNull).toList();
        return each.isEmpty() ? object.division().replicas() : Integer.valueOf(each.stream().mapToInt(Integer::intValue).sum());
    }

    /// Waits until every member was looked at or does not answer.
    ///
    /// @return whether that was so in time
    public boolean awaitComplete(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (picture.members().values().stream().allMatch(member -> member.isComplete() || member.state().failure() != null)) {
                return true;
            }
            Thread.sleep(20);
        }
        return false;
    }

    @Override
    public synchronized void follow(FleetPlan plan) {
        if (closed) return;
        picture = picture(plan, picture.members());
        news.release();
    }

    @Override
    public synchronized void close() {
        closed = true;
        endListening.run();
        publisher.interrupt();
        picture.members().values().forEach(MemberWatch::close);
    }
}
