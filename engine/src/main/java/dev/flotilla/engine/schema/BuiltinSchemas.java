package dev.flotilla.engine.schema;

import java.io.IOException;
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

import dev.flotilla.engine.schema.Schema.ListType;
import dev.flotilla.engine.schema.Schema.Type;
import org.jspecify.annotations.Nullable;

/// The types of the built-in kinds by name (`apps.v1.DeploymentSpec`), from a text file with a line for each field:
/// ` containers []@core.v1.Container ! map=name merge key=name`. A type is parsed when it is first looked into.
public final class BuiltinSchemas {
    /// What requests have and files do not.
    private static final Set<String> REQUESTS = Set.of("Binding", "Eviction", "Scale");

    /// One for the JVM: it never changes, and twenty members share it.
    private static final class Shared {
        private static final BuiltinSchemas SCHEMAS = load();
    }

    /// A kind that an API server serves.
    public record Kind(String apiVersion, String name) {}

    private final SequencedMap<String, String> texts;
    private final Map<String, Schema> types = new ConcurrentHashMap<>();

    private BuiltinSchemas(SequencedMap<String, String> texts) {
        this.texts = texts;
    }

    public static BuiltinSchemas shared() {
        return Shared.SCHEMAS;
    }

    private static BuiltinSchemas load() {
        String all = text("builtin-schemas.txt");
        var texts = new LinkedHashMap<String, String>(1024);
        int at = 0;
        while (at < all.length()) {
            int heading = all.indexOf('\n', at);
            int end = heading + 1;
            while (end < all.length() && all.charAt(end) == ' ') {
                end = all.indexOf('\n', end) + 1;
            }
            int space = all.indexOf(' ', at);
            texts.put(all.substring(at, space >= 0 && space < heading ? space : heading), all.substring(at, end));
            at = end;
        }
        return new BuiltinSchemas(texts);
    }

    /// A file beside this class.
    static String text(String file) {
        try (var in = Objects.requireNonNull(BuiltinSchemas.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Set<String> names() {
        return texts.keySet();
    }

    /// The schema of a kind, or `null` for one that Kubernetes does not define.
    public @Nullable Schema kind(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "core" : apiVersion.substring(0, slash);
        if (group.endsWith(".k8s.io")) group = group.substring(0, group.length() - 7);
        if (group.equals("rbac.authorization")) group = "rbac";
        String name = group + "." + apiVersion.substring(slash + 1) + "." + kind;
        return isKind(texts.get(name)) && apiVersion(name).equals(apiVersion) ? type(name) : null;
    }

    private static boolean isKind(@Nullable String text) {
        return text != null && text.contains("\n kind ") && text.contains("\n metadata ");
    }

    /// As manifests name the version of a type's group: `rbac.v1.Role` belongs to `rbac.authorization.k8s.io/v1`.
    private static String apiVersion(String name) {
        int dot = name.indexOf('.');
        String group = name.substring(0, dot);
        String version = name.substring(dot + 1, name.lastIndexOf('.'));
        return switch (group) {
            case "core" -> version;
            case "apps", "batch", "autoscaling", "policy" -> group + "/" + version;
            case "rbac" -> "rbac.authorization.k8s.io/" + version;
            default -> group + ".k8s.io/" + version;
        };
    }

    /// The kinds that people write into files, by group.
    public List<Kind> kinds() {
        var kinds = new ArrayList<Kind>();
        texts.forEach((name, text) -> {
            String kind = name.substring(name.lastIndexOf('.') + 1);
            if (isKind(text) && !kind.endsWith("Review") && !REQUESTS.contains(kind)) kinds.add(new Kind(apiVersion(name), kind));
        });
        return kinds;
    }

    /// @throws IllegalArgumentException when there is no such type
    public Schema type(String name) {
        Schema known = types.get(name);
        if (known != null) return known;
        String text = texts.get(name);
        if (text == null) throw new IllegalArgumentException("no type " + name);
        List<String> lines = text.lines().toList();
        List<String> fields = lines.subList(1, lines.size());
        var required = new LinkedHashSet<String>();
        for (String field : fields) {
            String[] words = field.substring(1).split(" ");
            if (words.length > 2 && words[2].equals("!")) required.add(words[0]);
        }
        Schema schema = Schema.of(Type.OBJECT).name(name).atomic(lines.getFirst().endsWith(" atomic")).required(required)
                .properties(() -> fields(fields)).build();
        Schema other = types.putIfAbsent(name, schema);
        return other == null ? schema : other;
    }

    private Map<String, Schema> fields(List<String> text) {
        var fields = new LinkedHashMap<String, Schema>();
        for (String line : text) {
            String[] words = line.substring(1).split(" ");
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
