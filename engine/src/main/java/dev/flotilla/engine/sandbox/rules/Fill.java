package dev.flotilla.engine.sandbox.rules;

import java.util.function.UnaryOperator;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Small steps over trees: set where absent, change what stands there.
final class Fill {
    private Fill() {}

    static MapValue absent(MapValue map, String key, Value value) {
        Value here = map.get(key);
        return here == null || here == Value.NULL ? map.with(key, value) : map;
    }

    static MapValue absent(MapValue map, String key, String value) {
        String here = map.textAt(key);
        return here == null || here.isEmpty() ? map.with(key, Value.text(value)) : map;
    }

    static MapValue absent(MapValue map, String key, long value) {
        return absent(map, key, Value.number(value));
    }

    /// The map with the map at `key` changed; untouched where there is none.
    static MapValue inside(MapValue map, String key, UnaryOperator<MapValue> change) {
        return map.get(key) instanceof MapValue child ? map.with(key, change.apply(child)) : map;
    }

    /// The map with the map at `key` changed, made where there is none.
    static MapValue into(MapValue map, String key, UnaryOperator<MapValue> change) {
        return map.with(key, change.apply(map.mapAt(key)));
    }

    /// The map with every map in the list at `key` changed.
    static MapValue each(MapValue map, String key, UnaryOperator<MapValue> change) {
        if (!(map.get(key) instanceof ListValue list)) return map;
        ListValue changed = list;
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof MapValue item) changed = changed.with(i, change.apply(item));
        }
        return map.with(key, changed);
    }

    static String text(@Nullable Value value) {
        return value instanceof Value.Text(String text) ? text : "";
    }
}
