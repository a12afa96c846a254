package dev.flotilla.engine.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The type of one field. Properties are looked up late, so that a type may contain itself.
public final class Schema {
    /// `ANY` is whatever JSON says.
    public enum Type {
        ANY, OBJECT, ARRAY, STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING, QUANTITY
    }

    public enum ListType {
        ATOMIC, SET, MAP
    }

    /// Takes every value and knows nothing about it.
    public static final Schema ANY = new Builder(Type.ANY).build();

    private final Builder b;
    private volatile @Nullable Map<String, Schema> known;

    private Schema(Builder builder) {
        this.b = builder;
    }

    public Type type() {
        return b.type;
    }

    /// `int32`, `int64`, or empty.
    public String format() {
        return b.format;
    }

    /// The OpenAPI name of a built-in type, or `null`.
    public @Nullable String name() {
        return b.name;
    }

    public Map<String, Schema> properties() {
        Map<String, Schema> properties = known;
        if (properties == null) {
            properties = b.properties.get();
            known = properties;
        }
        return properties;
    }

    /// The schema of every value of a map with free keys, or `null` when this is no such map.
    public @Nullable Schema additional() {
        return b.additional;
    }

    public Schema items() {
        Schema items = b.items;
        return items == null ? ANY : items;
    }

    public ListType listType() {
        return b.listType;
    }

    /// The keys that tell the items of a [ListType#MAP] apart.
    public List<String> listKeys() {
        return b.listKeys;
    }

    /// Whether the whole map has one owner.
    public boolean isAtomic() {
        return b.atomic;
    }

    /// Whether a strategic merge patch merges this list.
    public boolean patchMerges() {
        return b.patchMerges;
    }

    public @Nullable String mergeKey() {
        return b.mergeKey;
    }

    public boolean retainsKeys() {
        return b.retainKeys;
    }

    public Set<String> required() {
        return b.required;
    }

    public boolean preservesUnknown() {
        return b.preserveUnknown;
    }

    public boolean isNullable() {
        return b.nullable;
    }

    public @Nullable Value defaultValue() {
        return b.defaultValue;
    }

    /// The JSON schema as written in a CustomResourceDefinition; empty for built-in types.
    public MapValue rules() {
        return b.rules;
    }

    /// The schema of a member: a property, a map value, or [#ANY] where unknown ones are kept; `null` for an unknown one.
    public @Nullable Schema member(String key) {
        if (b.type == Type.ANY) return ANY;
        Schema property = properties().get(key);
        if (property != null) return property;
        if (b.additional != null) return b.additional;
        return b.preserveUnknown ? ANY : null;
    }

    /// Like [#member], with [#ANY] for the unknown.
    public Schema memberOrAny(String key) {
        Schema member = member(key);
        return member == null ? ANY : member;
    }

    /// Whether `key` is a field that the type names, in contrast to a key of a map.
    public boolean hasField(String key) {
        return b.type != Type.ANY && properties().containsKey(key);
    }

    Builder toBuilder() {
        return new Builder(b);
    }

    static Builder of(Type type) {
        return new Builder(type);
    }

    static final class Builder {
        private final Type type;
        private String format = "";
        private @Nullable String name;
        private Supplier<Map<String, Schema>> properties = Map::of;
        private @Nullable Schema additional;
        private @Nullable Schema items;
        private ListType listType = ListType.ATOMIC;
        private List<String> listKeys = List.of();
        private boolean atomic;
        private boolean patchMerges;
        private @Nullable String mergeKey;
        private boolean retainKeys;
        private Set<String> required = Set.of();
        private boolean preserveUnknown;
        private boolean nullable;
        private @Nullable Value defaultValue;
        private MapValue rules = MapValue.EMPTY;

        private Builder(Type type) {
            this.type = type;
        }

        private Builder(Builder from) {
            type = from.type;
            format = from.format;
            name = from.name;
            properties = from.properties;
            additional = from.additional;
            items = from.items;
            listType = from.listType;
            listKeys = from.listKeys;
            atomic = from.atomic;
            patchMerges = from.patchMerges;
            mergeKey = from.mergeKey;
            retainKeys = from.retainKeys;
            required = from.required;
            preserveUnknown = from.preserveUnknown;
            nullable = from.nullable;
            defaultValue = from.defaultValue;
            rules = from.rules;
        }

        Builder format(String value) {
            format = value;
            return this;
        }

        Builder name(String value) {
            name = value;
            return this;
        }

        Builder properties(Supplier<Map<String, Schema>> value) {
            properties = value;
            return this;
        }

        Builder properties(Map<String, Schema> value) {
            var copy = new LinkedHashMap<>(value);
            properties = () -> copy;
            return this;
        }

        Builder additional(Schema value) {
            additional = value;
            return this;
        }

        Builder items(Schema value) {
            items = value;
            return this;
        }

        Builder list(ListType value, List<String> keys) {
            listType = value;
            listKeys = List.copyOf(keys);
            return this;
        }

        Builder atomic(boolean value) {
            atomic = value;
            return this;
        }

        Builder patchMerges() {
            patchMerges = true;
            return this;
        }

        Builder mergeKey(String value) {
            mergeKey = value;
            return this;
        }

        Builder retainKeys() {
            retainKeys = true;
            return this;
        }

        Builder required(Set<String> value) {
            required = Set.copyOf(value);
            return this;
        }

        Builder preserveUnknown(boolean value) {
            preserveUnknown = value;
            return this;
        }

        Builder nullable(boolean value) {
            nullable = value;
            return this;
        }

        Builder defaultValue(@Nullable Value value) {
            defaultValue = value;
            return this;
        }

        Builder rules(MapValue value) {
            rules = value;
            return this;
        }

        Schema build() {
            return new Schema(this);
        }
    }
}
