package dev.flotilla.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.text.YamlNode.Style;
import dev.flotilla.engine.text.YamlWriter.Layout;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.FieldPath.Key;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Changes of one document as a careful person makes them in its text: the lines around them stay as they are, with comments, order,
/// indentation, quotes and brackets.
///
/// Every answer is a replacement in the text that the document was read from; with it applied, the document reads as its tree with
/// the same change made. Empty is the answer where that cannot be had without spoiling something: below an alias, for a text that an
/// anchor marks, where a comment would be lost.
public final class YamlEdits {
    /// Stands for a key that is written already, of one letter.
    private static final Key VALUE = new Key("k");

    private final YamlDocument document;
    private final YamlLayout layout;
    private final String text;

    public YamlEdits(YamlDocument document) {
        this.document = document;
        layout = new YamlLayout(document);
        text = document.source().text();
    }

    /// How far a path is written.
    ///
    /// @param nodes   from the root down, one more than entries
    /// @param entries that were passed
    private record Way(List<YamlNode> nodes, List<Entry> entries, boolean alias) {
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

        Way up() {
            return new Way(nodes.subList(0, nodes.size() - 1), entries.subList(0, entries.size() - 1), false);
        }
    }

    private Way way(FieldPath path) {
        var nodes = new ArrayList<>(List.of(document.node()));
        var entries = new ArrayList<Entry>();
        boolean alias = false;
        for (FieldPath.Segment segment : path.segments()) {
            Entry entry = alias ? null : nodes.getLast().ownChild(segment);
            if (entry == null) break;
            alias = entry.alias();
            nodes.add(entry.node());
            entries.add(entry);
        }
        return new Way(nodes, entries, alias);
    }

    /// `value` at `path`: in the place of what is written there, or as a new entry behind its neighbours. Missing maps and lists on
    /// the way are written too; a list's index may be at most the list's size.
    public Optional<TextEdit> set(FieldPath path, Value value) {
        Way way = way(path);
        if (way.alias()) return Optional.empty();
        int depth = way.entries().size();
        if (depth == path.segments().size()) return replace(way, value);
        List<FieldPath.Segment> missing = path.segments().subList(depth, path.segments().size());
        return add(way, missing.getFirst(), part(missing, value, null));
    }

    /// A new item in a list, before the one that has this index now.
    public Optional<TextEdit> insert(FieldPath path, Value value) {
        if (!(path.segments().getLast() instanceof FieldPath.Index(int index))) return set(path, value);
        Way holder = way(path.parent());
        boolean there = !holder.alias() && holder.entries().size() == path.segments().size() - 1;
        if (!there || index >= holder.last().entries().size()) return set(path, value);
        return insertItem(holder.last(), index, part(List.of(path.segments().getLast()), value, null));
    }

    /// Another key for the entry at `path`.
    public Optional<TextEdit> rename(FieldPath path, String key) {
        Way way = way(path);
        Entry entry = way.entry();
        if (way.entries().size() != path.segments().size() || entry == null || entry.key() == null) return Optional.empty();
        return Optional.of(layout.edit(entry.key().start(), entry.key().end(), layout.scalarLike(entry.key(), Value.text(key))));
    }

    /// The entry or item at `path` gone, with its whole lines; comments above it stay. Where it was the only one, `{}` or `[]` stands
    /// in the place of the others.
    public Optional<TextEdit> remove(FieldPath path) {
        Way way = way(path);
        YamlNode holder = way.holder();
        Entry entry = way.entry();
        if (way.entries().size() != path.segments().size() || holder == null || entry == null) return Optional.empty();
        if (holder.entries().size() == 1) {
            boolean needed = layout.hasAnchor(holder.start(), holder.end());
            return needed
                    ? Optional.empty()
                    : replace(way.up(), holder.value() instanceof ListValue ? ListValue.EMPTY : MapValue.EMPTY);
        }
        int at = holder.entries().indexOf(entry);
        return holder.style() == Style.FLOW ? removeFromFlow(holder, at) : removeFromBlock(holder, at);
    }

