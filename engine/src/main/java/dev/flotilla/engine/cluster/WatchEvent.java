package dev.flotilla.engine.cluster;

/// What a watch reports.
public sealed interface WatchEvent {
    /// From where a broken watch goes on.
    String resourceVersion();

    /// The server agreed to watch; comes first.
    ///
    /// @param resourceVersion where the watch goes on
    record Begun(String resourceVersion) implements WatchEvent {}

    /// The object is new or changed.
    record Seen(LiveObject object) implements WatchEvent {
        @Override
        public String resourceVersion() {
            return object.resourceVersion();
        }
    }

    /// @param object as it was last
    record Removed(LiveObject object) implements WatchEvent {
        @Override
        public String resourceVersion() {
            return object.resourceVersion();
        }
    }

    /// Nothing happened up to here.
    record Bookmark(String resourceVersion) implements WatchEvent {}
}
