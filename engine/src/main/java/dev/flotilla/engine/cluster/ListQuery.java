package dev.flotilla.engine.cluster;

import org.jspecify.annotations.Nullable;

/// Which objects of a type.
///
/// @param namespace     `null` for all of them
/// @param labelSelector empty for none
/// @param fieldSelector empty for none
/// @param limit         objects on a page, 0 for no pages
/// @param next          where the page starts: [ListPage#next] of the one before, empty for the first
public record ListQuery(@Nullable String namespace, String labelSelector, String fieldSelector, int limit, String next) {
    public static final ListQuery ALL = new ListQuery(null, "", "", 500, "");

    public static ListQuery in(@Nullable String namespace) {
        return new ListQuery(namespace, "", "", 500, "");
    }

    public ListQuery labelled(String labelSelector) {
        return new ListQuery(namespace, labelSelector, fieldSelector, limit, next);
    }

    public ListQuery withFields(String fieldSelector) {
        return new ListQuery(namespace, labelSelector, fieldSelector, limit, next);
    }

    public ListQuery from(String next) {
        return new ListQuery(namespace, labelSelector, fieldSelector, limit, next);
    }
}
