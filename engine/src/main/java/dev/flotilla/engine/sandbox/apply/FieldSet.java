package dev.flotilla.engine.sandbox.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A set of paths, kept as a tree. Built by [#insert], then only read; the set operations make new sets.
final class FieldSet {
    static final FieldSet EMPTY = new FieldSet();

    private final SortedSet<PathElement> members = new TreeSet<>();
    private final SortedMap<PathElement, FieldSet> children = new TreeMap<>();

    void insert(List<PathElement> path) {
        FieldSet here = this;
        for (PathElement element : path.subList(0, path.size() - 1)) {
            here = here.children.computeIfAbsent(element, _ -> new FieldSet());
        }
        here.members.add(path.getLast());
    }

    boolean isEmpty() {
        return members.isEmpty() && children.values().stream().allMatch(FieldSet::isEmpty);
    }

    boolean isMember(PathElement element) {
        return members.contains(element);
    }

    /// What stands below `element`; empty when nothing does.
    FieldSet below(PathElement element) {
        return children.getOrDefault(element, EMPTY);
    }

    SortedSet<PathElement> members() {
        return members;
    }

    SortedMap<PathElement, FieldSet> children() {
        return children;
    }

    FieldSet union(FieldSet other) {
        var union = new FieldSet();
        union.members.addAll(members);
        union.members.addAll(other.members);
        children.forEach((element, child) -> union.put(element, child.union(other.below(element))));
        other.children.forEach((element, child) -> {
            if (!children.containsKey(element)) union.put(element, child);
        });
        return union;
    }

    FieldSet intersection(FieldSet other) {
        var common = new FieldSet();
        members.stream().filter(other.members::contains).forEach(common.members::add);
        children.forEach((element, child) -> common.put(element, child.intersection(other.below(element))));
        return common;
    }

    FieldSet difference(FieldSet other) {
        var rest = new FieldSet();
        members.stream().filter(element -> !other.members.contains(element)).forEach(rest.members::add);
        children.forEach((element, child) -> rest.put(element, child.difference(other.below(element))));
        return rest;
    }

    void put(PathElement element, FieldSet child) {
        if (!child.isEmpty()) children.put(element, child);
    }

    void addMember(PathElement element) {
        members.add(element);
    }

    /// Every path as text: `.spec.template.spec.containers[name="web"].image`.
    List<String> paths() {
        var paths = new ArrayList<String>();
        collect("", paths);
        return paths;
    }

    private void collect(String prefix, List<String> paths) {
        for (PathElement element : members) {
            paths.add(prefix + element);
        }
        for (Map.Entry<PathElement, FieldSet> child : children.entrySet()) {
            child.getValue().collect(prefix + child.getKey(), paths);
        }
    }

    /// `{"f:spec":{"f:replicas":{}}}`.
    MapValue toFieldsV1() {
        var all = new TreeSet<>(members);
        all.addAll(children.keySet());
        var out = MapValue.builder();
        for (PathElement element : all) {
            MapValue below = below(element).toFieldsV1();
            if (members.contains(element) && !below.isEmpty()) {
                var marked = MapValue.builder().put(".", MapValue.EMPTY);
                below.forEach(marked::put);
                below = marked.build();
            }
            out.put(element.serialized(), below);
        }
        return out.build();
    }

    static FieldSet ofFieldsV1(Value fields) {
        var set = new FieldSet();
        if (!(fields instanceof MapValue map)) return set;
        for (var entry : map) {
            if (entry.getKey().equals(".") || entry.getKey().length() < 2) continue;
            PathElement element = PathElement.parse(entry.getKey());
            var below = entry.getValue() instanceof MapValue child ? child : MapValue.EMPTY;
            if (below.isEmpty() || below.has(".")) set.members.add(element);
            set.put(element, ofFieldsV1(below));
        }
        return set;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof FieldSet that && members.equals(that.members) && children.equals(that.children);
    }

    @Override
    public int hashCode() {
        return members.hashCode() * 31 + children.hashCode();
    }

    @Override
    public String toString() {
        return paths().toString();
    }
}
