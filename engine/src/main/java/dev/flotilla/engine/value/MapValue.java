package dev.flotilla.engine.value;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/// An immutable map that keeps its order. Small ones, nearly all in a manifest, are searched in line; larger ones are indexed.
public final class MapValue implements Value, Iterable<Map.Entry<String, Value>> {
    public static final MapValue EMPTY = new MapValue(new String[0], new Value[0]);
    private static final int INDEXED_FROM = 12;

    private final String[] keys;
    private final Value[] values;
    private volatile @Nullable Map<String, Integer> index;
    private volatile byte @Nullable [] digest;

    private MapValue(String[] keys, Value[] values) {
        this.keys = keys;
        this.values = values;
    }

    public static MapValue of(String key, Value value) {
        return new MapValue(new String[]{key}, new Value[]{value});
    }

    public static MapValue of(Map<String, ? extends Value> entries) {
        var builder = builder();
        entries.forEach(builder::put);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public @Nullable Value get(String key) {
        int i = find(key);
        return i < 0 ? null : values[i];
    }

    public boolean has(String key) {
        return find(key) >= 0;
    }

    public int size() {
        return keys.length;
    }

    public boolean isEmpty() {
        return keys.length == 0;
    }

    /// The keys in order.
    public List<String> keys() {
        return List.of(keys);
    }

    /// A map with this entry: replaced in its place, or added at the end.
    public MapValue with(String key, Value value) {
        int i = find(key);
        if (i >= 0) {
            if (values[i] == value) return this;
            var changed = values.clone();
            changed[i] = value;
            return new MapValue(keys, changed);
        }
        int n = keys.length;
        var newKeys = Arrays.copyOf(keys, n + 1);
        var newValues = Arrays.copyOf(values, n + 1);
        newKeys[n] = key;
        newValues[n] = value;
        return new MapValue(newKeys, newValues);
    }

    /// A map without this key; this one where it is absent.
    public MapValue without(String key) {
        int i = find(key);
        if (i < 0) return this;
        int n = keys.length - 1;
        if (n == 0) return EMPTY;
        var newKeys = new String[n];
        var newValues = new Value[n];
        System.arraycopy(keys, 0, newKeys, 0, i);
        System.arraycopy(values, 0, newValues, 0, i);
        System.arraycopy(keys, i + 1, newKeys, i, n - i);
        System.arraycopy(values, i + 1, newValues, i, n - i);
        return new MapValue(newKeys, newValues);
    }

    @Override
    public MapValue sharing(Value known) {
        if (this == known || !(known instanceof MapValue other)) return this;
        boolean sameKeys = Arrays.equals(keys, other.keys);
        boolean same = sameKeys;
        var shared = new Value[values.length];
        for (int i = 0; i < values.length; i++) {
            Value there = sameKeys ? other.values[i] : other.get(keys[i]);
            shared[i] = there == null ? values[i] : values[i].sharing(there);
            same &= shared[i] == there;
        }
        return same ? other : new MapValue(sameKeys ? other.keys : keys, shared);
    }

    /// The entries whose values are strings.
    public Map<String, String> texts() {
        var texts = new java.util.LinkedHashMap<String, String>();
        forEach((key, value) -> {
            if (value instanceof Text(String s)) texts.put(key, s);
        });
        return texts;
    }

    public void forEach(BiConsumer<String, Value> action) {
        for (int i = 0; i < keys.length; i++) {
            action.accept(keys[i], values[i]);
        }
    }

    @Override
    public Iterator<Map.Entry<String, Value>> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < keys.length;
            }

            @Override
            public Map.Entry<String, Value> next() {
                if (!hasNext()) throw new java.util.NoSuchElementException();
                int i = next++;
                return new AbstractMap.SimpleImmutableEntry<>(keys[i], values[i]);
            }
        };
    }

    /// The digest that `compute` makes of this map, made once.
    byte[] digest(java.util.function.Function<MapValue, byte[]> compute) {
        byte[] known = digest;
        if (known == null) {
            known = compute.apply(this);
            digest = known;
        }
        return known;
    }

    private int find(String key) {
        if (keys.length < INDEXED_FROM) {
            for (int i = 0; i < keys.length; i++) {
                if (keys[i].equals(key)) return i;
            }
            return -1;
        }
        Map<String, Integer> known = index;
        if (known == null) {
            known = HashMap.newHashMap(keys.length);
            for (int i = 0; i < keys.length; i++) {
                known.put(keys[i], i);
            }
            index = known;
        }
        return known.getOrDefault(key, -1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) return true;
        if (!(other instanceof MapValue that) || keys.length != that.keys.length) return false;
        for (int i = 0; i < keys.length; i++) {
            int j = i < that.keys.length && that.keys[i].equals(keys[i]) ? i : that.find(keys[i]);
            if (j < 0 || !values[i].equals(that.values[j])) return false;
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < keys.length; i++) {
            hash += keys[i].hashCode() * 31 ^ values[i].hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return Json.write(this);
    }

    /// Collects entries; a key that comes again replaces the earlier value in its place.
    public static final class Builder {
        private String[] keys = new String[8];
        private Value[] values = new Value[8];
        private int size;
        private @Nullable Map<String, Integer> index;

        public Builder put(String key, Value value) {
            int i = find(key);
            if (i >= 0) {
                values[i] = value;
                return this;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            keys[size] = key;
            values[size] = value;
            if (index != null) index.put(key, size);
            size++;
            return this;
        }

        public Builder put(String key, String value) {
            return put(key, Value.text(value));
        }

        public Builder put(String key, long value) {
            return put(key, Value.number(value));
        }

        public boolean has(String key) {
            return find(key) >= 0;
        }

        private int find(String key) {
            if (size < INDEXED_FROM) {
                for (int i = 0; i < size; i++) {
                    if (keys[i].equals(key)) return i;
                }
                return -1;
            }
            if (index == null) {
                index = HashMap.newHashMap(size * 2);
                for (int i = 0; i < size; i++) {
                    index.put(keys[i], i);
                }
            }
            return index.getOrDefault(key, -1);
        }

        public MapValue build() {
            return size == 0 ? EMPTY : new MapValue(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
        }
    }
}
