package dev.flotilla.engine.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.text.YamlNode.Entry;
import dev.flotilla.engine.text.YamlNode.Style;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// From the YAML library's events to nodes, one part of a file at a time. The library's own composer is not used: its nodes hold
/// on to the whole text, know nothing of kubectl's scalars, and let an alias bomb pass.
final class YamlComposer {
    /// How many nodes aliases may add to one document before it counts as a bomb.
    private static final int EXPANSION_LIMIT = 10_000;
    private static final int DEPTH_LIMIT = 500;
    private static final int CODE_POINT_LIMIT = 256 * 1024 * 1024;

    private final SourceFile source;
    private final CodePoints offsets;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Deque<Frame> open = new ArrayDeque<>();
    private Map<String, YamlNode> anchors = new HashMap<>();
    private Set<String> openAnchors = new HashSet<>();
    private Map<YamlNode, Long> sizes = new IdentityHashMap<>();
    private long expanded;
    /// How many nodes the value that is about to be added expands to.
    private long size = 1;
    private boolean broken;
    private int tooDeep;
    /// Where the last scalar, alias or flow collection ended: there ends a block collection as well.
    private int lastEnd;

    YamlComposer(SourceFile source, CodePoints offsets) {
        this.source = source;
        this.offsets = offsets;
    }

    /// A collection whose end has not come yet.
    private static final class Frame {
        final CollectionStartEvent event;
        final int start;
        final List<Entry> entries = new ArrayList<>();
        long size = 1;
        @Nullable YamlNode key;
        boolean keyExpected;

        Frame(CollectionStartEvent event, int start) {
            this.event = event;
            this.start = start;
            this.keyExpected = event instanceof MappingStartEvent;
        }
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /// The roots of the sound documents in `text`; those with errors other than of syntax are in [#diagnostics].
    ///
    /// @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException at the first error of syntax
    List<YamlNode> compose(String text) {
        var settings = LoadSettings.builder().setUseMarks(true).setLabel(source.path()).setCodePointLimit(CODE_POINT_LIMIT)
                .build();
        var roots = new ArrayList<YamlNode>();
        for (Event event : new Parse(settings).parseString(text)) {
            YamlNode done = switch (event) {
                case DocumentStartEvent _ -> newDocument();
                case AliasEvent alias -> alias(alias);
                case ScalarEvent scalar -> scalar(scalar);
                case CollectionStartEvent start -> open(start);
                default ->
                    event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd ? close(event) : null;
            };
            if (done == null) continue;
            if (open.isEmpty()) {
                if (!broken) roots.add(done);
            } else {
                add(done, event instanceof AliasEvent);
            }
        }
        return roots;
    }

    private @Nullable YamlNode newDocument() {
        anchors = new HashMap<>();
        openAnchors = new HashSet<>();
        sizes = new IdentityHashMap<>();
        expanded = 0;
        broken = false;
        return null;
    }

    private int start(Event event) {
        return offset(event.getStartMark().orElse(null));
    }

    private int end(Event event) {
        return offset(event.getEndMark().orElse(null));
    }

    private int offset(@Nullable Mark mark) {
        return offsets.offset(mark == null ? 0 : mark.getIndex());
    }

    private @Nullable YamlNode open(CollectionStartEvent event) {
        if (open.size() >= DEPTH_LIMIT) {
            if (!broken)
                diagnostics.add(Diagnostic.error("yaml.too-deep", source.location(start(event), end(event)), DEPTH_LIMIT));
            broken = true;
            tooDeep++;
            return null;
        }
        event.getAnchor().ifPresent(anchor -> openAnchors.add(anchor.getValue()));
        open.push(new Frame(event, start(event)));
        return null;
    }

