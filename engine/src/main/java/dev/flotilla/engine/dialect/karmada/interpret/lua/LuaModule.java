package dev.flotilla.engine.dialect.karmada.interpret.lua;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a script gets from `require`.
///
/// @param functions by name
public record LuaModule(String name, Map<String, Function> functions) {
    public LuaModule {
        functions = Map.copyOf(functions);
    }

    @FunctionalInterface
    public interface Function {
        /// @param arguments [Value#NULL] for nil
        /// @return `null` for nil
        /// @throws IllegalArgumentException to fail in the script, with its message
        @Nullable
        Value call(List<Value> arguments);
    }
}
