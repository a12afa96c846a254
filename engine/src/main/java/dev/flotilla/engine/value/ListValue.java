package dev.flotilla.engine.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// An immutable list.
public final class ListValue implements Value, Iterable<Value> {
    public static final ListValue EMPTY = new ListValue(List.of());

    private final List<Value> items;

    private ListValue(List<Value> items) {
        this.items = items;
    }

    public static ListValue of(Collection<? extends Value> items) {
        return items.isEmpty() ? EMPTY : new ListValue(List.copyOf(items));
    }

    public static ListValue of(Value... items) {
        return of(List.of(items));
    }

    public static ListValue ofTexts(Collection<String> texts) {
        return of(texts.stream().map(Value::text).toList());
    }

    @Override
    public @Nullable Value get(int index) {
        return index >= 0 && index < items.size() ? items.get(index) : null;
    }

    public int size() {
        return items.size();
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    public List<Value> items() {
        return items;
    }

    @Override
    public ListValue sharing(Value known) {
        if (this == known || !(known instanceof ListValue other)) return this;
        boolean same = items.size() == other.size();
        var shared = new ArrayList<Value>(items.size());
        for (int i = 0; i < items.size(); i++) {
            Value there = other.get(i);
            Value item = there == null ? items.get(i) : items.get(i).sharing(there);
            same &= item == there;
            shared.add(item);
        }
        return same ? other : of(shared);
    }

    /// The items that are strings.
    public List<String> texts() {
        return items.stream().<String>mapMulti((item, out) -> {
            if (item instanceof Text(String s)) out.accept(s);
        }).toList();
    }

    /// The items that are maps.
    public List<MapValue> maps() {
        return items.stream().filter(MapValue.class::isInstance).map(MapValue.class::cast).toList();
    }

    public Stream<Value> stream() {
        return items.stream();
    }

    /// A list with the item at `index` replaced.
    public ListValue with(int index, Value item) {
        if (items.get(index) == item) return this;
        var changed = new ArrayList<>(items);
        changed.set(index, item);
        return of(changed);
    }

    /// A list with `item` before position `index`; `index` equal to the size appends.
    public ListValue inserted(int index, Value item) {
        var changed = new ArrayList<>(items);
        changed.add(index, item);
        return of(changed);
    }

    public ListValue appended(Value item) {
        return inserted(items.size(), item);
    }

    public ListValue without(int index) {
        var changed = new ArrayList<>(items);
        changed.remove(index);
        return of(changed);
    }

    @Override
    public Iterator<Value> iterator() {
        return items.iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof ListValue that && items.equals(that.items);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    @Override
    public String toString() {
        return Json.write(this);
    }
}