    private @Nullable YamlNode close(Event event) {
        if (tooDeep > 0) {
            tooDeep--;
            return null;
        }
        Frame frame = open.pop();
        boolean flow = frame.event.isFlow();
        int end = flow ? end(event) : Math.max(frame.start, lastEnd);
        YamlNode node = frame.event instanceof SequenceStartEvent
                ? list(frame, end, flow ? Style.FLOW : Style.BLOCK)
                : map(frame, end, flow ? Style.FLOW : Style.BLOCK);
        size = frame.size;
        if (frame.event.getAnchor().isPresent()) sizes.put(node, size);
        lastEnd = end;
        anchor(frame.event, node);
        return node;
    }

    private void anchor(NodeEvent event, YamlNode node) {
        event.getAnchor().ifPresent(anchor -> {
            anchors.put(anchor.getValue(), node);
            openAnchors.remove(anchor.getValue());
        });
    }

    private void add(YamlNode node, boolean alias) {
        Frame frame = java.util.Objects.requireNonNull(open.peek(), "the caller has looked");
        if (tooDeep > 0) return;
        frame.size = Math.min(Integer.MAX_VALUE, frame.size + size);
        if (frame.keyExpected) {
            frame.key = node;
        } else {
            frame.entries.add(new Entry(frame.key, node, alias));
            frame.key = null;
        }
        if (frame.event instanceof MappingStartEvent) frame.keyExpected = !frame.keyExpected;
    }

    private YamlNode alias(AliasEvent event) {
        String name = event.getAlias().getValue();
        Location place = source.location(start(event), end(event));
        lastEnd = end(event);
        YamlNode node = anchors.get(name);
        if (node == null || openAnchors.contains(name)) {
            diagnostics.add(
                    Diagnostic.error(openAnchors.contains(name) ? "yaml.recursive-alias" : "yaml.unknown-alias", place, name));
            broken = true;
            return YamlNode.scalar(place.start(), place.end(), Style.PLAIN, Value.NULL);
        }
        size = sizes.getOrDefault(node, 1L);
        expanded = Math.min(Integer.MAX_VALUE, expanded + size);
        if (expanded > EXPANSION_LIMIT && !broken) {
            diagnostics.add(Diagnostic.error("yaml.alias-bomb", place, EXPANSION_LIMIT));
            broken = true;
        }
        return node;
    }

    private YamlNode scalar(ScalarEvent event) {
        int start = start(event);
        int end = end(event);
        Style style = event.isPlain() ? Style.PLAIN : event.isLiteral() || event.isFolded() ? Style.BLOCK_TEXT : Style.QUOTED;
        if (style == Style.BLOCK_TEXT) {
            while (end > start && Character.isWhitespace(source.text().charAt(end - 1))) {
                end--;
            }
        }
        lastEnd = end;
        size = 1;
        YamlNode node = YamlNode.scalar(start, end, style, value(event, start, end));
        anchor(event, node);
        return node;
    }

    private Value value(ScalarEvent event, int start, int end) {
        String text = event.getValue();
        String tag = event.getTag().orElse("");
        if (tag.isEmpty() && !event.isPlain()) return Value.text(text);
        try {
            Value value = tag.isEmpty() ? YamlScalars.plain(text) : YamlScalars.tagged(tag, text);
            if (value == null) {
                diagnostics.add(Diagnostic.error("yaml.wrong-tag", source.location(start, end), text,
                        "!!" + tag.substring(tag.lastIndexOf(':') + 1)));
                broken = true;
                return Value.NULL;
            }
            if (tag.isEmpty()) doubts(text, value, start, end);
            return value;
        } catch (ArithmeticException _) {
            // Keys are texts in the end, and kubectl writes these as YAML does.
            if (isKey()) return Value.text(text.toLowerCase(Locale.ROOT).replace("+", ""));
            diagnostics.add(Diagnostic.error("yaml.not-a-json-number", source.location(start, end), text));
            broken = true;
            return Value.NULL;
        }
    }

    private boolean isKey() {
        Frame frame = open.peek();
        return frame != null && frame.keyExpected;
    }

