package dev.flotilla.engine.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A cluster in memory, for tests of what uses one: it keeps objects, knows whose fields are whose as far as server-side apply of
/// maps and of lists named by `name` goes, refuses on demand, and records every call.
public final class FakeCluster implements ClusterClient {
    private static final List<ApiResource> TYPES = List.of(new ApiResource("v1", "ConfigMap", "configmaps", true),
            new ApiResource("v1", "Secret", "secrets", true), new ApiResource("v1", "Namespace", "namespaces", false),
            new ApiResource("apps/v1", "Deployment", "deployments", true),
            new ApiResource("coordination.k8s.io/v1", "Lease", "leases", true));

    private final String name;
    private final Map<ObjectKey, MapValue> objects = new LinkedHashMap<>();
    private final List<String> writes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> leases = Collections.synchronizedList(new ArrayList<>());
    private final List<String> reads = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable Refusal refusal;
    private volatile @Nullable CountDownLatch stall;
    private volatile Predicate<String> stalled = _ -> true;
    private final List<WatchEvent> history = new ArrayList<>();
    private boolean watchesBreak;
    private boolean watchesEnd;
    private long version = 1;

    /// Decides before each write whether it is refused.
    @FunctionalInterface
    public interface Refusal {
        /// @return why, or `null` to let it pass
        @Nullable
        ClusterFailure of(String call);
    }

    public FakeCluster(String name) {
        this.name = name;
    }

    /// Every write of a Lease: `create Lease.coordination.k8s.io default/a`.
    public List<String> leases() {
        return List.copyOf(leases);
    }

    /// Every other write that came, refused or not: `apply ConfigMap default/a`.
    public List<String> writes() {
        return List.copyOf(writes);
    }

    public List<String> reads() {
        return List.copyOf(reads);
    }

    public void refuse(@Nullable Refusal refusal) {
        this.refusal = refusal;
    }

    /// Lets every write hang until the thread is interrupted or the latch opens.
    public void stall(CountDownLatch latch) {
        stall(latch, _ -> true);
    }

    /// Lets some writes hang; `null` for none any more.
    public void stall(@Nullable CountDownLatch latch, Predicate<String> which) {
        stalled = which;
        stall = latch;
    }

    /// Somebody else sets a field.
    public synchronized void edit(String manager, ObjectKey key, FieldPath path, Value value) {
        MapValue live = objects.get(key);
        if (live == null) throw new IllegalStateException("no " + key);
        MapValue fields = MapValue.EMPTY;
        for (FieldPath.Segment part : path.segments().reversed()) {
            if (part instanceof FieldPath.Key(String key1)) fields = MapValue.of("f:" + key1, fields);
        }
        var entries = new ArrayList<Value>();
        for (Value entry : live.listAt("metadata", "managedFields")) {
            // An update takes the field from whoever had it.
            entries.add(((MapValue) entry).with("fieldsV1", without(entry.mapAt("fieldsV1"), path.segments(), 0)));
        }
        entries.add(entry(manager, "Update", fields));
        MapValue edited = (MapValue) live.set(path, value);
        put(key, (MapValue) edited.set(FieldPath.of("metadata", "managedFields"), ListValue.of(entries)));
    }

    private static MapValue without(MapValue fields, List<FieldPath.Segment> path, int at) {
        if (!(path.get(at) instanceof FieldPath.Key(String key)) || !fields.has("f:" + key)) return fields;
        if (at == path.size() - 1) return fields.without("f:" + key);
        return fields.with("f:" + key, without(fields.mapAt("f:" + key), path, at + 1));
    }

    /// Somebody else makes an object.
    public synchronized void make(String manager, MapValue root) {
        var manifest = new Manifest(root);
        put(manifest.key(), withManagers(root, ListValue.of(entry(manager, "Update", fields(root)))));
    }

