package dev.flotilla.engine.cluster.kube;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import dev.flotilla.engine.cluster.ApiCatalog;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.ListPage;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.LogQuery;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WatchEvent;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A cluster over HTTP.
public final class KubeClusterClient implements ClusterClient {
    private static final Duration READ = Duration.ofSeconds(30);
    private static final Duration WRITE = Duration.ofSeconds(30);
    private static final String APPLY = "application/apply-patch+yaml";
    private static final String JSON = "application/json";
    /// Metadata alone, or whole objects from a server that does not know this form.
    private static final String METADATA = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    private static final String WATCHED_METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    private static final String METADATA_KIND = "PartialObjectMetadata";

    private final String cluster;
    private final Transport transport;
    private volatile @Nullable ApiCatalog catalog;

    private KubeClusterClient(String cluster, Transport transport) {
        this.cluster = cluster;
        this.transport = transport;
    }

    /// Makes ready to talk; nothing is sent yet.
    ///
    /// @throws ClusterException when certificates or keys cannot be read
    public static KubeClusterClient connect(Connection connection, ConsentStore consent) throws ClusterException {
        return new KubeClusterClient(connection.cluster(), new Transport(connection, consent));
    }

    @Override
    public String cluster() {
        return cluster;
    }

    @Override
    public String address() {
        return transport.address();
    }

    @Override
    public String version() throws ClusterException {
        return Objects.requireNonNullElse(raw("/version").textAt("gitVersion"), "");
    }

    @Override
    public ApiCatalog apis() throws ClusterException {
        ApiCatalog known = catalog;
        return known == null ? discover() : known;
    }

    @Override
    public ApiCatalog discover() throws ClusterException {
        ApiCatalog found = Discovery.run(this);
        catalog = found;
        return found;
    }

    @Override
    public Optional<LiveObject> get(ApiResource type, @Nullable String namespace, String name) throws ClusterException {
        var answer = transport.send("GET", Paths.object(type, namespace, name), null, null, READ);
        if (answer.status() == 404) return Optional.empty();
        return Optional.of(object(answer, null));
    }

    @Override
    public ListPage list(ApiResource type, ListQuery query) throws ClusterException {
        var objects = new ArrayList<LiveObject>();
        MapValue page = page(type, query, objects::add);
        return new ListPage(objects, version(page), next(page));
    }

    @Override
    public String list(ApiResource type, ListQuery query, Consumer<LiveObject> each) throws ClusterException {
        MapValue page = page(type, query, each);
        while (!next(page).isEmpty()) {
            page = page(type, query.from(next(page)), each);
        }
        return version(page);
    }

    private static String version(MapValue page) {
        return Objects.requireNonNullElse(page.textAt("metadata", "resourceVersion"), "");
    }

    private static String next(MapValue page) {
        return Objects.requireNonNullElse(page.textAt("metadata", "continue"), "");
    }

