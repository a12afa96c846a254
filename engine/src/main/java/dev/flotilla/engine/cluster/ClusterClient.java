package dev.flotilla.engine.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One cluster's API. Calls block; an interrupted one ends with [ClusterFailure.Cancelled] and leaves the flag set. Safe from
/// any number of threads.
public interface ClusterClient extends AutoCloseable {
    /// The member's name in the fleet.
    String cluster();

    /// `host:port`.
    String address();

    /// The server's version, such as `v1.33.2`.
    String version() throws ClusterException;

    /// The types it serves, asked for once.
    ApiCatalog apis() throws ClusterException;

    /// The types it serves, asked for again: after a CustomResourceDefinition came.
    ApiCatalog discover() throws ClusterException;

    /// @param namespace `null` for a cluster-scoped object
    Optional<LiveObject> get(ApiResource type, @Nullable String namespace, String name) throws ClusterException;

    /// One page.
    ListPage list(ApiResource type, ListQuery query) throws ClusterException;

    /// Every page, object by object: no page is held as a whole. After a failure `each` may have had some of the objects.
    ///
    /// @return the list's resource version
    /// @throws ClusterException with [ClusterFailure.Gone] where a later page has expired: begin anew
    String list(ApiResource type, ListQuery query, Consumer<LiveObject> each) throws ClusterException;

    /// Every page's objects, put together on one. Where a later page has expired, since pages are of one moment and servers remember some minutes, all is
    /// read again on one page.
    ///
    /// Source: client-go, `tools/pager/pager.go`.
    default ListPage onOnePage(ApiResource type, ListQuery query) throws ClusterException {
        var all = new ArrayList<LiveObject>();
        String version;
        try {
            version = list(type, query, all::add);
        } catch (ClusterException e) {
            if (!(e.failure() instanceof ClusterFailure.Gone) || query.limit() == 0) throw e;
            all.clear();
            version = list(type, query.whole(), all::add);
        }
        return new ListPage(all, version, "");
    }

    /// The objects of [#onOnePage].
    default List<LiveObject> listAll(ApiResource type, ListQuery query) throws ClusterException {
        return onOnePage(type, query).objects();
    }

    /// Reports, after [WatchEvent.Begun], changes until the server ends the watch, which is normal and returns. A watch that falls silent although the
    /// server is alive goes on; one whose server is gone ends with a failure.
    ///
    /// @throws ClusterException with [ClusterFailure.Gone] where `resourceVersion` is too old: list again
    void watch(ApiResource type, ListQuery query, String resourceVersion, Consumer<WatchEvent> each) throws ClusterException;

    /// Server-side apply as manager `flotilla`.
    ///
    /// @throws ClusterException with [ClusterFailure.Conflicts] where others own fields and `options` do not force
    LiveObject apply(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException;

    LiveObject create(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException;

    /// Replaces the object; with a `metadata.resourceVersion` only that version.
    LiveObject update(ApiResource type, Manifest desired, WriteOptions options) throws ClusterException;

    LiveObject patch(ApiResource type, @Nullable String namespace, String name, PatchKind kind, Value patch, WriteOptions options)
            throws ClusterException;

    /// Asks for deletion; does not wait for it. An object that is gone already is fine.
    ///
    /// @return the object as it still is, where something holds its deletion up; empty where it is gone
    Optional<LiveObject> delete(ApiResource type, @Nullable String namespace, String name, DeleteOptions options)
            throws ClusterException;

    /// Reports a container's log line by line, until it ends.
    void logs(LogQuery query, Consumer<String> line) throws ClusterException;

    /// Any path, such as `/openapi/v2`, as it is.
    Value raw(String path) throws ClusterException;

    /// Ends what is under way. Later calls fail with [ClusterFailure.Cancelled].
    @Override
    void close();
}
