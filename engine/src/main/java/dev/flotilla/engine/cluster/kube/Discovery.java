package dev.flotilla.engine.cluster.kube;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.flotilla.engine.cluster.ApiCatalog;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Asks a server for everything it serves, some group versions at once. Plain lists, which servers of any age give.
final class Discovery {
    /// A server without HTTP/2 gets a connection for each request under way, and a handshake costs more than the answer.
    private static final int AT_ONCE = 4;
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Discovery() {}

    private record Part(List<ApiResource> resources, boolean complete) {}

    static ApiCatalog run(ClusterClient client) throws ClusterException {
        var versions = new ArrayList<String>(List.of("v1"));
        for (MapValue group : asked(client, "/apis").listAt("groups").maps()) {
            for (MapValue version : group.listAt("versions").maps()) {
                String groupVersion = version.textAt("groupVersion");
                if (groupVersion != null) versions.add(groupVersion);
            }
        }
        var resources = new ArrayList<ApiResource>();
        boolean complete = true;
        try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var parts = new ArrayList<Future<Part>>();
            for (String version : versions) {
                parts.add(threads.submit(() -> part(client, version)));
            }
            for (Future<Part> part : parts) {
                resources.addAll(part.get().resources());
                complete &= part.get().complete();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClusterException failure) throw failure;
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(new ClusterFailure.Cancelled(), e);
        }
        return new ApiCatalog(resources, complete);
    }

    private static Part part(ClusterClient client, String version) throws ClusterException {
        Value list;
        try {
            list = asked(client, (version.contains("/") ? "/apis/" : "/api/") + version);
        } catch (ClusterException e) {
            // An aggregated API whose server is down must not hide the others.
            if (e.failure().isUnreachable() || e.failure() instanceof ClusterFailure.Unauthorized) throw e;
            return new Part(List.of(), false);
        }
        var found = new ArrayList<ApiResource>();
        for (MapValue resource : list.listAt("resources").maps()) {
            String plural = resource.textAt("name");
            String kind = resource.textAt("kind");
            if (plural == null || kind == null || plural.contains("/")) continue;
            found.add(new ApiResource(version, kind, plural, resource.isTrueAt("namespaced")));
        }
        return new Part(found, true);
    }

    /// What is asked for at the start of everything may meet a bad moment; a few more tries cost little.
    private static Value asked(ClusterClient client, String path) throws ClusterException {
        for (int attempt = 1;; attempt++) {
            try {
                return client.raw(path);
            } catch (ClusterException e) {
                boolean passing = e.failure() instanceof ClusterFailure.ConnectionLost
                        || e.failure() instanceof ClusterFailure.ServerError
                        || e.failure() instanceof ClusterFailure.TooManyRequests;
                if (!passing || attempt == ATTEMPTS) throw e;
                try {
                    Thread.sleep(PAUSE.multipliedBy(attempt));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }
        }
    }
}
