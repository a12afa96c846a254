package dev.flotilla.engine.cluster;

import org.jspecify.annotations.Nullable;

/// Which objects of a type.
///
/// @param namespace     `null` for all of them
/// @param labelSelector empty for none
/// @param fieldSelector empty for none
/// @param limit         objects on a page, 0 for no pages
/// @param next          where the page starts: [ListPage#next] of the one before, empty for the first
/// @param metadataOnly  objects come with nothing but their metadata; a server that cannot do so sends whole ones
public record ListQuery(@Nullable String namespace, String labelSelector, String fieldSelector, int limit, String next,
        boolean metadataOnly) {
    public static final ListQuery ALL = in(null);

    public static ListQuery in(@Nullable String namespace) {
        return new ListQuery(namespace, "", "", 500, "", false);
    }

    public ListQuery paged(int limit) {
        return new ListQuery(namespace, labelSelector, fieldSelector, limit, next, metadataOnly);
    }

    public ListQuery labelled(String labelSelector) {
        return new ListQuery(namespace, labelSelector, fieldSelector, limit, next, metadataOnly);
    }

    public ListQuery from(String next) {
        return new ListQuery(namespace, labelSelector, fieldSelector, limit, next, metadataOnly);
    }

    /// All on one page: the only list whose pages never expire.
    public ListQuery whole() {
        return new ListQuery(namespace, labelSelector, fieldSelector, 0, "", metadataOnly);
    }

    public ListQuery onlyMetadata() {
        return new ListQuery(namespace, labelSelector, fieldSelector, limit, next, true);
    }
}