    /// As [#remove], and so on upwards: what is left empty by it goes too, but for the root's own entries.
    public Optional<TextEdit> prune(FieldPath path) {
        FieldPath all = path;
        while (all.segments().size() > 2 && way(all).entries().size() == all.segments().size()
                && way(all.parent()).last().entries().size() == 1) {
            all = all.parent();
        }
        return remove(all);
    }

    /// The entry or item at `from` with its comments, those directly above it among them, at `to` instead.
    ///
    /// @param to where nothing is written yet; read before anything moves
    public Optional<TextEdit> move(FieldPath from, FieldPath to) {
        Value value = document.root().at(from);
        Way source = way(from);
        Way target = way(to);
        int depth = target.entries().size();
        if (value == null || source.alias() || target.alias() || source.entries().size() != from.segments().size()
                || depth == to.segments().size() || to.startsWith(from))
            return Optional.empty();
        List<FieldPath.Segment> missing = to.segments().subList(depth, to.segments().size());
        boolean alike = from.segments().getLast() instanceof Key == missing.getLast() instanceof Key;
        Carried carried = alike ? carried(source, missing.getLast()) : null;
        if (carried == null && layout.hasComment(source.last())) return Optional.empty();
        boolean flow = target.last().style() == Style.FLOW && !target.last().entries().isEmpty();
        if (flow && carried != null && carried.hasComment()) return Optional.empty();
        return add(target, missing.getFirst(), part(missing, value, carried)).flatMap(added -> {
            YamlEdits changed = after(added);
            return changed.uprooted(from, carried != null && !flow).map(changed::after).map(this::difference);
        });
    }

    /// Two neighbours in a list change places, each with its comments.
    public Optional<TextEdit> swap(FieldPath first, FieldPath second) {
        int after = second.segments().getLast() instanceof FieldPath.Index(int index) ? index + 1 : 0;
        Way holder = way(second.parent());
        boolean last = holder.last().entries().size() == after;
        if (last) return move(first, first.parent().index(after));
        YamlNode list = holder.last();
        if (holder.alias() || list.style() == Style.FLOW) {
            Value one = document.root().at(first);
            Value other = document.root().at(second);
            if (one == null || other == null) return Optional.empty();
            return set(first, other).map(this::after).flatMap(next -> next.set(second, one).map(next::after))
                    .map(this::difference);
        }
        int at = layout.dash(list, after - 2);
        int middle = layout.dash(list, after - 1);
        int end = layout.dash(list, after);
        if (at < 0 || !layout.isFirstOnLine(at)) return Optional.empty();
        int from = layout.commentsAbove(at);
        int between = layout.commentsAbove(middle);
        int to = layout.commentsAbove(end);
        return Optional.of(layout.edit(from, to, text.substring(between, to) + text.substring(from, between)));
    }

    /// Edits of the document as it is after `edit`.
    public YamlEdits after(TextEdit edit) {
        return new YamlEdits(reread(edit));
    }

    /// The one replacement in this text that makes it into the other's.
    public TextEdit difference(YamlEdits other) {
        return layout.difference(other.text);
    }

    /// The document that the edits are of.
    public YamlDocument document() {
        return document;
    }

    /// The document as it is after `edit`; this one where that would leave nothing of it.
    private YamlDocument reread(TextEdit edit) {
        int start = document.node().start();
        int moved = edit.newText().length() - (edit.range().end() - edit.range().start());
        int now = edit.range().end() <= start ? start + moved : Math.min(start, edit.range().start());
        YamlDocument read = YamlReader.readAt(new SourceFile(document.source().path(), layout.apply(edit)), now);
        return read == null ? document : read;
    }

