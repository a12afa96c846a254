package dev.flotilla.engine.dialect.karmada.interpret.lua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flotilla.engine.value.Value;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;

/// A compiled script. Immutable; may be called from any thread.
public final class LuaScript {
    private static final String CHUNK = "script";
    private static final Pattern PLACE = Pattern
            .compile("(?:\\[string \"" + CHUNK + "\"]|" + CHUNK + "):(\\d+|\\?):? ?");

    private final Prototype prototype;

    private LuaScript(Prototype prototype) {
        this.prototype = prototype;
    }

    /// @throws LuaFailure for what is no Lua, including compiled Lua
    public static LuaScript compile(String text) throws LuaFailure {
        if (text.startsWith("\u001b")) throw new LuaFailure(LuaFailure.Kind.SYNTAX, 1, "compiled code");
        try (var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            return new LuaScript(LuaC.instance.compile(in, CHUNK));
        } catch (LuaError e) {
            throw new LuaFailure(LuaFailure.Kind.SYNTAX, place(message(e)), withoutPlace(message(e)));
        } catch (IOException | StackOverflowError e) {
            throw new LuaFailure(LuaFailure.Kind.SYNTAX, 1, String.valueOf(e.getMessage()));
        }
    }

    /// What a call returned.
    ///
    /// @param type  Lua's name of the type: `nil`, `boolean`, `number`, `string`, `table`
    /// @param value [Value#NULL] for nil; an empty map for an empty table
    public record Result(String type, Value value) {}

    /// Runs the script and then its function, in globals of its own.
    ///
    /// @param results how many results are wanted
    public List<Result> call(String function, List<Value> arguments, int results, LuaModule module) throws LuaFailure {
        var limits = new LuaLimits();
        try {
            return ScopedValue.where(LuaLimits.CURRENT, limits).call(() -> run(limits, function, arguments, results, module));
        } catch (LuaError e) {
            throw new LuaFailure(LuaFailure.Kind.ERROR, limits.line(), withoutPlace(message(e)));
        } catch (LuaLimitError e) {
            throw new LuaFailure(LuaFailure.Kind.LIMIT, limits.line(), String.valueOf(e.getMessage()));
        } catch (StackOverflowError _) {
            throw new LuaFailure(LuaFailure.Kind.LIMIT, limits.line(), "too many nested calls");
        }
    }

    private List<Result> run(LuaLimits limits, String function, List<Value> arguments, int results, LuaModule module)
            throws LuaFailure {
        Globals globals = LuaLibraries.globals();
        globals.debuglib = limits;
        globals.set("require", require(module));
        new LuaClosure(prototype, globals).call();
        LuaValue called = globals.get(function);
        if (!called.isfunction()) throw new LuaFailure(LuaFailure.Kind.ERROR, 1, "not found function " + function);
        Varargs returned = called.invoke(LuaValue.varargsOf(arguments.stream().map(LuaValues::toLua).toArray(LuaValue[]::new)));
        var values = new LuaValues(arguments);
        var converted = new ArrayList<Result>();
        for (int i = 1; i <= results; i++) {
            LuaValue result = returned.arg(i);
            converted.add(new Result(result.typename(), values.toValue(result)));
        }
        return converted;
    }

    private static LuaValue require(LuaModule module) {
        return LuaLibraries.function(arguments -> {
            if (!arguments.checkjstring(1).equals(module.name())) {
                throw new LuaError("module " + arguments.checkjstring(1) + " not found");
            }
            var table = new LuaTable();
            module.functions()
                    .forEach((name, function) -> table.set(name, LuaLibraries.function(given -> call(function, given))));
            return table;
        });
    }

    private static Varargs call(LuaModule.Function function, Varargs given) {
        try {
            var arguments = new ArrayList<Value>();
            for (int i = 1; i <= given.narg(); i++) {
                arguments.add(new LuaValues(List.of()).toValue(given.arg(i)));
            }
            Value result = function.call(arguments);
            return result == null ? LuaValue.NIL : LuaValues.toLua(result);
        } catch (LuaFailure e) {
            throw new LuaError(e.detail());
        } catch (IllegalArgumentException e) {
            throw new LuaError(String.valueOf(e.getMessage()));
        }
    }

    private static String message(LuaError e) {
        String message = e.getMessage();
        return message == null ? "error" : message.lines().findFirst().orElse("error");
    }

    private static int place(String message) {
        Matcher matcher = PLACE.matcher(message);
        return matcher.find() && !matcher.group(1).equals("?") ? Integer.parseInt(matcher.group(1)) : 1;
    }

    private static String withoutPlace(String message) {
        return PLACE.matcher(message).replaceFirst("").strip();
    }
}
