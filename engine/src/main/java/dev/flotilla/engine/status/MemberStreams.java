package dev.flotilla.engine.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.cluster.ApiCatalog;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.ObjectStream;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.fleet.ApiResource;
import org.jspecify.annotations.Nullable;

/// Keeps streams open for one member's planned objects, one for each type and namespace: through whichever client the member has
/// at the moment, and also for types that are served only later, as when their definition is pushed along.
final class MemberStreams implements AutoCloseable {
    /// Less than the usual 500: an answer lives while its objects are judged, and should be gone before the collector calls it old.
    private static final int PAGE = 200;
    private static final int NAMESPACES = 20;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final String cluster;
    private final Reach reach;
    private final List<Desired> desired;
    private final Listener listener;
    private final Thread thread;

    /// What a stream is about.
    ///
    /// @param namespace `null` for all of them
    record Place(ApiResource type, @Nullable String namespace) {
        boolean holds(Desired one) {
            if (!one.manifest().type().apiVersion().equals(type.apiVersion()) || !one.manifest().kind().equals(type.kind())) {
                return false;
            }
            String wanted = one.manifest().namespace();
            return namespace == null || namespace.equals(wanted == null ? "default" : wanted);
        }
    }

    /// Called from some thread.
    interface Listener {
        /// The member told which types it serves, and does not serve these objects' ones.
        void reached(List<Desired> unserved);

        void unreachable(ClusterFailure why);

        ObjectStream.Listener opened(Place place);

        /// All streams have ended; new ones follow.
        void ended();
    }

    MemberStreams(String cluster, Reach reach, List<Desired> desired, Listener listener) {
        this.cluster = cluster;
        this.reach = reach;
        this.desired = desired;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("watch-" + cluster).unstarted(this::live);
    }

    void start() {
        thread.start();
    }

    private void live() {
        try {
            while (true) {
                Optional<ClusterClient> open = reach.client(cluster);
                if (open.isPresent()) {
                    follow(open.get());
                } else {
                    reach.failure(cluster).ifPresent(listener::unreachable);
                }
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// As long as the member has this client.
    private void follow(ClusterClient client) throws InterruptedException {
        var streams = new ArrayList<Thread>();
        try {
            List<Desired> waiting = desired;
            boolean reached = false;
            while (reach.client(cluster).filter(now -> now == client).isPresent()) {
                try {
                    if (!reached || !waiting.isEmpty()) waiting = open(client, waiting, reached, streams);
                    reached = true;
                } catch (ClusterException e) {
                    if (!(e.failure() instanceof ClusterFailure.Cancelled)) listener.unreachable(e.failure());
                }
                Thread.sleep(LOOK_AGAIN);
            }
        } finally {
            streams.forEach(Thread::interrupt);
        }
        for (Thread stream : streams) {
            stream.join();
        }
        listener.ended();
    }

    /// @return objects whose types are not served
    private List<Desired> open(ClusterClient client, List<Desired> wanted, boolean again, List<Thread> streams)
            throws ClusterException {
        ApiCatalog apis = client.apis();
        var unserved = new ArrayList<Desired>();
        var namespaces = new LinkedHashMap<ApiResource, Set<String>>();
        for (Desired one : wanted) {
            Optional<ApiResource> type = apis.find(one.manifest().type());
            if (type.isEmpty()) {
                unserved.add(one);
                continue;
            }
            String namespace = one.manifest().namespace();
            namespaces.computeIfAbsent(type.get(), _ -> new HashSet<>())
                    .add(!type.get().namespaced() ? "" : namespace == null ? "default" : namespace);
        }
        if (!again || unserved.size() < wanted.size()) listener.reached(unserved);
        namespaces.forEach((type, names) -> {
            if (!type.namespaced() || names.size() > NAMESPACES) {
                streams.add(stream(client, new Place(type, null)));
            } else {
                names.forEach(name -> streams.add(stream(client, new Place(type, name))));
            }
        });
        return unserved;
    }

    private Thread stream(ClusterClient client, Place place) {
        var stream = new ObjectStream(client, place.type(), ListQuery.in(place.namespace()).paged(PAGE), listener.opened(place));
        return Thread.ofVirtual().name("watch-" + cluster + "-" + place.type().plural()).start(stream::follow);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
