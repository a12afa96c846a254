package dev.flotilla.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.text.YamlNode.Style;
import dev.flotilla.engine.text.YamlWriter.Layout;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.FieldPath.Key;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// An entry or item that is to be written: as lines of a block, its key or dash at a column, or as a value.
record YamlPart(Value value, BiFunction<Layout, Integer, List<String>> lines) {
    List<String> lines(Layout layout, int column) {
        return lines.apply(layout, column);
    }

    /// `value` with what is missing around it.
    ///
    /// @param missing the segments from the first that is not written
    /// @param carried the lines that are to be written for it; `null` to make them from the value
    static YamlPart of(List<FieldPath.Segment> missing, Value value, @Nullable Carried carried) {
        YamlPart part = carried == null
                ? written(missing.getLast(), value)
                : new YamlPart(wrapped(missing.getLast(), value), carried::lines);
        for (FieldPath.Segment segment : missing.subList(0, missing.size() - 1).reversed()) {
            YamlPart inner = part;
            part = new YamlPart(wrapped(segment, inner.value()), (layout, column) -> around(segment, inner, layout, column));
        }
        return part;
    }

    private static Value wrapped(FieldPath.Segment segment, Value value) {
        return switch (segment) {
            case Key(String name) -> MapValue.of(name, value);
            case FieldPath.Index _ -> ListValue.of(value);
        };
    }

    static YamlPart written(FieldPath.Segment segment, Value value) {
        Value whole = wrapped(segment, value);
        return new YamlPart(whole, (layout, column) -> YamlWriter.lines(whole, layout).stream()
                .map(line -> line.text().isEmpty() ? "" : " ".repeat(column) + line.text()).toList());
    }

    static List<String> around(FieldPath.Segment segment, YamlPart inner, Layout layout, int column) {
        String margin = " ".repeat(column);
        var lines = new ArrayList<String>();
        switch (segment) {
            case Key(String name) -> {
                lines.add(margin + YamlWriter.scalar(name) + ":");
                lines.addAll(inner.lines(layout, column + layout.below(inner.value())));
            }
            case FieldPath.Index _ -> {
                lines.addAll(inner.lines(layout, column + 2));
                lines.set(0, margin + "- " + lines.getFirst().substring(column + 2));
            }
        }
        return lines;
    }

    /// Lines on their way to another place.
    ///
    /// @param column of the key or dash where they stood
    /// @param name   for the key, or `null` for an item
    record Carried(List<String> old, int column, int header, @Nullable String name, int keyLength) {
        boolean hasComment() {
            return old.stream().anyMatch(line -> line.contains("#"));
        }

        List<String> lines(Layout layout, int to) {
            var lines = new ArrayList<String>();
            for (int i = 0; i < old.size(); i++) {
                String line = old.get(i);
                if (i == header && name != null) {
                    line = line.substring(0, column) + name + line.substring(column + keyLength);
                }
                int margin = line.length() - line.stripLeading().length();
                lines.add(line.isBlank()
                        ? ""
                        : " ".repeat(Math.max(0, Math.max(margin, i <= header ? column : 0) + to - column))
                                + line.stripLeading());
            }
            return lines;
        }

        /// What stands at the end of a way with the comments directly above it, as lines; `null` where it does not stand on lines of
        /// its own.
        ///
        /// @param as what it becomes: with another key, or an item
        static @Nullable Carried of(YamlWay source, FieldPath.Segment as, YamlLayout layout, String text) {
            YamlNode holder = source.holder();
            Entry entry = source.entry();
            if (holder == null || entry == null || holder.style() == Style.FLOW || layout.hasTabs(source.last())) return null;
            int at = holder.entries().indexOf(entry);
            int start = entry.key() == null ? layout.dash(holder, at) : entry.key().start();
            if (start < 0) return null;
            boolean firstOnLine = layout.isFirstOnLine(start);
            int from = firstOnLine ? layout.commentsAbove(start) : start;
            int column = layout.column(start);
            int end = layout.lineEnd(layout.end(holder, at));
            String whole = firstOnLine ? text.substring(from, end) : " ".repeat(column) + text.substring(start, end);
            List<String> lines = whole.replace("\r", "").lines().toList();
            int header = (int) text.substring(from, start).chars().filter(c -> c == '\n').count();
            boolean renamed = as instanceof Key(String name) && !name.equals(entry.name());
            return new Carried(lines, column, header, renamed && as instanceof Key(String name) ? YamlWriter.scalar(name) : null,
                    entry.key() == null ? 0 : entry.key().end() - entry.key().start());
        }
    }
}
