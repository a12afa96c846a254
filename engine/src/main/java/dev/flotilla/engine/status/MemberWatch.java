package dev.flotilla.engine.status;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.ObjectStream;
import dev.flotilla.engine.cluster.WatchEvent;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.status.MemberStreams.Place;
import org.jspecify.annotations.Nullable;

/// Follows one member's planned objects, of which only the verdicts are kept.
final class MemberWatch implements MemberStreams.Listener, AutoCloseable {
    private final String cluster;
    private final Reach reach;
    private final List<Desired> desired;
    private final Map<ObjectKey, Desired> byKey = new HashMap<>();
    private final Judgement judgement;
    private final Clock clock;
    private final Runnable changed;
    private final MemberStreams streams;
    private final Map<ObjectKey, MemberStatus> cells = new ConcurrentHashMap<>();
    private final Set<ObjectKey> complete = ConcurrentHashMap.newKeySet();
    private final Map<ObjectKey, Place> places = new ConcurrentHashMap<>();
    private final Set<Place> answering = ConcurrentHashMap.newKeySet();
    private final Map<Place, ClusterFailure> silent = new ConcurrentHashMap<>();
    private volatile @Nullable ClusterFailure unreachable;
    private volatile @Nullable Instant lastHeard;
    private volatile boolean reached;

    MemberWatch(String cluster, Reach reach, List<Desired> desired, Judgement judgement, Clock clock,
            Runnable changed) {
        this.cluster = cluster;
        this.reach = reach;
        this.desired = List.copyOf(desired);
        this.judgement = judgement;
        this.clock = clock;
        this.changed = changed;
        desired.forEach(one -> byKey.put(one.key(), one));
        this.streams = new MemberStreams(cluster, reach, this.desired, this);
    }

    List<Desired> desired() {
        return desired;
    }

    Judgement judgement() {
        return judgement;
    }

    void start() {
        streams.start();
    }

    @Override
    public void reached(List<Desired> unserved) {
        // Not served: then the object cannot be there either.
        unserved.forEach(one -> complete.add(one.key()));
        reached = true;
        heard();
        changed.run();
    }

    @Override
    public void unreachable(ClusterFailure why) {
        unreachable = why;
        changed.run();
    }

    @Override
    public void ended() {
        answering.clear();
        silent.clear();
        reached = false;
        changed.run();
    }

    private void heard() {
        unreachable = null;
        lastHeard = clock.instant();
        reach.heard(cluster);
    }

    @Override
    public ObjectStream.Listener opened(Place place) {
        desired.stream().filter(place::holds).forEach(one -> places.put(one.key(), place));
        return new ObjectStream.Listener() {
            @Override
            public void found(LiveObject object) {
                seen(object, "list");
            }

            @Override
            public void listed(Set<ObjectKey> present) {
                for (Desired one : desired) {
                    if (!place.holds(one)) continue;
                    ObjectKey key = one.key();
                    complete.add(key);
                    if (!present.contains(inDefault(key, place)) && !present.contains(key)) cells.remove(key);
                }
                changed.run();
            }

            @Override
            public void changed(WatchEvent event) {
                lastHeard = clock.instant();
                boolean matters = switch (event) {
                    case WatchEvent.Seen(LiveObject object) -> seen(object, "watch");
                    case WatchEvent.Removed(LiveObject object) -> removed(object);
                    case WatchEvent.Begun _,WatchEvent.Bookmark _ -> false;
                };
                if (matters) changed.run();
            }

            @Override
            public void silent(ClusterFailure why) {
                answering.remove(place);
                silent.put(place, why);
                changed.run();
            }

            @Override
            public void answering() {
                heard();
                silent.remove(place);
                if (answering.add(place)) changed.run();
            }
        };
    }

    /// Namespaced objects without a namespace live in `default`; both spellings lead to the same cell.
    private static ObjectKey inDefault(ObjectKey key, Place place) {
        return place.type().namespaced() && key.namespace() == null
                ? new ObjectKey(key.group(), key.kind(), "default", key.name())
                : key;
    }

    private @Nullable Desired wanted(LiveObject object) {
        ObjectKey key = object.key();
        Desired one = byKey.get(key);
        if (one != null || !"default".equals(key.namespace())) return one;
        return byKey.get(new ObjectKey(key.group(), key.kind(), null, key.name()));
    }

    private boolean seen(LiveObject object, String source) {
        Desired one = wanted(object);
        if (one == null) return false;
        cells.put(one.key(), judgement.of(cluster, one, object, clock.instant(), source));
        return true;
    }

    private boolean removed(LiveObject object) {
        Desired one = wanted(object);
        return one != null && cells.remove(one.key()) != null;
    }

    FleetStatus.Watched state() {
        ClusterFailure why = failure();
        return new FleetStatus.Watched(cluster, why == null && reached, lastHeard, why);
    }

    /// That an open watch still brings news says nothing of a member that refuses everything else.
    private @Nullable ClusterFailure failure() {
        ClusterFailure why = reach.failure(cluster).orElse(unreachable);
        return why != null ? why : silent.values().stream().findFirst().orElse(null);
    }

    /// Whether what was last said of an object holds now.
    private boolean isFresh(Desired one) {
        if (!reached || unreachable != null || reach.failure(cluster).isPresent()) return false;
        Place place = places.get(one.key());
        return place == null || answering.contains(place);
    }

    /// Whether every planned object was looked for.
    boolean isComplete() {
        return complete.size() >= byKey.size();
    }

    MemberStatus cell(Desired one) {
        ObjectKey key = one.key();
        MemberStatus cell = cells.get(key);
        boolean known = complete.contains(key);
        boolean fresh = isFresh(one);
        if (cell == null) {
            return new MemberStatus(cluster, known ? Phase.NOT_FOUND : Phase.UNKNOWN, one.replicas(), null, "", List.of(),
                    List.of(), known ? lastHeard : null, known && !fresh, known ? "list" : "");
        }
        // While the watch lives, what it said last still holds.
        Instant seen = fresh ? Optional.ofNullable(lastHeard).orElse(cell.seen()) : cell.seen();
        return new MemberStatus(cluster, cell.phase(), cell.planned(), cell.replicas(), cell.message(), cell.conditions(),
                cell.drift(), seen, !fresh, cell.source());
    }

    @Override
    public void close() {
        streams.close();
    }
}
