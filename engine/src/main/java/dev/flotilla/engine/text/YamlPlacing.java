package dev.flotilla.engine.text;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.text.YamlNode.Style;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.FieldPath.Key;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Writes values and entries into the text of a document, in the way of what stands around them.
///
/// @param layout of the document
/// @param text   of its whole file
record YamlPlacing(YamlLayout layout, String text) {
    /// Stands for a key that is written already, of one letter.
    private static final Key VALUE = new Key("k");

    /// A part as a new entry or item at the end of a way.
    ///
    /// @param segment the first that is not written
    Optional<TextEdit> add(YamlWay way, FieldPath.Segment segment, YamlPart part) {
        YamlNode holder = way.last();
        boolean fits = segment instanceof FieldPath.Index(int index)
                ? index == holder.entries().size() && holder.value() instanceof ListValue
                : holder.value() instanceof MapValue;
        boolean nothing = holder.value() == Value.NULL && !(segment instanceof FieldPath.Index(int index) && index > 0);
        if (!fits && !nothing) return Optional.empty();
        if (nothing || holder.entries().isEmpty()) {
            if (way.isInFlow()) return replace(way, part.value());
            return !nothing && isFlat(part.value()) ? intoFlow(holder, 0, part.value()) : block(way, part);
        }
        if (holder.style() == Style.FLOW) return intoFlow(holder, holder.entries().size(), part.value());
        if (holder.value() instanceof ListValue) return insertItem(holder, holder.entries().size(), part);
        int end = layout.afterLine(holder.end());
        YamlNode first = holder.entries().getFirst().key();
        return first == null
                ? Optional.empty()
                : Optional.of(layout.insertBelow(end, part.lines(layout.style(), layout.column(first.start()))));
    }

    private static boolean isFlat(Value value) {
        return switch (value) {
            case MapValue map -> map.keys().stream().noneMatch(key -> isLong(map.get(key)));
            case ListValue list -> list.stream().noneMatch(YamlPlacing::isLong);
            default -> true;
        };
    }

    private static boolean isFilled(@Nullable Value value) {
        return value instanceof MapValue map && !map.isEmpty() || value instanceof ListValue list && !list.isEmpty();
    }

    private static boolean isLong(@Nullable Value value) {
        return isFilled(value) || value instanceof Value.Text(String words) && words.contains("\n");
    }

    /// A part as a list's item before the one that has this index now.
    Optional<TextEdit> insertItem(YamlNode list, int index, YamlPart part) {
        if (list.style() == Style.FLOW) return intoFlow(list, index, part.value());
        int size = list.entries().size();
        YamlNode model = list.entries().get(index == size ? size - 1 : index).node();
        Value item = ((ListValue) part.value()).items().getFirst();
        boolean asFlow = model.style() == Style.FLOW && isFilled(item) && layout.isAt(model.start(), '{');
        YamlPart like = asFlow
                ? new YamlPart(part.value(), (_, column) -> List.of(" ".repeat(column) + "- " + layout.flow(item)))
                : part;
        int first = layout.dash(list, 0);
        if (first < 0) return Optional.empty();
        List<String> lines = like.lines(layout.style(), layout.column(first));
        if (index == size) return Optional.of(layout.insertBelow(layout.afterLine(list.end()), lines));
        if (index > 0) {
            int before = layout.end(list, index - 1);
            return before < 0 ? Optional.empty() : Optional.of(layout.insertBelow(layout.lineEnd(before), lines));
        }
        String margin = " ".repeat(layout.column(first));
        return Optional.of(layout.edit(first, first,
                String.join(layout.lineBreak(), lines).stripLeading() + layout.lineBreak() + margin));
    }

    /// Between brackets, before the element that has this index now.
    private Optional<TextEdit> intoFlow(YamlNode holder, int index, Value entry) {
        if (!layout.isAt(holder.start(), '{') && !layout.isAt(holder.start(), '[')) return Optional.empty();
        String written = layout.flow(entry);
        String inner = written.substring(1, written.length() - 1);
        int size = holder.entries().size();
        if (size == 0) return Optional.of(layout.edit(holder.start() + 1, holder.start() + 1, inner));
        if (index < size) {
            int at = layout.start(holder.entries().get(index));
            return at < 0 ? Optional.empty() : Optional.of(layout.edit(at, at, inner + ", "));
        }
        Entry last = holder.entries().getLast();
        if (last.alias()) return Optional.empty();
        return Optional.of(layout.edit(last.node().end(), last.node().end(), ", " + inner));
    }

