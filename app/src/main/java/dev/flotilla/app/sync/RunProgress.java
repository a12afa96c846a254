package dev.flotilla.app.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncPlan;
import org.jspecify.annotations.Nullable;

/// How far each member is, and the log: what a run's events add up to. Used on the FX thread; events may come from anywhere.
final class RunProgress {
    private static final int LOG_LIMIT = 20_000;

    private final Background background;
    private final Consumer<SyncEvent> aboutTheRun;
    private final ObservableList<Lane> lanes = FXCollections.observableArrayList();
    private final ObservableList<LogLine> log = FXCollections.observableArrayList();
    private final LaneFilter filter = new LaneFilter();
    private final ConcurrentLinkedQueue<Arrived> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private int run;

    /// @param run whose event it is, counted from 1
    private record Arrived(int run, SyncEvent event) {}

    /// @param aboutTheRun receives, on the FX thread, what is about no single member, or needs a word above the lanes
    RunProgress(Background background, Consumer<SyncEvent> aboutTheRun) {
        this.background = background;
        this.aboutTheRun = aboutTheRun;
    }

    ObservableList<Lane> lanes() {
        return lanes;
    }

    ObservableList<LogLine> log() {
        return log;
    }

    /// Which of the lanes are wanted on screen.
    LaneFilter filter() {
        return filter;
    }

    /// For a run of its own.
    void begin() {
        log.clear();
        lanes.clear();
        filter.clear();
    }

    /// Nothing of what is under way matters any more, nor what it may still send.
    void reset() {
        run++;
        begin();
    }

    /// @return takes a new run's events, from any thread; what earlier runs still send is dropped
    Consumer<SyncEvent> listen() {
        int mine = ++run;
        return event -> {
            arrived.add(new Arrived(mine, event));
            if (draining.compareAndSet(false, true)) background.onFx(this::drain);
        };
    }

    void open(SyncPlan.MemberPlan member) {
        Lane fresh = Lane.waiting(member.cluster(), member.steps().size(), member.unchanged());
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).cluster().equals(member.cluster())) {
                lanes.set(i, fresh);
                return;
            }
        }
        lanes.add(fresh);
    }

    void waitAgain(Set<String> clusters) {
        lanes.replaceAll(lane -> clusters.contains(lane.cluster()) ? Lane.waiting(lane.cluster(), lane.steps(), 0) : lane);
    }

    /// What is not over never will be.
    void endAll() {
        lanes.replaceAll(Lane::ended);
    }

    /// Takes in all that came since the last time: many events make one change on screen.
    void drain() {
        draining.set(false);
        var lines = new ArrayList<LogLine>();
        var moved = new HashMap<String, Lane>();
        while (true) {
            Arrived next = arrived.poll();
            if (next == null) break;
            if (next.run() != run) continue;
            SyncEvent event = next.event();
            LogLine line = LogLine.of(event);
            if (line != null) lines.add(line);
            String cluster = clusterOf(event);
            if (cluster == null || event instanceof SyncEvent.HeldElsewhere) aboutTheRun.accept(event);
            if (cluster != null) {
                Lane lane = moved.containsKey(cluster) ? moved.get(cluster) : lane(cluster);
                if (lane != null) moved.put(cluster, lane.after(event));
            }
        }
        // one change of the list, however many lanes moved: who listens looks at all of them
        if (!moved.isEmpty()) lanes.setAll(lanes.stream().map(lane -> moved.getOrDefault(lane.cluster(), lane)).toList());
        log.addAll(lines);
        if (log.size() > LOG_LIMIT) log.remove(0, log.size() - LOG_LIMIT);
    }

    private @Nullable Lane lane(String cluster) {
        return lanes.stream().filter(lane -> lane.cluster().equals(cluster)).findFirst().orElse(null);
    }

    private static @Nullable String clusterOf(SyncEvent event) {
        return switch (event) {
            case SyncEvent.MemberStarted e -> e.cluster();
            case SyncEvent.WaveStarted e -> e.cluster();
            case SyncEvent.StepStarted e -> e.cluster();
            case SyncEvent.TakesOver e -> e.cluster();
            case SyncEvent.StepDelayed e -> e.cluster();
            case SyncEvent.StepFinished e -> e.cluster();
            case SyncEvent.CircuitOpened e -> e.cluster();
            case SyncEvent.CircuitClosed e -> e.cluster();
            case SyncEvent.OfLease e -> e.cluster();
            case SyncEvent.MemberFinished e -> e.cluster();
            case SyncEvent.RunStarted _,SyncEvent.Stopped _,SyncEvent.Paused _,SyncEvent.Resumed _,SyncEvent.RunFinished _ ->
                null;
        };
    }
}