    public synchronized Optional<LiveObject> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(LiveObject::of);
    }

    public synchronized List<ObjectKey> keys() {
        return List.copyOf(objects.keySet());
    }

    private void put(ObjectKey key, MapValue root) {
        MapValue metadata = root.mapAt("metadata").with("resourceVersion", Value.text(Long.toString(++version)));
        if (!metadata.has("uid")) metadata = metadata.with("uid", Value.text("uid-" + version));
        objects.put(key, root.with("metadata", metadata));
        tell(new WatchEvent.Seen(LiveObject.of(objects.get(key))));
    }

    private void tell(WatchEvent event) {
        history.add(event);
        notifyAll();
    }

    /// Watches end, and none can be had until they are let go on again.
    public synchronized void breakWatches(boolean broken) {
        watchesBreak = broken;
        notifyAll();
    }

    /// Watches end as soon as they have begun, as some proxies have it.
    public synchronized void endWatches(boolean end) {
        watchesEnd = end;
    }

    private static MapValue withManagers(MapValue root, ListValue entries) {
        return (MapValue) root.set(FieldPath.of("metadata", "managedFields"), entries);
    }

    private static MapValue entry(String manager, String operation, MapValue fields) {
        return MapValue.builder().put("manager", manager).put("operation", operation).put("time", "2026-01-01T00:00:00Z")
                .put("fieldsV1", fields).build();
    }

    /// FieldsV1 of all that an object sets.
    private static MapValue fields(Value value) {
        var fields = MapValue.builder();
        if (value instanceof MapValue map) {
            map.forEach((key, item) -> {
                if (!List.of("apiVersion", "kind", "managedFields").contains(key)) fields.put("f:" + key, fields(item));
            });
        } else if (value instanceof ListValue list && list.stream().allMatch(item -> item.textAt("name") != null)) {
            list.maps().forEach(
                    item -> fields.put("k:" + MapValue.of("name", Value.text(String.valueOf(item.textAt("name")))), fields(
                            item)));
        }
        return fields.build();
    }

    private void write(String call) throws ClusterException {
        (call.contains(" Lease") ? leases : writes).add(call);
        CountDownLatch hanging = stall;
        if (hanging != null && stalled.test(call)) {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClusterException(new ClusterFailure.Cancelled(), e);
            }
        }
        Refusal now = refusal;
        ClusterFailure failure = now == null ? null : now.of(call);
        if (failure != null) throw new ClusterException(failure);
    }

    @Override
    public LiveObject apply(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException {
        write("apply " + desired.key());
        synchronized (this) {
            MapValue live = objects.get(desired.key());
            if (live == null) live = new MapValueOf(desired).shell();
            if (!options.force()) conflicts(live, desired);
            MapValue merged = (MapValue) merge(live, desired.root());
            var entries = new ArrayList<Value>();
            for (Value entry : live.listAt("metadata", "managedFields")) {
                if (!LiveObject.FLOTILLA.equals(entry.textAt("manager"))) entries.add(entry);
            }
            entries.add(entry(LiveObject.FLOTILLA, "Apply",
                    fields(desired.root().without("metadata")).with("f:metadata", fields(MapValue
                            .builder().put("labels", desired.root().mapAt("metadata", "labels"))
                            .put("annotations", desired.root().mapAt("metadata", "annotations")).build()))));
            MapValue result = withManagers(merged, ListValue.of(entries));
            if (!options.dryRun()) put(desired.key(), result);
            return LiveObject.of(options.dryRun() ? result : objects.get(desired.key()));
        }
    }

    private record MapValueOf(Manifest desired) {
        MapValue shell() {
            return MapValue.builder().put("apiVersion", desired.apiVersion()).put("kind", desired.kind()).build();
        }
    }

    private static void conflicts(MapValue live, Manifest desired) throws ClusterException {
        var conflicts = new ArrayList<FieldConflict>();
        for (LiveObject.Manager manager : LiveObject.of(live).managers()) {
            if (!manager.name().equals(LiveObject.FLOTILLA)) {
                conflicts(manager, manager.fields(), FieldPath.ROOT, live, desired.root(), conflicts);
            }
        }
        if (!conflicts.isEmpty()) throw new ClusterException(new ClusterFailure.Conflicts(conflicts));
    }

    private static void conflicts(LiveObject.Manager manager, MapValue fields, FieldPath path, Value live, Value desired,
            List<FieldConflict> conflicts) {
        fields.forEach((key, below) -> {
            if (!key.startsWith("f:")) return;
            FieldPath here = path.key(key.substring(2));
            Value wanted = desired.at(here);
            if (wanted == null) return;
            if (((MapValue) below).isEmpty()) {
                if (!wanted.equals(live.at(here))) conflicts.add(new FieldConflict(here, manager.name(), null, wanted));
            } else {
                conflicts(manager, (MapValue) below, here, live, desired, conflicts);
            }
        });
    }

    private static Value merge(Value live, Value desired) {
        if (!(live instanceof MapValue into) || !(desired instanceof MapValue from)) return desired;
        MapValue merged = into;
        for (var field : from) {
            Value there = merged.get(field.getKey());
            merged = merged.with(field.getKey(), there == null ? field.getValue() : merge(there, field.getValue()));
        }
        return merged;
    }

    @Override
    public Optional<LiveObject> delete(ApiResource type, @Nullable String namespace, String name, DeleteOptions options)
            throws ClusterException {
        var key = new ObjectKey(new TypeRef(type.apiVersion(), type.kind()).group(), type.kind(), namespace, name);
        write("delete " + key);
        synchronized (this) {
            MapValue live = objects.get(key);
            if (live == null) return Optional.empty();
            if (options.uid() != null && !options.uid().equals(live.textAt("metadata", "uid"))) {
                throw new ClusterException(new ClusterFailure.Stale("another uid"));
            }
            if (!live.listAt("metadata", "finalizers").isEmpty()) {
                put(key, (MapValue) live.set(FieldPath.of("metadata", "deletionTimestamp"), Value.text("2026-01-01T00:00:00Z")));
                return Optional.of(LiveObject.of(objects.get(key)));
            }
            objects.remove(key);
            tell(new WatchEvent.Removed(LiveObject.of(live.with("metadata", live.mapAt("metadata").with("resourceVersion", Value
                    .text(Long.toString(++version)))))));
            return Optional.empty();
        }
    }

    @Override
    public synchronized Optional<LiveObject> get(ApiResource type, @Nullable String namespace, String name) {
        reads.add("get " + type.plural());
        return find(new ObjectKey(new TypeRef(type.apiVersion(), type.kind()).group(), type.kind(), namespace, name));
    }

    @Override
    public synchronized ListPage list(ApiResource type, ListQuery query) {
        reads.add((query.metadataOnly() ? "list metadata of " : "list ") + type.plural());
        var found = objects.values().stream().map(LiveObject::of)
                .filter(object -> object.manifest().type().equals(new TypeRef(type
                        .apiVersion(), type.kind())))
                .filter(object -> query.namespace() == null || query.namespace().equals(object.manifest()
                        .namespace()))
                .filter(object -> matches(object, query.labelSelector()))
                .map(object -> query.metadataOnly() ? metadata(object) : object).toList();
        return new ListPage(found, Long.toString(version), "");
    }

    @Override
    public String list(ApiResource type, ListQuery query, Consumer<LiveObject> each) {
        ListPage page = list(type, query);
        page.objects().forEach(each);
        return page.resourceVersion();
    }

    private static LiveObject metadata(LiveObject object) {
        return LiveObject.of(MapValue.builder().put("apiVersion", object.manifest().apiVersion()).put("kind", object.manifest()
                .kind()).put("metadata", object.root().mapAt("metadata")).build());
    }

    private static boolean matches(LiveObject object, String selector) {
        if (selector.isEmpty()) return true;
        int equals = selector.indexOf('=');
        return selector.substring(equals + 1).equals(object.manifest().labels().get(selector.substring(0, equals)));
    }

    @Override
    public String cluster() {
        return name;
    }

    @Override
    public String address() {
        return "fake:1";
    }

    @Override
    public String version() {
        return "v1.33.0";
    }

    @Override
    public ApiCatalog apis() {
        return new ApiCatalog(TYPES, true);
    }

    @Override
    public ApiCatalog discover() {
        return apis();
    }

    @Override
    public void watch(ApiResource type, ListQuery query, String resourceVersion, Consumer<WatchEvent> each)
            throws ClusterException {
        reads.add("watch " + type.plural());
        long since = Long.parseLong(resourceVersion);
        for (int told = 0;;) {
            List<WatchEvent> news;
            synchronized (this) {
                if (told == 0 && !watchesBreak) each.accept(new WatchEvent.Begun(resourceVersion));
                if (watchesEnd) return;
                try {
                    while (told == history.size() && !watchesBreak) {
                        wait();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new ClusterException(new ClusterFailure.Cancelled(), e);
                }
                if (watchesBreak) throw new ClusterException(new ClusterFailure.ConnectionLost(address(), "broken"));
                news = List.copyOf(history.subList(told, history.size()));
                told = history.size();
            }
            for (WatchEvent event : news) {
                if (Long.parseLong(event.resourceVersion()) > since && matches(event, type, query)) each.accept(event);
            }
        }
    }

    private static boolean matches(WatchEvent event, ApiResource type, ListQuery query) {
        LiveObject object = switch (event) {
            case WatchEvent.Seen(LiveObject seen) -> seen;
            case WatchEvent.Removed(LiveObject removed) -> removed;
            case WatchEvent.Begun _,WatchEvent.Bookmark _ -> throw new IllegalStateException(event.toString());
        };
        return object.manifest().type().equals(new TypeRef(type.apiVersion(), type.kind())) && matches(object, query
                .labelSelector());
    }

    @Override
    public LiveObject create(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException {
        write("create " + desired.key());
        synchronized (this) {
            if (objects.containsKey(desired.key())) {
                throw new ClusterException(new ClusterFailure.AlreadyExists(desired.key().toString()));
            }
            put(desired.key(), desired.root());
            return LiveObject.of(objects.get(desired.key()));
        }
    }

    @Override
    public LiveObject update(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException {
        write("update " + desired.key());
        synchronized (this) {
            MapValue live = objects.get(desired.key());
            if (live == null) throw new ClusterException(new ClusterFailure.NotFound(desired.key().toString()));
            String version = desired.root().textAt("metadata", "resourceVersion");
            if (version != null && !version.equals(live.textAt("metadata", "resourceVersion"))) {
                throw new ClusterException(new ClusterFailure.Stale("the object has been modified"));
            }
            put(desired.key(), desired.root());
            return LiveObject.of(objects.get(desired.key()));
        }
    }

    /// A merge patch; a `metadata.uid` in it is a precondition.
    @Override
    public LiveObject patch(ApiResource type, @Nullable String namespace, String name, PatchKind kind, Value patch,
            WriteOptions options) throws ClusterException {
        var key = new ObjectKey(new TypeRef(type.apiVersion(), type.kind()).group(), type.kind(), namespace, name);
        write("patch " + key);
        if (kind != PatchKind.MERGE) throw new UnsupportedOperationException(kind.toString());
        synchronized (this) {
            MapValue live = objects.get(key);
            if (live == null) throw new ClusterException(new ClusterFailure.NotFound(key.toString()));
            String uid = patch.textAt("metadata", "uid");
            if (uid != null && !uid.equals(live.textAt("metadata", "uid"))) {
                throw new ClusterException(new ClusterFailure.Stale("another uid"));
            }
            if (!options.dryRun()) put(key, (MapValue) withoutNulls(merge(live, patch)));
            return LiveObject.of(objects.get(key));
        }
    }

    private static Value withoutNulls(Value value) {
        if (!(value instanceof MapValue map)) return value;
        var kept = MapValue.builder();
        map.forEach((key, item) -> {
            if (item != Value.NULL) kept.put(key, withoutNulls(item));
        });
        return kept.build();
    }

    @Override
    public void logs(LogQuery query, Consumer<String> line) {
        throw new UnsupportedOperationException("logs");
    }

    @Override
    public Value raw(String path) {
        throw new UnsupportedOperationException("raw");
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
