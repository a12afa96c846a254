/// Runs Lua that users wrote, without trusting it.
///
/// A [LuaScript] is compiled once and called with [dev.flotilla.engine.value.Value]s. Every call gets globals of its own, with
/// what Karmada's scripts may use: the basic functions, `string`, `table`, `math`, and the modules that the caller offers. There
/// is no way to a file, a process, a clock, other code or the Java runtime. [LuaLimits] counts instructions and the bytes of
/// strings made; whoever has used up either is stopped, also inside `pcall` and inside pattern matching, which is done by
/// [LuaPatterns] because the library's own cannot be interrupted.
///
/// Karmada runs Lua 5.1 (gopher-lua), this is Lua 5.2 (luaj); the few names that differ are supplied.
@org.jspecify.annotations.NullMarked
package dev.flotilla.engine.dialect.karmada.interpret.lua;
