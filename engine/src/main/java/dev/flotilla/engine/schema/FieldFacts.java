package dev.flotilla.engine.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What people who write manifests want to know of a built-in type's fields and no schema says: `field-facts.txt`, read when first
/// asked for.
public final class FieldFacts {
    /// What is known of a field that the file does not name.
    private static final Fact NOTHING = new Fact(false, List.of(), "", "");

    private static final class Shared {
        private static final FieldFacts FACTS = load();
    }

    /// @param old      an old form, which still counts
    /// @param values   allowed, or usual for keys and for what is open
    /// @param offers   what existing things complete the value, as the file names it; empty for none
    /// @param standard what counts where the field is not written; empty where that is nothing
    public record Fact(boolean old, List<String> values, String offers, String standard) {
        public Fact {
            values = List.copyOf(values);
        }
    }

    /// @param like the type whose sentences count
    private record Entry(String like, SequencedMap<String, Fact> fields) {}

    private final Map<String, Entry> types = new HashMap<>();

    private FieldFacts() {}

    public static FieldFacts shared() {
        return Shared.FACTS;
    }

    private static FieldFacts load() {
        var facts = new FieldFacts();
        SequencedMap<String, Fact> fields = new LinkedHashMap<>();
        for (String line : BuiltinSchemas.text("field-facts.txt").lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.startsWith(" ")) {
                String[] words = line.substring(1).split(" ", 2);
                boolean old = words[0].endsWith("~");
                String name = old ? words[0].substring(0, words[0].length() - 1) : words[0];
                fields.put(name, fact(old, words.length > 1 ? words[1] : ""));
            } else {
                fields = new LinkedHashMap<>();
                String[] names = line.split(" ");
                for (String name : names) {
                    facts.types.put(name, new Entry(names[0], fields));
                }
            }
        }
        return facts;
    }

    private static Fact fact(boolean old, String text) {
        int standard = text.indexOf(":=");
        String before = standard < 0 ? text : text.substring(0, standard);
        var values = new ArrayList<String>();
        String offers = "";
        for (String word : before.strip().split(" ")) {
            if (word.startsWith("@")) offers = word.substring(1);
            else if (!word.isEmpty()) values.addAll(List.of(word.split("\\|")));
        }
        return new Fact(old, values, offers, standard < 0 ? "" : text.substring(standard + 2));
    }

    /// @param type such as `core.v1.Container`
    public Fact of(String type, String field) {
        Entry entry = types.get(type);
        return entry == null ? NOTHING : entry.fields().getOrDefault(field, NOTHING);
    }

    /// The fields in the order in which people write them; those that the file does not name come last.
    public List<String> ordered(Schema schema) {
        String name = schema.name();
        Entry entry = name == null ? null : types.get(name);
        if (entry == null) return List.copyOf(schema.properties().keySet());
        var names = new ArrayList<String>();
        for (String field : entry.fields().keySet()) {
            if (schema.hasField(field)) names.add(field);
        }
        for (String field : schema.properties().keySet()) {
            if (!entry.fields().containsKey(field)) names.add(field);
        }
        return names;
    }

    /// The simple name of the type whose sentences explain the fields of `type`.
    public String holder(String type) {
        Entry entry = types.get(type);
        String like = entry == null ? type : entry.like();
        return like.substring(like.lastIndexOf('.') + 1);
    }

    /// Every type and field that the file names.
    Map<String, List<String>> named() {
        var named = new HashMap<String, List<String>>();
        types.forEach((type, entry) -> named.put(type, List.copyOf(entry.fields().keySet())));
        return named;
    }
}