    /// A value in the place of the one at the end of a way.
    Optional<TextEdit> replace(YamlWay way, Value value) {
        YamlNode node = way.last();
        if (layout.isMarked(node)) return Optional.empty();
        if (way.isInFlow()) return inFlow(way, value);
        boolean multiLine = value instanceof Value.Text && node.style() != Style.QUOTED
                && YamlWriter.lines(value).size() > 1;
        boolean keepsFlow = node.style() == Style.FLOW && !node.entries().isEmpty();
        if (!isFilled(value) && !multiLine) return inline(way, layout.scalarLike(node, value));
        if (keepsFlow && !multiLine) return inline(way, layout.flow(value));
        return block(way, value);
    }

    private Optional<TextEdit> inFlow(YamlWay way, Value value) {
        YamlNode node = way.last();
        Entry entry = way.entry();
        String written = isFilled(value) ? layout.flow(value) : layout.scalarLike(node, value);
        boolean absent = node.start() == node.end();
        if (!absent || entry == null) return Optional.of(layout.edit(node.start(), node.end(), written));
        if (entry.key() == null) return Optional.empty();
        int colon = layout.colon(entry.key());
        return Optional.of(colon < 0
                ? layout.edit(entry.key().end(), entry.key().end(), ": " + written)
                : layout.edit(colon + 1, colon + 1, " " + written));
    }

    /// One line of text in the place of a block's value.
    private Optional<TextEdit> inline(YamlWay way, String written) {
        YamlNode node = way.last();
        Entry entry = way.entry();
        boolean inPlace = node.style() != Style.BLOCK && node.style() != Style.BLOCK_TEXT && node.start() < node.end();
        if (inPlace || entry == null) return Optional.of(layout.edit(node.start(), node.end(), written));
        if (entry.key() == null)
            return Optional.of(layout.edit(node.start(), node.end(), node.start() < node.end()
                    ? written
                    : " " + written));
        int colon = layout.colon(entry.key());
        if (colon < 0) return Optional.empty();
        return Optional.of(layout.edit(colon + 1, node.end(), " " + written + layout.between(colon + 1, node)));
    }

    /// A block with one entry in the place of nothing.
    private Optional<TextEdit> block(YamlWay way, YamlPart part) {
        return block(way, part.value(), column -> YamlPart.around(VALUE, part, layout.style(), column),
                column -> part.lines(layout.style(), column));
    }

    /// A block in the place of a value.
    private Optional<TextEdit> block(YamlWay way, Value value) {
        return block(way, value, column -> YamlPart.written(VALUE, value).lines(layout.style(), column),
                column -> YamlWriter.lines(value, layout.style()).stream().map(line -> margin(column, line.text())).toList());
    }

    /// @param keyed the lines below and with a key of one letter in a column
    /// @param bare  the lines in a column, for what stands behind a dash or is the root
    private Optional<TextEdit> block(YamlWay way, Value value, IntFunction<List<String>> keyed, IntFunction<List<String>> bare) {
        Entry entry = way.entry();
        YamlNode node = way.last();
        boolean isBlock = node.style() == Style.BLOCK || node.style() == Style.BLOCK_TEXT;
        int end = layout.lineEnd(node.end());
        String behind = isBlock ? "" : text.substring(node.end(), end);
        if (entry == null || entry.key() == null) {
            if (value instanceof Value.Text) return Optional.empty();
            boolean absent = node.start() == node.end();
            List<String> lines = bare.apply(layout.column(node.start()) + (absent ? 1 : 0));
            return Optional.of(layout.edit(node.start(), end,
                    (absent ? " " : "") + lines.getFirst().stripLeading() + behind + rest(lines)));
        }
        int column = layout.column(entry.key().start());
        int colon = layout.colon(entry.key());
        if (colon < 0 || !isBlock && layout.lineOf(node.start()) != layout.lineOf(colon)) return Optional.empty();
        List<String> lines = keyed.apply(column);
        String kept = isBlock ? layout.between(colon + 1, node).stripTrailing() : behind;
        return Optional.of(layout.edit(colon + 1, end, lines.getFirst().substring(column + 2) + kept + rest(lines)));
    }

    private String rest(List<String> lines) {
        return lines.stream().skip(1).map(line -> layout.lineBreak() + line).collect(Collectors.joining());
    }

    private static String margin(int column, String line) {
        return line.isEmpty() ? "" : " ".repeat(column) + line;
    }
}
