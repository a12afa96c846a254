package dev.flotilla.engine.dialect.karmada.interpret.lua;

/// A script cannot be compiled, or a call of it went wrong.
public final class LuaFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int line;
    private final String detail;

    /// `SYNTAX`: the script is no Lua; `ERROR`: it failed; `LIMIT`: it ran too long or made too much; `RESULT`: it returned what
    /// nobody can use.
    public enum Kind {
        SYNTAX, ERROR, LIMIT, RESULT
    }

    public LuaFailure(Kind kind, int line, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
        this.line = line;
        this.detail = detail;
    }

    public Kind kind() {
        return kind;
    }

    /// Line within the script, from 1; 0 where none is known.
    public int line() {
        return line;
    }

    /// What Lua says, in English.
    public String detail() {
        return detail;
    }
}
