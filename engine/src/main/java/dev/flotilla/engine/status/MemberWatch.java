package dev.flotilla.engine.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.cluster.ApiCatalog;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.ObjectStream;
import dev.flotilla.engine.cluster.WatchEvent;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.ApiResource;
import org.jspecify.annotations.Nullable;

/// Follows one member's planned objects: a stream for each type and namespace, of whose objects only the verdicts are kept.
final class MemberWatch implements AutoCloseable {
    /// Less than the usual 500: an answer lives while its objects are judged, and should be gone before the collector calls it old.
    private static final int PAGE = 200;
    private static final int NAMESPACES = 20;
    private static final Duration LOOK_FOR_CLIENT = Duration.ofMillis(500);

    private final String cluster;
    private final Reach reach;
    private final List<Desired> desired;
    private final Map<ObjectKey, Desired> byKey = new HashMap<>();
    private final Judgement judgement;
    private final Clock clock;
    private final Runnable changed;
    private final Map<ObjectKey, MemberStatus> cells = new ConcurrentHashMap<>();
    private final Set<ObjectKey> complete = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ClusterFailure failure;
    private volatile @Nullable Instant lastHeard;
    private volatile boolean answering;
    private volatile boolean closed;

    MemberWatch(String cluster, Reach reach, List<Desired> desired, Judgement judgement, Clock clock,
            Runnable changed) {
        this.cluster = cluster;
        this.reach = reach;
        this.desired = List.copyOf(desired);
        this.judgement = judgement;
        this.clock = clock;
        this.changed = changed;
        desired.forEach(one -> byKey.put(key(one), one));
    }

    /// Namespaced objects without a namespace live in `default`; both spellings lead to the same cell.
    private static ObjectKey key(Desired desired) {
        return desired.key();
    }

    String cluster() {
        return cluster;
    }

    List<Desired> desired() {
        return desired;
    }

    Judgement judgement() {
        return judgement;
    }

    void start() {
        spawn("watch-" + cluster, this::begin);
    }

    private void spawn(String name, Runnable work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(work);
        threads.add(thread);
        if (!closed) thread.start();
    }

    /// Waits for the client and its catalogue, then opens the streams.
    private void begin() {
        try {
            while (!closed) {
                Optional<ClusterClient> open = reach.client(cluster);
                if (open.isEmpty()) {
                    reach.failure(cluster).ifPresent(this::silent);
                } else {
                    try {
                        streams(open.get(), open.get().apis());
                        return;
                    } catch (ClusterException e) {
                        if (e.failure() instanceof ClusterFailure.Cancelled && closed) return;
                        silent(e.failure());
                    }
                }
                Thread.sleep(LOOK_FOR_CLIENT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private record Place(ApiResource type, @Nullable String namespace) {}

    private void streams(ClusterClient open, ApiCatalog apis) {
        var namespaces = new LinkedHashMap<ApiResource, Set<String>>();
        for (Desired one : desired) {
            Optional<ApiResource> type = apis.find(one.manifest().type());
            if (type.isEmpty()) {
                // Not served: then the object cannot be there either.
                complete.add(key(one));
                continue;
            }
            String namespace = one.manifest().namespace();
            namespaces.computeIfAbsent(type.get(), _ -> new HashSet<>())
                    .add(!type.get().namespaced() ? "" : namespace == null ? "default" : namespace);
        }
        var places = new ArrayList<Place>();
        namespaces.forEach((type, names) -> {
            if (!type.namespaced() || names.size() > NAMESPACES) {
                places.add(new Place(type, null));
            } else {
                names.forEach(name -> places.add(new Place(type, name)));
            }
        });
        if (places.isEmpty()) answering();
        for (Place place : places) {
            spawn("watch-" + cluster + "-" + place.type().plural(), () -> new ObjectStream(open, place.type(), ListQuery.in(place
                    .namespace()).paged(PAGE), listener(place)).follow());
        }
    }

    private ObjectStream.Listener listener(Place place) {
        return new ObjectStream.Listener() {
            @Override
            public void found(LiveObject object) {
                seen(object, "list");
            }

            @Override
            public void listed(Set<ObjectKey> present) {
                for (Desired one : desired) {
                    if (!belongs(one, place)) continue;
                    ObjectKey key = key(one);
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
                    case WatchEvent.Bookmark _ -> false;
                };
                if (matters) changed.run();
            }

            @Override
            public void silent(ClusterFailure why) {
                MemberWatch.this.silent(why);
            }

            @Override
            public void answering() {
                MemberWatch.this.answering();
            }
        };
    }

    private static boolean belongs(Desired one, Place place) {
        if (!one.manifest().type().apiVersion().equals(place.type().apiVersion())
                || !one.manifest().kind().equals(place.type().kind())) {
            return false;
        }
        String namespace = one.manifest().namespace();
        return place.namespace() == null || place.namespace().equals(namespace == null ? "default" : namespace);
    }

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
        cells.put(key(one), judgement.of(cluster, one, object, clock.instant(), source));
        return true;
    }

    private boolean removed(LiveObject object) {
        Desired one = wanted(object);
        return one != null && cells.remove(key(one)) != null;
    }

    private void silent(ClusterFailure why) {
        answering = false;
        failure = why;
        changed.run();
    }

    private void answering() {
        boolean news = !answering;
        answering = true;
        failure = null;
        lastHeard = clock.instant();
        if (news) changed.run();
    }

    FleetStatus.Watched state() {
        return new FleetStatus.Watched(cluster, answering, lastHeard, failure);
    }

    /// Whether every planned object was looked for.
    boolean isComplete() {
        return complete.size() >= byKey.size();
    }

    MemberStatus cell(Desired one) {
        ObjectKey key = key(one);
        MemberStatus cell = cells.get(key);
        boolean known = complete.contains(key);
        if (cell == null) {
            return new MemberStatus(cluster, known ? Phase.NOT_FOUND : Phase.UNKNOWN, one.replicas(), null, "", List.of(),
                    List.of(),
                    known ? lastHeard : null, known && !answering, known ? "list" : "");
        }
        // While the watch lives, what it said last still holds.
        Instant seen = answering ? Optional.ofNullable(lastHeard).orElse(cell.seen()) : cell.seen();
        return new MemberStatus(cluster, cell.phase(), cell.planned(), cell.replicas(), cell.message(), cell.conditions(),
                cell.drift(),
                seen, !answering, cell.source());
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
