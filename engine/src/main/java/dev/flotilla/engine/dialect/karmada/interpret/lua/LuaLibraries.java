package dev.flotilla.engine.dialect.karmada.interpret.lua;

import java.util.List;
import java.util.function.Function;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.MathLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.VarArgFunction;

/// The functions that scripts may call. Whatever makes strings or loops over tables is counted first.
final class LuaLibraries {
    private static final List<String> BASIC = List.of("assert", "error", "ipairs", "next", "pairs", "pcall", "select", "tonumber",
            "tostring", "type", "xpcall");
    /// What Karmada forbids by name, with its own words.
    private static final List<String> FORBIDDEN = List.of("collectgarbage", "dofile", "getfenv", "getmetatable", "load",
            "loadfile",
            "loadstring", "rawequal", "rawget", "rawset", "setfenv", "setmetatable", "module", "newproxy");
    private static final int MOST_RESULTS = 8000;
    private static final LuaTable STRINGS = strings();

    static {
        // all strings of this JVM share one metatable: it gets functions that no script can replace
        LuaString.s_metatable = LuaValue.tableOf(new LuaValue[]{LuaValue.INDEX, copy(STRINGS)});
    }

    private LuaLibraries() {}

    /// Fresh globals. They know no compiler, so nothing can be loaded from inside.
    static Globals globals() {
        Globals all = loaded();
        var globals = new Globals();
        globals.load(new BaseLib());
        globals.finder = _ -> null;
        for (LuaValue name : globals.keys()) {
            if (!BASIC.contains(name.tojstring())) globals.set(name, LuaValue.NIL);
        }
        for (String name : FORBIDDEN) {
            globals.set(name, function(_ -> {
                throw new LuaError("call function " + name + " is not supported in karmada customized resourceinterpreter.");
            }));
        }
        LuaTable tables = tables(all.get("table").checktable());
        globals.set("_G", globals);
        globals.set("_VERSION", "Lua 5.1");
        globals.set("print", function(_ -> LuaValue.NONE));
        globals.set("unpack", tables.get("unpack"));
        globals.set("table", tables);
        globals.set("string", copy(STRINGS));
        globals.set("math", math(all.get("math").checktable()));
        return globals;
    }

    /// luaj's own libraries, from which the harmless functions are taken.
    private static Globals loaded() {
        var all = new Globals();
        all.load(new BaseLib());
        all.load(new PackageLib());
        all.load(new TableLib());
        all.load(new MathLib());
        return all;
    }

    private static LuaTable copy(LuaTable table) {
        var copy = new LuaTable();
        for (LuaValue key : table.keys()) {
            copy.set(key, table.get(key));
        }
        return copy;
    }

    static LuaValue function(Function<Varargs, Varargs> body) {
        return new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs arguments) {
                return body.apply(arguments);
            }
        };
    }

    private static LuaLimits limits() {
        return LuaLimits.CURRENT.get();
    }

    private static LuaTable strings() {
        var all = new Globals();
        all.load(new BaseLib());
        all.load(new PackageLib());
        all.load(new StringLib());
        LuaTable library = all.get("string").checktable();
        var strings = new LuaTable();
        for (String name : List.of("byte", "char", "len", "lower", "reverse", "sub", "upper", "format")) {
            LuaValue original = library.get(name);
            strings.set(name, function(arguments -> {
                limits().make(lengths(arguments));
                return original.invoke(arguments);
            }));
        }
        LuaValue rep = library.get("rep");
        strings.set("rep", function(arguments -> {
            limits().make(arguments.checkstring(1).m_length * Math.max(0L, arguments.checkint(2)));
            return rep.invoke(LuaValue.varargsOf(arguments.arg1(), arguments.arg(2)));
        }));
        strings.set("find", function(arguments -> LuaPatterns.find(arguments, true)));
        strings.set("match", function(arguments -> LuaPatterns.find(arguments, false)));
        strings.set("gmatch", function(LuaPatterns::gmatch));
        strings.set("gsub", function(LuaPatterns::gsub));
        return strings;
    }

    private static long lengths(Varargs arguments) {
        long sum = 0;
        for (int i = 1; i <= arguments.narg(); i++) {
            if (arguments.arg(i) instanceof LuaString text) sum += text.m_length;
        }
        return sum;
    }

    private static LuaTable tables(LuaTable library) {
        LuaTable tables = copy(library);
        for (String name : List.of("insert", "remove")) {
            LuaValue original = library.get(name);
            tables.set(name, function(arguments -> {
                limits().step(arguments.checktable(1).length());
                return original.invoke(arguments);
            }));
        }
        LuaValue sort = library.get("sort");
        tables.set("sort", function(arguments -> {
            limits().step(20L * arguments.checktable(1).length());
            return sort.invoke(arguments);
        }));
        LuaValue concat = library.get("concat");
        tables.set("concat", function(arguments -> {
            LuaTable table = arguments.checktable(1);
            long separator = arguments.optstring(2, LuaValue.EMPTYSTRING).m_length;
            for (int i = 1; i <= table.length(); i++) {
                limits().step(1);
                limits().make(separator + (table.get(i) instanceof LuaString text ? text.m_length : 24));
            }
            return concat.invoke(arguments);
        }));
        LuaValue unpack = library.get("unpack");
        tables.set("unpack", function(arguments -> {
            LuaTable table = arguments.checktable(1);
            long count = (long) arguments.optint(3, table.length()) - arguments.optint(2, 1);
            if (count >= MOST_RESULTS) throw new LuaError("too many results to unpack");
            return unpack.invoke(arguments);
        }));
        tables.set("getn", function(arguments -> LuaValue.valueOf(arguments.checktable(1).length())));
        return tables;
    }

    private static LuaTable math(LuaTable library) {
        LuaTable math = copy(library);
        math.set("mod", library.get("fmod"));
        // the same answer every time
        library.get("randomseed").call(LuaValue.valueOf(1));
        return math;
    }
}
