package dev.flotilla.engine.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.ApiResource;

/// Keeps somebody's picture of a type's objects current: a LIST, then a WATCH from where the list ended, over and over. A broken
/// watch goes on where it broke; one that is too old (410) begins with a LIST again; a silent cluster is asked now and then
/// whether it is back.
public final class ObjectStream {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /// A watch that a server ends sooner is not opened again at once.
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final ClusterClient client;
    private final ApiResource type;
    private final ListQuery query;
    private final Listener listener;

    /// Called from the thread that follows.
    public interface Listener {
        /// There is this object; [#listed] comes when all were told, some of them perhaps more than once.
        void found(LiveObject object);

        /// These are all there are.
        void listed(Set<ObjectKey> objects);

        void changed(WatchEvent event);

        /// The cluster does not answer; what was reported grows old.
        void silent(ClusterFailure failure);

        /// The cluster answers, and what was reported is as fresh as can be.
        void answering();
    }

    public ObjectStream(ClusterClient client, ApiResource type, ListQuery query, Listener listener) {
        this.client = client;
        this.type = type;
        this.query = query;
        this.listener = listener;
    }

    /// Follows until the calling thread is interrupted or the client closed.
    public void follow() {
        follow("");
    }

    /// @param since the version of a list that somebody has read already; empty to begin with one
    public void follow(String since) {
        var version = new AtomicReference<>(since);
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            boolean fresh = version.get().isEmpty();
            try {
                if (fresh) {
                    version.set(list());
                    listener.answering();
                }
                long opened = System.nanoTime();
                client.watch(type, query, version.get(), event -> {
                    version.set(event.resourceVersion());
                    switch (event) {
                        case WatchEvent.Begun _ -> listener.answering();
                        case WatchEvent.Seen _,WatchEvent.Removed _ -> listener.changed(event);
                        case WatchEvent.Bookmark _ -> {
                            // Only the version is news.
                        }
                    }
                });
                if (System.nanoTime() - opened < SHORT.toNanos()) {
                    Thread.sleep(pause);
                    pause = longer(pause);
                } else {
                    pause = FIRST_PAUSE;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ClusterException e) {
                boolean gone = e.failure() instanceof ClusterFailure.Gone;
                if (e.failure() instanceof ClusterFailure.Cancelled) return;
                if (gone) version.set("");
                // What was too old is listed again at once; but a server that calls its own newest version old is given time.
                if (gone && !fresh) continue;
                if (!gone) listener.silent(e.failure());
                if (!awaitAnswer(pause)) return;
                pause = longer(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /// Page by page, so that a large list is never in memory as a whole; once more on one page where a later one has expired.
    private String list() throws ClusterException {
        try {
            return list(query);
        } catch (ClusterException e) {
            if (!(e.failure() instanceof ClusterFailure.Gone) || query.limit() == 0) throw e;
            return list(query.whole());
        }
    }

    private String list(ListQuery pages) throws ClusterException {
        var keys = new HashSet<ObjectKey>();
        String version = client.list(type, pages, object -> {
            keys.add(object.key());
            listener.found(object);
        });
        listener.listed(keys);
        return version;
    }

    /// @return `false` when following is over
    private boolean awaitAnswer(Duration firstPause) {
        Duration pause = firstPause;
        while (true) {
            try {
                Thread.sleep(pause);
                String unused = client.version();
                return true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            } catch (ClusterException e) {
                if (e.failure() instanceof ClusterFailure.Cancelled) return false;
                if (!e.failure().isUnreachable()) return true;
                pause = longer(pause);
            }
        }
    }
}
