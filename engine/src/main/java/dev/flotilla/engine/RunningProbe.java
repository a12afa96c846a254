package dev.flotilla.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Running;
import org.jspecify.annotations.Nullable;

/// Asks one member what runs of an object, as far as its dialect wants to know.
record RunningProbe(Dialect dialect, ClusterClient client, Clock clock) {
    private static final TypeRef POD = new TypeRef("v1", "Pod");

    /// @return empty where the member's answer cannot be read
    Optional<Running> ask(ObjectPlan object) throws ClusterException {
        Optional<ApiResource> type = client.apis().find(object.ref().type());
        if (type.isEmpty()) return Optional.of(Running.NOTHING);
        Optional<LiveObject> live = client.get(type.get(), object.ref().namespace(), object.ref().name());
        if (live.isEmpty()) return Optional.of(Running.NOTHING);
        Manifest manifest = live.get().manifest();
        Optional<Map<String, String>> labels = dialect.podsToCount(manifest);
        List<Manifest> pods = labels.isEmpty() ? List.of() : pods(manifest.namespace(), labels.get());
        return dialect.running(manifest, pods, Instant.now(clock));
    }

    private List<Manifest> pods(@Nullable String namespace, Map<String, String> labels)
            throws ClusterException {
        String selector = labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return client.listAll(client.apis().require(POD), ListQuery.in(namespace).labelled(selector)).stream()
                .map(LiveObject::manifest).toList();
    }
}
