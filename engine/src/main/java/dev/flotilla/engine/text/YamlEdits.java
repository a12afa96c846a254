package dev.flotilla.engine.text;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.text.YamlNode.Style;
import dev.flotilla.engine.text.YamlPart.Carried;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.FieldPath.Key;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Changes of one document as a careful person makes them in its text: the lines around them stay as they are, with comments, order,
/// indentation, quotes and brackets.
///
/// Every answer is a replacement in the text that the document was read from; with it applied, the document reads as its tree with
/// the same change made. Empty is the answer where that cannot be had without spoiling something: below an alias, for a text that an
/// anchor marks, where a comment would be lost.
public final class YamlEdits {
    private final YamlDocument document;
    private final YamlLayout layout;
    private final String text;
    private final YamlPlacing placing;
    private final YamlRemoval removal;

    public YamlEdits(YamlDocument document) {
        this.document = document;
        layout = new YamlLayout(document);
        text = document.source().text();
        placing = new YamlPlacing(layout, text);
        removal = new YamlRemoval(layout, text);
    }

    private YamlWay way(FieldPath path) {
        return YamlWay.of(document.node(), path);
    }

    /// `value` at `path`: in the place of what is written there, or as a new entry behind its neighbours. Missing maps and lists on
    /// the way are written too; a list's index may be at most the list's size.
    public Optional<TextEdit> set(FieldPath path, Value value) {
        YamlWay way = way(path);
        if (way.alias()) return Optional.empty();
        int depth = way.entries().size();
        if (depth == path.segments().size()) return placing.replace(way, value);
        List<FieldPath.Segment> missing = path.segments().subList(depth, path.segments().size());
        return placing.add(way, missing.getFirst(), YamlPart.of(missing, value, null));
    }

    /// A new item in a list, before the one that has this index now.
    public Optional<TextEdit> insert(FieldPath path, Value value) {
        if (!(path.segments().getLast() instanceof FieldPath.Index(int index))) return set(path, value);
        YamlWay holder = way(path.parent());
        boolean there = !holder.alias() && holder.entries().size() == path.segments().size() - 1;
        if (!there || index >= holder.last().entries().size()) return set(path, value);
        return placing.insertItem(holder.last(), index, YamlPart.of(List.of(path.segments().getLast()), value, null));
    }

    /// Another key for the entry at `path`.
    public Optional<TextEdit> rename(FieldPath path, String key) {
        YamlWay way = way(path);
        Entry entry = way.entry();
        if (!way.reaches(path) || entry == null || entry.key() == null) return Optional.empty();
        return Optional.of(layout.edit(entry.key().start(), entry.key().end(), layout.scalarLike(entry.key(), Value.text(key))));
    }

    /// The entry or item at `path` gone, with its whole lines; comments above it stay. Where it was the only one, `{}` or `[]` stands
    /// in the place of the others.
    public Optional<TextEdit> remove(FieldPath path) {
        YamlWay way = way(path);
        YamlNode holder = way.holder();
        Entry entry = way.entry();
        if (!way.reaches(path) || holder == null || entry == null) return Optional.empty();
        if (holder.entries().size() == 1) {
            boolean needed = layout.hasAnchor(holder.start(), holder.end());
            return needed
                    ? Optional.empty()
                    : placing.replace(way.up(), holder.value() instanceof ListValue ? ListValue.EMPTY : MapValue.EMPTY);
        }
        int at = holder.entries().indexOf(entry);
        return removal.remove(holder, at);
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
        YamlWay source = way(from);
        YamlWay target = way(to);
        int depth = target.entries().size();
        if (value == null || source.alias() || target.alias() || !source.reaches(from)
                || depth == to.segments().size() || to.startsWith(from))
            return Optional.empty();
        List<FieldPath.Segment> missing = to.segments().subList(depth, to.segments().size());
        boolean alike = from.segments().getLast() instanceof Key == missing.getLast() instanceof Key;
        Carried carried = alike ? Carried.of(source, missing.getLast(), layout, text) : null;
        if (carried == null && layout.hasComment(source.last())) return Optional.empty();
        boolean flow = target.last().style() == Style.FLOW && !target.last().entries().isEmpty();
        if (flow && carried != null && carried.hasComment()) return Optional.empty();
        return placing.add(target, missing.getFirst(), YamlPart.of(missing, value, carried)).flatMap(added -> {
            YamlEdits changed = after(added);
            return changed.uprooted(from, carried != null && !flow).map(changed::after).map(this::difference);
        });
    }

    /// Two neighbours in a list change places, each with its comments.
    public Optional<TextEdit> swap(FieldPath first, FieldPath second) {
        int after = second.segments().getLast() instanceof FieldPath.Index(int index) ? index + 1 : 0;
        YamlWay holder = way(second.parent());
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
        YamlWay way = way(path);
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
}
