package dev.flotilla.engine.status;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.flotilla.engine.cluster.ApiCatalog;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.LogQuery;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// What one looks at after the matrix: an object as it is, its events, its pods and their logs. Asks the member each time.
public final class ObjectDetails {
    private static final TypeRef EVENT = new TypeRef("v1", "Event");
    private static final TypeRef POD = new TypeRef("v1", "Pod");

    private final Function<String, Optional<ClusterClient>> clients;

    public ObjectDetails(Function<String, Optional<ClusterClient>> clients) {
        this.clients = clients;
    }

    /// @param type   `Normal` or `Warning`
    /// @param about  the object it is about: the one asked for, or one that belongs to it
    /// @param count  how often it was seen
    public record EventLine(String type, String reason, String message, String about, int count, @Nullable Instant last) {}

    /// @param phase    such as `Running`
    /// @param restarts over all containers
    /// @param node     empty while it has none
    /// @param reason   why it is not ready, such as `ImagePullBackOff`; empty where it is
    public record PodLine(String namespace, String name, String phase, boolean ready, int restarts, String node,
            List<String> containers, String reason, @Nullable Instant started) {
        public PodLine {
            containers = List.copyOf(containers);
        }
    }

    /// The object as the member holds it; a Secret's values are masked.
    public Optional<LiveObject> live(String cluster, ObjectRef object) throws ClusterException {
        ClusterClient client = client(cluster);
        return client.get(client.apis().require(object.type()), object.namespace(), object.name())
                .map(live -> LiveObject.of(dev.flotilla.engine.diff.Secrets.masked(live.root())));
    }

    /// What holds up the object's deletion, as a chain; empty where it is not being deleted.
    public Optional<Deletion> deletion(String cluster, ObjectRef object) throws ClusterException {
        return Deletions.find(client(cluster), object);
    }

    /// Events about the object and its pods, newest first.
    public List<EventLine> events(String cluster, ObjectRef object) throws ClusterException {
        ClusterClient client = client(cluster);
        var names = new HashSet<String>(Set.of(object.name()));
        for (PodLine pod : pods(cluster, object)) {
            names.add(pod.name());
            // A ReplicaSet's name is its pods' without the last part.
            int dash = pod.name().lastIndexOf('-');
            if (dash > 0) names.add(pod.name().substring(0, dash));
        }
        String namespace = object.namespace() == null ? "default" : object.namespace();
        return client.listAll(client.apis().require(EVENT), ListQuery.in(namespace)).stream().map(LiveObject::root)
                .filter(event -> names.contains(event.textAt("involvedObject", "name"))).map(ObjectDetails::event)
                .sorted(Comparator.comparing((EventLine event) -> Objects.requireNonNullElse(event.last(), Instant.EPOCH))
                        .reversed())
                .toList();
    }

    private static EventLine event(MapValue event) {
        Long count = event.intAt("count");
        Instant last = LiveObject.instant(event.textAt("lastTimestamp"));
        if (last == null) last = LiveObject.instant(event.textAt("eventTime"));
        return new EventLine(text(event.textAt("type")), text(event.textAt("reason")), text(event.textAt("message")),
                text(event.textAt("involvedObject", "kind")) + "/" + text(event.textAt("involvedObject", "name")),
                count == null ? 1 : count.intValue(), last);
    }

    /// The pods that the object's selector finds; none for an object without one.
    public List<PodLine> pods(String cluster, ObjectRef object) throws ClusterException {
        ClusterClient client = client(cluster);
        ApiCatalog apis = client.apis();
        Optional<LiveObject> live = client.get(apis.require(object.type()), object.namespace(), object.name());
        if (live.isEmpty()) return List.of();
        String namespace = object.namespace() == null ? "default" : object.namespace();
        if (object.kind().equals("Pod")) return List.of(pod(live.get()));
        MapValue selector = live.get().root().mapAt("spec", "selector");
        MapValue labels = object.kind().equals("Service") ? selector : selector.mapAt("matchLabels");
        if (labels.isEmpty()) return List.of();
        String query = String.join(",", labels.texts().entrySet().stream().map(label -> label.getKey() + "=" + label.getValue())
                .toList());
        return client.listAll(apis.require(POD), ListQuery.in(namespace).labelled(query)).stream().map(ObjectDetails::pod)
                .sorted(Comparator.comparing(PodLine::name)).toList();
    }

    private static PodLine pod(LiveObject pod) {
        MapValue root = pod.root();
        int restarts = 0;
        String reason = "";
        for (MapValue container : root.listAt("status", "containerStatuses").maps()) {
            Long count = container.intAt("restartCount");
            restarts += count == null ? 0 : count.intValue();
            for (var state : container.mapAt("state")) {
                String why = state.getValue().textAt("reason");
                if (why != null && !state.getKey().equals("running")) reason = why;
            }
        }
        boolean ready = root.listAt("status", "conditions").maps().stream()
                .anyMatch(condition -> "Ready".equals(condition.textAt("type")) && "True".equals(condition.textAt("status")));
        return new PodLine(text(pod.manifest().namespace()), pod.manifest().name(), text(root.textAt("status", "phase")), ready,
                restarts, text(root.textAt("spec", "nodeName")), root.listAt("spec", "containers").maps().stream()
                        .map(container -> text(container.textAt("name"))).toList(),
                ready ? "" : reason, LiveObject.instant(root.textAt("status", "startTime")));
    }

    /// Reports a container's log line by line until it ends or the thread is interrupted.
    public void logs(String cluster, LogQuery query, Consumer<String> line) throws ClusterException {
        client(cluster).logs(query, line);
    }

    private ClusterClient client(String cluster) throws ClusterException {
        return clients.apply(cluster)
                .orElseThrow(() -> new ClusterException(new ClusterFailure.NotConfigured("not-connected", cluster)));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