    /// @param withComments whether the comments above were carried away and must not stay behind
    private Optional<TextEdit> uprooted(FieldPath path, boolean withComments) {
        Way way = way(path);
        Entry entry = way.entry();
        YamlNode holder = way.holder();
        Optional<TextEdit> removed = remove(path).map(edit -> withComments ? layout.withCommentBehind(edit) : edit);
        if (!withComments || entry == null || holder == null || removed.isEmpty()) return removed;
        int start = entry.key() == null ? layout.dash(holder, holder.entries().indexOf(entry)) : entry.key().start();
        int line = layout.lineStart(start);
        int from = layout.isFirstOnLine(start) ? layout.commentsAbove(start) : line;
        if (from == line) return removed;
        TextEdit edit = removed.get();
        if (edit.range().start() > from) return Optional.of(layout.edit(from, edit.range().end(), edit.newText()));
        String above = text.substring(from, line).stripTrailing();
        return edit.newText().endsWith(above)
                ? Optional.of(layout.edit(edit.range().start(), edit.range().end(),
                        edit.newText().substring(0, edit.newText().length() - above.length()).stripTrailing()))
                : removed;
    }

    // ---- entries to be

    /// An entry or item that is to be written: as lines of a block, its key or dash at a column, or as a value.
    private record Part(Value value, BiFunction<Layout, Integer, List<String>> lines) {
        List<String> lines(Layout layout, int column) {
            return lines.apply(layout, column);
        }
    }

    private static Part part(List<FieldPath.Segment> missing, Value value, @Nullable Carried carried) {
        Part part = carried == null
                ? written(missing.getLast(), value)
                : new Part(wrapped(missing.getLast(), value), carried::lines);
        for (FieldPath.Segment segment : missing.subList(0, missing.size() - 1).reversed()) {
            Part inner = part;
            part = new Part(wrapped(segment, inner.value()), (layout, column) -> around(segment, inner, layout, column));
        }
        return part;
    }

    private static Value wrapped(FieldPath.Segment segment, Value value) {
        return switch (segment) {
            case Key(String name) -> MapValue.of(name, value);
            case FieldPath.Index _ -> ListValue.of(value);
        };
    }

    private static Part written(FieldPath.Segment segment, Value value) {
        Value whole = wrapped(segment, value);
        return new Part(whole, (layout, column) -> YamlWriter.lines(whole, layout).stream()
                .map(line -> line.text().isEmpty() ? "" : " ".repeat(column) + line.text()).toList());
    }

