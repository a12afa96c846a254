package dev.flotilla.engine.dialect.karmada.interpret.lua;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// Between JSON and Lua. Lua cannot tell an empty list from an empty map, nor either from nothing: an empty table becomes what
/// stands at the same place in the arguments, and disappears where nothing stands.
///
/// Source: karmada: pkg/resourceinterpreter/customized/declarative/luavm/lua_convert.go.
final class LuaValues {
    private static final int MAX_DEPTH = 100;

    private final Set<List<String>> emptyLists = new HashSet<>();
    private final Set<List<String>> emptyMaps = new HashSet<>();

    /// @param references what the script was given
    LuaValues(List<Value> references) {
        references.forEach(reference -> note(reference, List.of()));
    }

    static LuaValue toLua(Value value) {
        return switch (value) {
            case Value.Text(String text) -> LuaValue.valueOf(text);
            case Value.Int(long number) -> LuaValue.valueOf((double) number);
            case Value.Dec(double number) -> LuaValue.valueOf(number);
            case Value.Bool(boolean truth) -> LuaValue.valueOf(truth);
            case Value.Null.NULL -> LuaValue.NIL;
            case MapValue map -> {
                var table = new LuaTable();
                map.forEach((key, item) -> table.set(key, toLua(item)));
                yield table;
            }
            case ListValue list -> {
                var table = new LuaTable();
                for (int i = 0; i < list.size(); i++) {
                    table.set(i + 1, toLua(list.items().get(i)));
                }
                yield table;
            }
        };
    }

    private void note(Value value, List<String> path) {
        switch (value) {
            case MapValue map when map.isEmpty() -> emptyMaps.add(path);
            case ListValue list when list.isEmpty() -> emptyLists.add(path);
            case MapValue map -> map.forEach((key, item) -> note(item, then(path, key)));
            case ListValue list -> list.forEach(item -> note(item, path));
            default -> {
            }
        }
    }

    private static List<String> then(List<String> path, String key) {
        var longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    /// A result; an empty table at the root is an empty map.
    Value toValue(LuaValue result) throws LuaFailure {
        Value value = convert(result, List.of(), 0);
        return value == null ? MapValue.EMPTY : value;
    }

    private @Nullable Value convert(LuaValue lua, List<String> path, int depth) throws LuaFailure {
        if (depth > MAX_DEPTH) throw unusable("cannot encode recursively nested tables to JSON");
        return switch (lua.type()) {
            case LuaValue.TNIL -> Value.NULL;
            case LuaValue.TBOOLEAN -> Value.bool(lua.toboolean());
            case LuaValue.TNUMBER -> number(lua.todouble());
            case LuaValue.TSTRING -> Value.text(lua.tojstring());
            case LuaValue.TTABLE -> table(lua.checktable(), path, depth);
            default -> throw unusable("cannot encode " + lua.typename() + " to JSON");
        };
    }

    private static Value number(double number) throws LuaFailure {
        if (Double.isNaN(number) || Double.isInfinite(number)) throw unusable("cannot encode " + number + " to JSON");
        return Value.number(number);
    }

    private @Nullable Value table(LuaTable table, List<String> path, int depth) throws LuaFailure {
        Varargs first = table.next(LuaValue.NIL);
        if (first.isnil(1)) {
            if (emptyMaps.contains(path)) return MapValue.EMPTY;
            return emptyLists.contains(path) ? ListValue.EMPTY : null;
        }
        if (first.arg1().type() == LuaValue.TNUMBER) return list(table, path, depth);
        var map = MapValue.builder();
        for (LuaValue key : sorted(table)) {
            String name = key.tojstring();
            Value item = convert(table.get(key), then(path, name), depth + 1);
            if (item != null) map.put(name, item);
        }
        return map.build();
    }

    /// Lua keeps no order; ours is by name.
    private static List<LuaValue> sorted(LuaTable table) throws LuaFailure {
        var keys = new ArrayList<LuaValue>();
        for (LuaValue key : table.keys()) {
            if (key.type() != LuaValue.TSTRING) throw unusable("cannot encode mixed or invalid key types");
            keys.add(key);
        }
        keys.sort(java.util.Comparator.comparing(LuaValue::tojstring));
        return keys;
    }

    private Value list(LuaTable table, List<String> path, int depth) throws LuaFailure {
        int length = table.length();
        if (table.keyCount() != length) throw unusable("cannot encode sparse array");
        var items = new ArrayList<Value>();
        for (int i = 1; i <= length; i++) {
            Value item = convert(table.get(i), path, depth + 1);
            if (item != null) items.add(item);
        }
        return ListValue.of(items);
    }

    private static LuaFailure unusable(String detail) {
        return new LuaFailure(LuaFailure.Kind.RESULT, 0, detail);
    }
}
