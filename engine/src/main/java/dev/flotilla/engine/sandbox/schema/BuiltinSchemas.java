package dev.flotilla.engine.sandbox.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.sandbox.schema.Schema.ListType;
import dev.flotilla.engine.sandbox.schema.Schema.Type;

/// The types of the built-in kinds by name (`apps.v1.DeploymentSpec`), from a text file with a line for each field:
/// ` containers []@core.v1.Container ! map=name merge key=name`. A type is parsed when it is first looked into.
public final class BuiltinSchemas {
    /// One for the JVM: it never changes, and twenty members share it.
    private static final class Shared {
        private static final BuiltinSchemas SCHEMAS = load();
    }

    private final SequencedMap<String, List<String>> lines;
    private final Map<String, Schema> types = new ConcurrentHashMap<>();

    private BuiltinSchemas(SequencedMap<String, List<String>> lines) {
        this.lines = lines;
    }

    public static BuiltinSchemas shared() {
        return Shared.SCHEMAS;
    }

    private static BuiltinSchemas load() {
        var lines = new LinkedHashMap<String, List<String>>();
        var in = Objects.requireNonNull(BuiltinSchemas.class.getResourceAsStream("builtin-schemas.txt"), "builtin-schemas.txt");
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> fields = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(" ")) {
                    fields.add(line.substring(1));
                } else {
                    fields = new ArrayList<>();
                    lines.put(line, fields);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var named = new LinkedHashMap<String, List<String>>();
        lines.forEach((heading, fields) -> {
            var all = new ArrayList<String>();
            all.add(heading);
            all.addAll(fields);
            named.put(heading.split(" ")[0], all);
        });
        return new BuiltinSchemas(named);
    }

    public Set<String> names() {
        return lines.keySet();
    }

    /// @throws IllegalArgumentException when there is no such type
    public Schema type(String name) {
        Schema known = types.get(name);
        if (known != null) return known;
        List<String> text = lines.get(name);
        if (text == null) throw new IllegalArgumentException("no type " + name);
        var required = new LinkedHashSet<String>();
        for (String field : text.subList(1, text.size())) {
            String[] words = field.split(" ");
            if (words.length > 2 && words[2].equals("!")) required.add(words[0]);
        }
        Schema schema = Schema.of(Type.OBJECT).name(name).atomic(text.getFirst().endsWith(" atomic")).required(required)
                .properties(
                        () -> fields(text.subList(1, text.size())))
                .build();
        Schema other = types.putIfAbsent(name, schema);
        return other == null ? schema : other;
    }

    private Map<String, Schema> fields(List<String> text) {
        var fields = new LinkedHashMap<String, Schema>();
        for (String line : text) {
            String[] words = line.split(" ");
            fields.put(words[0], field(words));
        }
        return fields;
    }

    private Schema field(String[] words) {
        Schema.Builder field = expression(words[1]).toBuilder();
        for (int i = 2; i < words.length; i++) {
            String word = words[i];
            switch (word) {
                case "!" -> {
                }
                case "set" -> field.list(ListType.SET, List.of());
                case "merge" -> field.patchMerges();
                case "retain" -> field.retainKeys();
                case "atomic" -> field.atomic(true);
                default -> {
                    if (word.startsWith("map=")) field.list(ListType.MAP, List.of(word.substring(4).split(",")));
                    if (word.startsWith("key=")) field.mergeKey(word.substring(4));
                }
            }
        }
        return field.build();
    }

    private Schema expression(String text) {
        if (text.startsWith("[]")) return Schema.of(Type.ARRAY).items(expression(text.substring(2))).build();
        if (text.startsWith("{}")) return Schema.of(Type.OBJECT).additional(expression(text.substring(2))).build();
        if (text.startsWith("@")) return type(text.substring(1));
        return switch (text) {
            case "string" -> Schema.of(Type.STRING).build();
            case "int32", "int64" -> Schema.of(Type.INTEGER).format(text).build();
            case "number" -> Schema.of(Type.NUMBER).build();
            case "bool" -> Schema.of(Type.BOOLEAN).build();
            case "quantity" -> Schema.of(Type.QUANTITY).build();
            case "intstr" -> Schema.of(Type.INT_OR_STRING).build();
            case "any" -> Schema.ANY;
            default -> throw new IllegalArgumentException("no such type: " + text);
        };
    }
}
