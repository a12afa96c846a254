package dev.flotilla.engine;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.Departures;
import dev.flotilla.engine.documents.TypeRef;
import org.jspecify.annotations.Nullable;

/// Tells the host's own namespaces by their uid, which no two clusters share.
///
/// @param host `null` where the workspace names none
record HostNamespaces(@Nullable Lane host) implements Departures.Host {
    private static final TypeRef NAMESPACE = new TypeRef("v1", "Namespace");

    @Override
    public boolean owns(String namespace, String uid) throws ClusterException {
        if (host == null) return false;
        ClusterClient client = host.client().orElse(null);
        if (client == null || host.isKnownDown()) {
            ClusterFailure failure = host.seen().failure();
            throw new ClusterException(failure == null
                    ? new ClusterFailure.NotConfigured("not-connected", FleetSession.HOST)
                    : failure);
        }
        return client.get(client.apis().require(NAMESPACE), null, namespace).filter(own -> own.uid().equals(uid))
                .isPresent();
    }
}
