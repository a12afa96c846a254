package dev.flotilla.engine.fleet;

import java.util.List;

/// A class of node sizes and how many free nodes fall into it.
///
/// @param count nodes of this grade, or -1 where nobody has counted
public record ResourceModel(int grade, List<Range> ranges, long count) {
    public ResourceModel {
        ranges = List.copyOf(ranges);
    }

    /// @param min inclusive, a quantity
    /// @param max exclusive, a quantity
    public record Range(String resource, String min, String max) {}
}
