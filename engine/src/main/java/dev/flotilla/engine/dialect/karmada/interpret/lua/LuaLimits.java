package dev.flotilla.engine.dialect.karmada.interpret.lua;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/// Counts what one call of a script uses. The interpreter tells it of every instruction, library functions of their loops.
/// Counting instead of timing makes the same script stop at the same place everywhere.
final class LuaLimits extends DebugLib {
    /// Far more than rules about one object need, far less than anybody would notice.
    static final long STEPS = 2_000_000;
    static final long BYTES = 16L * 1024 * 1024;
    static final int DEPTH = 190;
    /// Making and catching an error costs far more than an instruction.
    private static final long PROTECTED_CALL = 200;

    /// The call that runs on this thread; for library functions, which scripts share.
    static final ScopedValue<LuaLimits> CURRENT = ScopedValue.newInstance();

    private final List<Frame> frames = new ArrayList<>();
    private long steps;
    private long bytes;
    private int line;

    /// Line of the instruction that was executed last.
    int line() {
        return line;
    }

    /// A library function is about to make `count` more steps.
    void step(long count) {
        steps += count;
        if (steps > STEPS) throw new LuaLimitError("too many instructions");
    }

    /// A string or list of this many bytes is about to be made.
    void make(long count) {
        bytes += count;
        if (bytes > BYTES) throw new LuaLimitError("too much memory");
    }

    /// A function that is being executed: one of the script's, or nothing for `pcall` and its like.
    private record Frame(@Nullable LuaClosure closure, LuaValue[] stack) {
        static final Frame LIBRARY = new Frame(null, LuaValue.NOVALS);
    }

    @Override
    public void onCall(LuaFunction function) {
        step(PROTECTED_CALL);
        enter(Frame.LIBRARY);
    }

    @Override
    public void onCall(LuaClosure closure, Varargs arguments, LuaValue[] stack) {
        enter(new Frame(closure, stack));
    }

    /// The interpreter reports the return of a call even when its start was refused, so it is entered in any case.
    private void enter(Frame frame) {
        frames.add(frame);
        if (frames.size() > DEPTH) throw new LuaLimitError("too many nested calls");
    }

    @Override
    public void onReturn() {
        if (!frames.isEmpty()) frames.removeLast();
    }

    @Override
    public void onInstruction(int pc, Varargs arguments, int top) {
        step(1);
        Frame frame = frames.getLast();
        if (frame.closure() == null) return;
        Prototype code = frame.closure().p;
        if (code.lineinfo != null && pc < code.lineinfo.length) line = code.lineinfo[pc];
        int instruction = code.code[pc];
        if (Lua.GET_OPCODE(instruction) == Lua.OP_CONCAT) {
            long length = 0;
            for (int i = Lua.GETARG_B(instruction); i <= Lua.GETARG_C(instruction); i++) {
                length += frame.stack()[i] instanceof LuaString text ? text.m_length : 24;
            }
            make(length);
        }
    }

    @Override
    public String traceback(int level) {
        return "";
    }
}
