package dev.flotilla.engine.diff;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.ObjectStream;
import dev.flotilla.engine.cluster.WatchEvent;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.ApiResource;

/// Goes on by WATCH where a comparison's LIST ended, a stream for each type, of whose objects only a [Glimpse] is kept.
///
/// It is believed while its stream stands. What the server did in the last moment may not have arrived yet; that is as if the
/// comparison had been made a moment before. A comparison begins with a request of its own, which goes through the connection that
/// the watches use: after a laptop's sleep that request fails, and nothing is compared with what was true before.
public final class OwnWatch implements OwnObjects, AutoCloseable {
    private final ClusterClient client;
    private final ApplySet set;
    private final Map<ApiResource, Picture> pictures = new HashMap<>();
    private boolean closed;

    public OwnWatch(ClusterClient client, ApplySet set) {
        this.client = client;
        this.set = set;
    }

    /// Whether it watches through this client: who is connected anew has another.
    public boolean isThrough(ClusterClient other) {
        return client == other;
    }

    @Override
    public synchronized Optional<Collection<Glimpse>> of(ApiResource type) {
        return Optional.ofNullable(pictures.get(type)).filter(picture -> picture.stands)
                .map(picture -> List.copyOf(picture.objects
                        .values()));
    }

    @Override
    public synchronized void listed(ApiResource type, List<LiveObject> objects, String version) {
        if (closed || version.isEmpty() || pictures.containsKey(type)) return;
        var picture = new Picture();
        objects.forEach(picture::found);
        pictures.put(type, picture);
        var stream = new ObjectStream(client, type, ListQuery.ALL.labelled(set.selector()).onlyMetadata(), picture);
        picture.thread = Thread.ofVirtual().name("own-" + client.cluster() + "-" + type.plural()).start(() -> {
            stream.follow(version);
            picture.stands = false;
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        pictures.values().forEach(picture -> picture.thread.interrupt());
        pictures.clear();
    }

    private static final class Picture implements ObjectStream.Listener {
        private final Map<ObjectKey, Glimpse> objects = new ConcurrentHashMap<>();
        private volatile boolean stands;
        private Thread thread = Thread.currentThread();

        @Override
        public void found(LiveObject object) {
            objects.put(object.key(), Glimpse.of(object));
        }

        @Override
        public void listed(Set<ObjectKey> present) {
            objects.keySet().retainAll(present);
        }

        @Override
        public void changed(WatchEvent event) {
            switch (event) {
                case WatchEvent.Seen(LiveObject object) -> found(object);
                case WatchEvent.Removed(LiveObject object) -> objects.remove(object.key());
                case WatchEvent.Begun _,WatchEvent.Bookmark _ -> {
                    // Nothing about an object.
                }
            }
        }

        @Override
        public void silent(ClusterFailure failure) {
            stands = false;
        }

        @Override
        public void answering() {
            stands = true;
        }
    }
}