    /// @return the page without its items
    private MapValue page(ApiResource type, ListQuery query, Consumer<LiveObject> each) throws ClusterException {
        var path = new Paths.Query(Paths.collection(type, query.namespace()));
        path.add("labelSelector", query.labelSelector()).add("fieldSelector", query.fieldSelector()).add("continue",
                query.next());
        if (query.limit() > 0) path.add("limit", Integer.toString(query.limit()));
        var answer = transport.get(path.toString(), query.metadataOnly() ? METADATA : JSON, READ);
        if (answer.status() / 100 != 2) throw refusal(answer.status(), answer.body(), answer.response(), null);
        try {
            return Json.readItems(new ByteArrayInputStream(answer.body()), "items", item -> {
                if (item instanceof MapValue map) each.accept(LiveObject.of(typed(type, map)));
            });
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    /// Items of a list leave their type out; bare metadata names its own.
    static MapValue typed(ApiResource type, MapValue item) {
        String kind = item.textAt("kind");
        if (METADATA_KIND.equals(kind))
            return item.with("apiVersion", Value.text(type.apiVersion())).with("kind", Value.text(type.kind()));
        if (kind != null) return item;
        var typed = MapValue.builder().put("apiVersion", type.apiVersion()).put("kind", type.kind());
        item.forEach(typed::put);
        return typed.build();
    }

    @Override
    public void watch(ApiResource type, ListQuery query, String resourceVersion, Consumer<WatchEvent> each)
            throws ClusterException {
        var path = new Paths.Query(Paths.collection(type, query.namespace())).add("watch", "true")
                .add("allowWatchBookmarks", "true").add("resourceVersion", resourceVersion)
                .add("timeoutSeconds", Long.toString(WatchStream.LIFE.toSeconds()))
                .add("labelSelector", query.labelSelector()).add("fieldSelector", query.fieldSelector());
        Transport.Opened opened = open(path.toString(), query.metadataOnly() ? WATCHED_METADATA : JSON);
        each.accept(new WatchEvent.Begun(resourceVersion));
        new WatchStream(this, transport, type).read(opened, each);
    }

    @Override
    public LiveObject apply(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException {
        var path = new Paths.Query(Paths.object(type, desired.namespace(), desired.name()))
                .add("fieldManager", LiveObject.FLOTILLA);
        if (options.force()) path.add("force", "true");
        if (options.dryRun()) path.add("dryRun", "All");
        return write("PATCH", path, APPLY, type, desired);
    }

    @Override
    public LiveObject create(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException {
        return write("POST", writing(Paths.collection(type, desired.namespace()), options), JSON, type, desired);
    }

    @Override
    public LiveObject update(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException {
        return write("PUT", writing(Paths.object(type, desired.namespace(), desired.name()), options), JSON, type, desired);
    }

    @Override
    public LiveObject patch(ApiResource type, @Nullable String namespace, String name, PatchKind kind, Value patch,
            WriteOptions options) throws ClusterException {
        var path = writing(Paths.object(type, namespace, name), options);
        try {
            return object(transport.send("PATCH", path.toString(), kind.mediaType(), bytes(patch), WRITE), patch);
        } catch (ClusterException e) {
            throw redacted(type, namespace, name, patch, e);
        }
    }

    private static Paths.Query writing(String path, WriteOptions options) {
        var query = new Paths.Query(path).add("fieldManager", LiveObject.FLOTILLA);
        if (options.dryRun()) query.add("dryRun", "All");
        return query;
    }

    private LiveObject write(String method, Paths.Query path, String mediaType, ApiResource type, Manifest desired)
            throws ClusterException {
        MapValue root = desired.root();
        try {
            return object(transport.send(method, path.toString(), mediaType, bytes(root), WRITE), root);
        } catch (ClusterException e) {
            throw redacted(type, desired.namespace(), desired.name(), root, e);
        }
    }

    /// A refused Secret's values, and those that others have put there, may be quoted by who refused it.
    private ClusterException redacted(ApiResource type, @Nullable String namespace, String name, Value sent,
            ClusterException why) {
        if (!Redaction.isSecret(type.apiVersion(), type.kind()) || !Redaction.mayQuote(why.failure())) return why;
        var known = new ArrayList<Value>(List.of(sent));
        try {
            get(type, namespace, name).map(LiveObject::root).ifPresent(known::add);
        } catch (ClusterException _) {
            // Then it is known what was sent.
        }
        return new ClusterException(Redaction.of(known, why.failure()), why.getCause());
    }

    @Override
    public Optional<LiveObject> delete(ApiResource type, @Nullable String namespace, String name, DeleteOptions options)
            throws ClusterException {
        var body = MapValue.builder().put("apiVersion", "v1").put("kind", "DeleteOptions").put("propagationPolicy", options
                .propagation().word());
        Long grace = options.graceSeconds();
        if (grace != null) body.put("gracePeriodSeconds", grace);
        if (options.uid() != null) body.put("preconditions", MapValue.of("uid", Value.text(options.uid())));
        var path = new Paths.Query(Paths.object(type, namespace, name));
        if (options.dryRun()) path.add("dryRun", "All");
        var answer = transport.send("DELETE", path.toString(), JSON, bytes(body.build()), WRITE);
        if (answer.status() == 404) return Optional.empty();
        Value left;
        try {
            left = read(answer, null);
        } catch (ClusterException e) {
            throw redacted(type, namespace, name, Value.NULL, e);
        }
        // An object that is gone is answered by a Status.
        return left instanceof MapValue root && root.textAt("metadata", "deletionTimestamp") != null
                ? Optional.of(LiveObject.of(root))
                : Optional.empty();
    }

    @Override
    public void logs(LogQuery query, Consumer<String> line) throws ClusterException {
        var path = new Paths.Query("/api/v1/namespaces/" + Paths.encode(query.namespace()) + "/pods/" + Paths.encode(query.pod())
                + "/log");
        if (query.container() != null) path.add("container", query.container());
        if (query.tail() > 0) path.add("tailLines", Integer.toString(query.tail()));
        if (query.follow()) path.add("follow", "true");
        if (query.previous()) path.add("previous", "true");
        try (var reader = new BufferedReader(
                new InputStreamReader(open(path.toString(), JSON).response().body(), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line.accept(text);
            }
        } catch (IOException e) {
            throw transport.broken(e);
        }
    }

    private Transport.Opened open(String path, String accept) throws ClusterException {
        Transport.Opened opened = transport.open(path, accept, READ);
        HttpResponse<InputStream> response = opened.response();
        if (response.statusCode() / 100 == 2) return opened;
        try (InputStream body = response.body()) {
            throw refusal(response.statusCode(), body.readAllBytes(), response, null);
        } catch (IOException e) {
            throw transport.broken(e);
        }
    }

    @Override
    public Value raw(String path) throws ClusterException {
        return read(transport.send("GET", path, null, null, READ), null);
    }

    private LiveObject object(Transport.Answer answer, @Nullable Value sent) throws ClusterException {
        if (read(answer, sent) instanceof MapValue root) return LiveObject.of(root);
        throw new ClusterException(new ClusterFailure.ServerError(answer.status(), "no object in the answer", null));
    }

    private Value read(Transport.Answer answer, @Nullable Value sent) throws ClusterException {
        if (answer.status() / 100 != 2) throw refusal(answer.status(), answer.body(), answer.response(), sent);
        try {
            return Json.read(new ByteArrayInputStream(answer.body()));
        } catch (IOException e) {
            throw Failures.isPage(answer.body())
                    ? new ClusterException(Failures.noApiServer(transport.connection()), e)
                    : cutOff(e);
        }
    }

    private ClusterException cutOff(IOException e) {
        return new ClusterException(new ClusterFailure.ConnectionLost(address(), "the answer is cut off"), e);
    }

    private ClusterException refusal(int status, byte[] body, HttpResponse<?> response, @Nullable Value sent) {
        String retryAfter = response.headers().firstValue("Retry-After").orElse(null);
        return new ClusterException(Failures.of(transport.connection(), status, body, retryAfter, sent));
    }

    private static byte[] bytes(Value value) {
        return Json.write(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return cluster + " at " + address();
    }
}
