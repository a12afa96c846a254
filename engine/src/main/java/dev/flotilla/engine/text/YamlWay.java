package dev.flotilla.engine.text;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.text.YamlNode.Style;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// How far a path is written.
///
/// @param nodes   from the root down, one more than entries
/// @param entries that were passed
record YamlWay(List<YamlNode> nodes, List<Entry> entries, boolean alias) {
    YamlNode last() {
        return nodes.getLast();
    }

    @Nullable
    Entry entry() {
        return entries.isEmpty() ? null : entries.getLast();
    }

    @Nullable
    YamlNode holder() {
        return nodes.size() < 2 ? null : nodes.get(nodes.size() - 2);
    }

    YamlWay up() {
        return new YamlWay(nodes.subList(0, nodes.size() - 1), entries.subList(0, entries.size() - 1), false);
    }

    /// The way along a path, as far as it is written, and not behind an alias.
    static YamlWay of(YamlNode root, FieldPath path) {
        var nodes = new ArrayList<>(List.of(root));
        var entries = new ArrayList<Entry>();
        boolean alias = false;
        for (FieldPath.Segment segment : path.segments()) {
            Entry entry = alias ? null : nodes.getLast().ownChild(segment);
            if (entry == null) break;
            alias = entry.alias();
            nodes.add(entry.node());
            entries.add(entry);
        }
        return new YamlWay(nodes, entries, alias);
    }

    /// Whether all of a path is written.
    boolean reaches(FieldPath path) {
        return entries.size() == path.segments().size();
    }

    boolean isInFlow() {
        YamlNode holder = holder();
        return holder != null && holder.style() == Style.FLOW;
    }
}
