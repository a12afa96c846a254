package dev.flotilla.engine.dialect.karmada.interpret.lua;

/// Stops a script. No exception, so that `pcall` cannot catch it.
final class LuaLimitError extends Error {
    private static final long serialVersionUID = 1L;

    LuaLimitError(String what) {
        super(what, null, false, false);
    }
}