    /// What reads as something else than it looks like.
    private void doubts(String text, Value value, int start, int end) {
        switch (YamlScalars.doubt(text, value)) {
            case NONE -> {
            }
            case BOOLEAN ->
                diagnostics.add(Diagnostic.warning("yaml.boolean-word", source.location(start, end), text, value.toString()));
            case OCTAL -> {
                if (!isFileMode()) {
                    diagnostics.add(Diagnostic.warning("yaml.octal", source.location(start, end), text, value.toString()));
                }
            }
            case TOO_LARGE -> diagnostics.add(Diagnostic.warning("yaml.big-number", source.location(start, end), text));
        }
    }

    /// `defaultMode: 0644` means what it says.
    private boolean isFileMode() {
        Frame frame = open.peek();
        return frame != null && frame.key != null && frame.key.value() instanceof Value.Text(String key)
                && (key.equals("mode") || key.equals("defaultMode"));
    }

    private YamlNode list(Frame frame, int end, Style style) {
        Value value = ListValue.of(frame.entries.stream().map(entry -> entry.node().value()).toList());
        return new YamlNode(frame.start, end, style, value, List.copyOf(frame.entries), List.of());
    }

    private YamlNode map(Frame frame, int end, Style style) {
        var map = MapValue.builder();
        var entries = new ArrayList<Entry>(frame.entries.size());
        var merged = new ArrayList<YamlNode>();
        var firsts = new HashMap<String, YamlNode>();
        for (Entry entry : frame.entries) {
            YamlNode key = java.util.Objects.requireNonNull(entry.key(), "a map's entries have keys");
            if (!key.entries().isEmpty() || key.style() == Style.FLOW || key.style() == Style.BLOCK) {
                diagnostics.removeIf(inner -> inner.code().equals("yaml.complex-key") && inner.location().start() >= key.start());
                diagnostics.add(Diagnostic.error("yaml.complex-key", source.location(key.start(), key.end())));
                broken = true;
                continue;
            }
            if (key.style() == Style.PLAIN && entry.name().equals("<<")) {
                merge(entry, map, firsts, merged);
                continue;
            }
            if (key.value() == Value.NULL) {
                diagnostics.add(Diagnostic.error("yaml.null-key", source.location(key.start(), key.end())));
                broken = true;
                continue;
            }
            String name = entry.name();
            YamlNode first = firsts.putIfAbsent(name, key);
            if (first != null) {
                Location again = source.location(key.start(), key.end());
                int line = source.location(first.start(), first.end()).line();
                diagnostics.add(Diagnostic.error("yaml.duplicate-key", again, name, line, again.line()));
            }
            entries.add(entry);
            map.put(name, entry.node().value());
        }
        return new YamlNode(frame.start, end, style, map.build(), List.copyOf(entries), List.copyOf(merged));
    }

    /// To kubectl a merge is an assignment like others: it wins over what stands before it, whatever YAML's own text says. Of a list of
    /// maps the first wins.
    private void merge(Entry entry, MapValue.Builder map, Map<String, YamlNode> own, List<YamlNode> merged) {
        YamlNode from = entry.node();
        YamlNode key = java.util.Objects.requireNonNull(entry.key(), "a map's entries have keys");
        List<YamlNode> others;
        if (from.value() instanceof MapValue) {
            others = List.of(from);
        } else if (from.value() instanceof ListValue list && list.maps().size() == list.size()) {
            others = from.entries().stream().map(Entry::node).toList();
        } else {
            diagnostics.add(Diagnostic.error("yaml.bad-merge", source.location(key.start(), key.end())));
            broken = true;
            return;
        }
        merged.addAll(others);
        for (YamlNode other : others.reversed()) {
            if (!(other.value() instanceof MapValue values)) continue;
            values.forEach((name, value) -> {
                YamlNode before = own.get(name);
                if (before != null) {
                    diagnostics.add(Diagnostic.warning("yaml.merge-wins", source.location(before.start(), before.end()), name));
                }
                map.put(name, value);
            });
        }
    }
}
