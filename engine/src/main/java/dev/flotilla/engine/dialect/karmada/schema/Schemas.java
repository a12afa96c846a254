package dev.flotilla.engine.dialect.karmada.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// The table of fields. Immutable once read; safe from any thread.
public final class Schemas implements FieldCatalog {
    private static final Schemas STANDARD = read();

    private final Map<String, SequencedMap<String, Node>> shared = new HashMap<>();
    private final SequencedMap<TypeRef, Node> kinds = new LinkedHashMap<>();
    private final Set<TypeRef> controlPlane = new HashSet<>();

    private Schemas() {}

    public static Schemas standard() {
        return STANDARD;
    }

    private static Schemas read() {
        var schemas = new Schemas();
        try (InputStream in = Schemas.class.getResourceAsStream("fields.txt")) {
            if (in == null) throw new IllegalStateException("fields.txt is part of this library");
            schemas.parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /// @param holder what the fields of this level belong to, as their sentences name it: a shared type, a kind, a field
    private record Level(int indent, String holder, SequencedMap<String, Node> children) {}

    private void parse(List<String> lines) {
        var open = new ArrayList<Level>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            int indent = line.length() - line.stripLeading().length();
            String[] words = line.strip().split(" +");
            if (indent == 0) {
                open.clear();
                open.add(new Level(0, words[1], words[0].equals("kind") ? kind(words) : type(words[1])));
                continue;
            }
            while (open.getLast().indent() >= indent) {
                open.removeLast();
            }
            String holder = open.getLast().holder();
            Node node = node(words, holder);
            open.getLast().children().put(node.name(), node);
            open.add(new Level(indent, node.name().equals("spec") ? holder : node.name(), node.children()));
        }
    }

    private SequencedMap<String, Node> type(String name) {
        return shared.computeIfAbsent(name, _ -> new LinkedHashMap<>());
    }

    private SequencedMap<String, Node> kind(String[] words) {
        SequencedMap<String, Node> children = new LinkedHashMap<>();
        children.put("apiVersion", scalar(words[1], "apiVersion", List.of(words[2])));
        children.put("kind", scalar(words[1], "kind", List.of(words[1])));
        children.put("metadata",
                new Node(new Field("metadata", Shape.OBJECT, true, false, List.of(), Offers.NOTHING, doc(words[1], "metadata")),
                        false, null, null, type("Metadata")));
        var root = new Node(new Field(words[1], Shape.OBJECT, true, false, List.of(), Offers.NOTHING, ""), false, null, null,
                children);
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            if (!word.equals("control-plane")) kinds.put(new TypeRef(word, words[1]), root);
        }
        if (words[words.length - 1].equals("control-plane")) controlPlane.add(new TypeRef(words[2], words[1]));
        return children;
    }

    private static Node scalar(String holder, String name, List<String> values) {
        return new Node(new Field(name, Shape.TEXT, true, false, values, Offers.NOTHING, doc(holder, name)), false, null, null,
                new LinkedHashMap<>());
    }

    private static String doc(String holder, String name) {
        return "field.karmada." + holder + "." + name;
    }

    /// `name[!][~][=] shape [items] [$type] [@offers] [least..most] [values…] [:=standard]`
    private Node node(String[] words, String holder) {
        String name = words[0].replaceAll("[!~=]+$", "");
        String marks = words[0].substring(name.length());
        Shape shape = Shape.valueOf(words[1].toUpperCase(Locale.ROOT));
        Shape items = null;
        Offers offers = Offers.NOTHING;
        SequencedMap<String, Node> children = new LinkedHashMap<>();
        var values = new ArrayList<String>();
        Node.Range range = null;
        String standard = "";
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            Node.Range said = Node.Range.parse(word);
            if (said != null) range = said;
            else if (word.startsWith(":=")) standard = word.substring(2);
            else if (word.startsWith("$")) children = type(word.substring(1));
            else if (word.startsWith("@")) offers = Offers.valueOf(word.substring(1));
            else if (shape == Shape.LIST && values.isEmpty() && items == null)
                items = Shape.valueOf(word.toUpperCase(Locale.ROOT));
            else
                values.add(word.replace("~", ""));
        }
        return new Node(new Field(name, shape, marks.contains("!"), marks.contains("~"), values, offers,
                doc(holder, name), standard),
                marks.contains("="), items, range, children);
    }

    @Override
    public List<TypeRef> types() {
        return List.copyOf(kinds.keySet());
    }

    /// Whether only a running control plane can do what objects of this type ask for.
    public boolean isForControlPlane(TypeRef type) {
        return controlPlane.contains(type);
    }

    public boolean knows(TypeRef type) {
        return kinds.containsKey(type);
    }

    @Nullable
    Node root(TypeRef type) {
        return kinds.get(type);
    }

    @Nullable
    Node node(TypeRef type, FieldPath path) {
        Node here = root(type);
        for (FieldPath.Segment segment : path.segments()) {
            if (here == null) return null;
            if (segment instanceof FieldPath.Key(String name)) here = here.children().get(name);
        }
        return here;
    }

    @Override
    public Optional<Field> field(TypeRef type, FieldPath path) {
        return Optional.ofNullable(node(type, path)).map(Node::field);
    }

    @Override
    public List<Field> children(TypeRef type, FieldPath path) {
        Node node = node(type, path);
        return node == null ? List.of() : node.children().values().stream().map(Node::field).toList();
    }
}
