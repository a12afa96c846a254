package dev.flotilla.engine.cluster;

import java.util.List;

/// @param resourceVersion of the list, from which a watch goes on
/// @param next            where the next page starts; empty on the last one
public record ListPage(List<LiveObject> objects, String resourceVersion, String next) {
    public ListPage {
        objects = List.copyOf(objects);
    }
}