    private static List<String> around(FieldPath.Segment segment, Part inner, Layout layout, int column) {
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
    private record Carried(List<String> old, int column, int header, @Nullable String name, int keyLength) {
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
    }

    private @Nullable Carried carried(Way source, FieldPath.Segment as) {
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

    // ---- writing

    private Optional<TextEdit> add(Way way, FieldPath.Segment segment, Part part) {
        YamlNode holder = way.last();
        boolean fits = segment instanceof FieldPath.Index(int index)
                ? index == holder.entries().size() && holder.value() instanceof ListValue
                : holder.value() instanceof MapValue;
        boolean nothing = holder.value() == Value.NULL && !(segment instanceof FieldPath.Index(int index) && index > 0);
        if (!fits && !nothing) return Optional.empty();
        if (nothing || holder.entries().isEmpty()) {
            if (isInFlow(way)) return replace(way, part.value());
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
            case ListValue list -> list.stream().noneMatch(YamlEdits::isLong);
            default -> true;
        };
    }

    private static boolean isFilled(@Nullable Value value) {
        return value instanceof MapValue map && !map.isEmpty() || value instanceof ListValue list && !list.isEmpty();
    }

    private static boolean isLong(@Nullable Value value) {
        return isFilled(value) || value instanceof Value.Text(String words) && words.contains("\n");
    }

    private static boolean isInFlow(Way way) {
        YamlNode holder = way.holder();
        return holder != null && holder.style() == Style.FLOW;
    }

    private Optional<TextEdit> insertItem(YamlNode list, int index, Part part) {
        if (list.style() == Style.FLOW) return intoFlow(list, index, part.value());
        int size = list.entries().size();
        YamlNode model = list.entries().get(index == size ? size - 1 : index).node();
        Value item = ((ListValue) part.value()).items().getFirst();
        boolean asFlow = model.style() == Style.FLOW && isFilled(item) && layout.isAt(model.start(), '{');
        Part like = asFlow
                ? new Part(part.value(), (_, column) -> List.of(" ".repeat(column) + "- " + layout.flow(item)))
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
            int at = start(holder.entries().get(index));
            return at < 0 ? Optional.empty() : Optional.of(layout.edit(at, at, inner + ", "));
        }
        Entry last = holder.entries().getLast();
        if (last.alias()) return Optional.empty();
        return Optional.of(layout.edit(last.node().end(), last.node().end(), ", " + inner));
    }

    private static int start(Entry entry) {
        return entry.key() != null ? entry.key().start() : entry.alias() ? -1 : entry.node().start();
    }

    private Optional<TextEdit> replace(Way way, Value value) {
        YamlNode node = way.last();
        if (layout.isMarked(node)) return Optional.empty();
        if (isInFlow(way)) return inFlow(way, value);
        boolean multiLine = value instanceof Value.Text && node.style() != Style.QUOTED
                && YamlWriter.lines(value).size() > 1;
        boolean keepsFlow = node.style() == Style.FLOW && !node.entries().isEmpty();
        if (!isFilled(value) && !multiLine) return inline(way, layout.scalarLike(node, value));
        if (keepsFlow && !multiLine) return inline(way, layout.flow(value));
        return block(way, value);
    }

    private Optional<TextEdit> inFlow(Way way, Value value) {
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
    private Optional<TextEdit> inline(Way way, String written) {
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
    private Optional<TextEdit> block(Way way, Part part) {
        return block(way, part.value(), column -> around(VALUE, part, layout.style(), column),
                column -> part.lines(layout.style(), column));
    }

    /// A block in the place of a value.
    private Optional<TextEdit> block(Way way, Value value) {
        return block(way, value, column -> written(VALUE, value).lines(layout.style(), column),
                column -> YamlWriter.lines(value, layout.style()).stream().map(line -> margin(column, line.text())).toList());
    }

    /// @param keyed the lines below and with a key of one letter in a column
    /// @param bare  the lines in a column, for what stands behind a dash or is the root
    private Optional<TextEdit> block(Way way, Value value, IntFunction<List<String>> keyed, IntFunction<List<String>> bare) {
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

    // ---- taking away

    private Optional<TextEdit> removeFromBlock(YamlNode holder, int at) {
        Entry entry = holder.entries().get(at);
        int start = entry.key() == null ? layout.dash(holder, at) : entry.key().start();
        int end = layout.end(holder, at);
        if (start < 0 || end < 0 || layout.hasAnchor(start, end)) return Optional.empty();
        if (layout.isFirstOnLine(start)) {
            int lineStart = layout.lineStart(start);
            int lineEnd = layout.lineEnd(end);
            int next = layout.nextLine(lineEnd);
            boolean lastLine = next == lineEnd && lineStart > 0;
            return Optional.of(lastLine
                    ? layout.edit(layout.lineEnd(lineStart - 1), lineEnd, "")
                    : layout.edit(lineStart, next, ""));
        }
        if (at + 1 >= holder.entries().size()) return Optional.empty();
        Entry following = holder.entries().get(at + 1);
        int next = following.key() == null ? layout.dash(holder, at + 1) : following.key().start();
        if (next < 0) return Optional.empty();
        return Optional.of(layout.edit(start, text.substring(end, next).isBlank() ? next : end, ""));
    }

    private Optional<TextEdit> removeFromFlow(YamlNode holder, int at) {
        Entry entry = holder.entries().get(at);
        int start = start(entry);
        if (start < 0 || entry.alias() || layout.hasAnchor(start, entry.node().end())) return Optional.empty();
        int end = Math.max(entry.node().end(), entry.key() == null ? 0 : entry.key().end());
        if (at + 1 < holder.entries().size()) {
            int next = start(holder.entries().get(at + 1));
            if (next < 0 || text.substring(end, next).contains("#")) return Optional.empty();
            return Optional.of(layout.edit(start, next, ""));
        }
        Entry before = holder.entries().get(at - 1);
        if (before.alias() || text.substring(before.node().end(), start).contains("#")) return Optional.empty();
        return Optional.of(layout.edit(before.node().end(), end, ""));
    }
}
