package dev.flotilla.engine.sandbox.apply;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// One step of a path.
sealed interface PathElement extends Comparable<PathElement> {
    Comparator<PathElement> ORDER = Comparator.comparingInt(PathElement::rank).thenComparing(PathElement::serialized);

    /// A member of a map.
    record Field(String name) implements PathElement {
        @Override
        public String serialized() {
            return "f:" + name;
        }

        @Override
        public String toString() {
            return "." + name;
        }
    }

    /// An item of a list of maps, by its keys.
    record Key(MapValue keys) implements PathElement {
        @Override
        public String serialized() {
            return "k:" + Json.write(sorted());
        }

        private MapValue sorted() {
            var sorted = new TreeMap<String, Value>();
            keys.forEach(sorted::put);
            return MapValue.of(sorted);
        }

        @Override
        public String toString() {
            return sorted().keys().stream().map(key -> key + "=" + keys.get(key)).collect(Collectors.joining(",", "[", "]"));
        }
    }

    /// An item of a set.
    record Item(Value value) implements PathElement {
        @Override
        public String serialized() {
            return "v:" + Json.write(value);
        }

        @Override
        public String toString() {
            return "[=" + value + "]";
        }
    }

    String serialized();

    private int rank() {
        return switch (this) {
            case Field _ -> 0;
            case Key _ -> 1;
            case Item _ -> 2;
        };
    }

    @Override
    default int compareTo(PathElement other) {
        return ORDER.compare(this, other);
    }

    static PathElement parse(String text) {
        String rest = text.substring(2);
        return switch (text.charAt(0)) {
            case 'f' -> new Field(rest);
            case 'k' -> Json.read(rest) instanceof MapValue keys ? new Key(keys) : new Field(rest);
            case 'v' -> new Item(Json.read(rest));
            default -> new Field(text);
        };
    }
}
