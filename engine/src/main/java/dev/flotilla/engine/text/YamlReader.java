package dev.flotilla.engine.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a file of YAML documents.
public final class YamlReader {
    /// How many nodes aliases may add to one document before it counts as a bomb.
    private static final int EXPANSION_LIMIT = 10_000;

    private final SourceFile source;
    private final List<YamlDocument> documents = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private YamlReader(SourceFile source) {
        this.source = source;
    }

    /// Never throws on any text: what cannot be read is a diagnostic.
    public static YamlFile read(SourceFile source) {
        var reader = new YamlReader(source);
        for (Part part : parts(source.text())) {
            reader.compose(part);
        }
        return new YamlFile(source, reader.documents, reader.diagnostics);
    }

    private record Part(int start, int end) {}

    /// The text between document markers. A `---` at the start of a line inside a block scalar cannot occur: there it would
    /// have to be indented.
    private static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        int start = 0;
        int line = 0;
        while (line < text.length()) {
            int next = text.indexOf('\n', line);
            next = next < 0 ? text.length() : next + 1;
            if (line > start && isMarker(text, line)) {
                parts.add(new Part(start, line));
                start = line;
            }
            line = next;
        }
        parts.add(new Part(start, text.length()));
        return parts;
    }

    private static boolean isMarker(String text, int at) {
        return text.startsWith("---", at) && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)));
    }

    private void compose(Part part) {
        var settings = LoadSettings.builder().setUseMarks(true).setLabel(source.path()).setCodePointLimit(64 * 1024 * 1024)
                .setMaxAliasesForCollections(Integer.MAX_VALUE).build();
        try {
            for (Node node : new Compose(settings).composeAllFromString(source.text().substring(part.start(), part.end()))) {
                var conversion = new Conversion(part.start());
                Value root = conversion.value(node);
                if (root == Value.NULL) continue;
                if (!conversion.broken) documents.add(new YamlDocument(source, root, node, part.start()));
            }
        } catch (MarkedYamlEngineException e) {
            diagnostics.add(syntaxError(e, part));
        } catch (YamlEngineException | StackOverflowError e) {
            diagnostics.add(
                    Diagnostic.error("yaml.syntax", source.location(part.start(), part.start()), String.valueOf(e.getMessage())));
        }
    }

    private Diagnostic syntaxError(MarkedYamlEngineException e, Part part) {
        int at = e.getProblemMark().map(mark -> utf16(source.text(), part.start(), mark)).orElse(part.start());
        String problem = String.valueOf(e.getProblem());
        Location place = source.location(at, Math.min(at + 1, part.end()));
        if (problem.contains("\\t(TAB)") || problem.contains("'\\t'")) return Diagnostic.error("yaml.tab", place);
        return Diagnostic.error("yaml.syntax", place, problem);
    }

    /// Marks count code points within the composed part; everything else here counts UTF-16 units within the file.
    static int utf16(String text, int partStart, Mark mark) {
        int index = mark.getIndex();
        int limit = Math.min(text.length(), partStart + index);
        boolean onlyBasic = true;
        for (int i = partStart; i < limit && onlyBasic; i++) {
            onlyBasic = !Character.isSurrogate(text.charAt(i));
        }
        if (onlyBasic) return limit;
        int left = Math.min(index, text.codePointCount(partStart, text.length()));
        return text.offsetByCodePoints(partStart, left);
    }

    /// One document from nodes to values.
    private final class Conversion {
        private final int offset;
        private final Map<Node, Value> done = new IdentityHashMap<>();
        private final Map<Node, Integer> sizes = new IdentityHashMap<>();
        private final Map<Node, Boolean> open = new IdentityHashMap<>();
        private int expanded;
        private boolean broken;

        Conversion(int offset) {
            this.offset = offset;
        }

        private Location range(Node node) {
            int start = node.getStartMark().map(mark -> utf16(source.text(), offset, mark)).orElse(offset);
            int end = node.getEndMark().map(mark -> utf16(source.text(), offset, mark)).orElse(start);
            return source.location(start, end);
        }

        Value value(Node node) {
            Value known = done.get(node);
            if (known != null) {
                expanded += sizes.getOrDefault(node, 1);
                if (expanded > EXPANSION_LIMIT && !broken) {
                    diagnostics.add(Diagnostic.error("yaml.alias-bomb", range(node), EXPANSION_LIMIT));
                    broken = true;
                }
                return known;
            }
            if (open.put(node, true) != null) {
                diagnostics.add(Diagnostic.error("yaml.recursive-alias", range(node)));
                broken = true;
                return Value.NULL;
            }
            int before = done.size() + expanded;
            Value value = switch (node) {
                case ScalarNode scalar -> scalar(scalar);
                case SequenceNode list -> ListValue.of(list.getValue().stream().map(this::value).toList());
                case MappingNode map -> map(map);
                default -> Value.NULL;
            };
            open.remove(node);
            done.put(node, value);
            sizes.put(node, done.size() + expanded - before);
            return value;
        }

        private Value scalar(ScalarNode node) {
            try {
                return YamlScalars.resolve(node);
            } catch (ArithmeticException _) {
                diagnostics.add(Diagnostic.error("yaml.not-a-json-number", range(node), node.getValue()));
                broken = true;
                return Value.NULL;
            }
        }

        private MapValue map(MappingNode node) {
            var map = MapValue.builder();
            var firsts = new HashMap<String, Node>();
            var merges = new ArrayList<MapValue>();
            for (NodeTuple tuple : node.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                    diagnostics.add(Diagnostic.error("yaml.complex-key", range(tuple.getKeyNode())));
                    broken = true;
                    continue;
                }
                if (keyNode.isPlain() && keyNode.getValue().equals("<<")) {
                    collectMerge(tuple.getValueNode(), merges);
                    continue;
                }
                String key = YamlScalars.keyText(keyNode);
                @Nullable Node first = firsts.putIfAbsent(key, keyNode);
                if (first != null) {
                    diagnostics.add(Diagnostic.error("yaml.duplicate-key", range(keyNode), key, range(first).line(),
                            range(keyNode).line()));
                }
                map.put(key, value(tuple.getValueNode()));
            }
            for (MapValue merge : merges) {
                merge.forEach((key, value) -> {
                    if (!map.has(key)) map.put(key, value);
                });
            }
            return map.build();
        }

        private void collectMerge(Node node, List<MapValue> merges) {
            switch (value(node)) {
                case MapValue m -> merges.add(m);
                case ListValue l when l.maps().size() == l.size() -> merges.addAll(l.maps());
                default -> {
                    diagnostics.add(Diagnostic.error("yaml.bad-merge", range(node)));
                    broken = true;
                }
            }
        }
    }
}
