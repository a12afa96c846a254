package dev.flotilla.engine.dialect.karmada.interpret.lua;

import org.luaj.vm2.Buffer;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/// `string.find`, `match`, `gmatch` and `gsub`, counted.
///
/// Source: Lua 5.1 reference manual, section 5.4.1.
final class LuaPatterns {
    private static final int MAX_CAPTURES = 32;
    private static final int MAX_DEPTH = 200;
    private static final int UNFINISHED = -1;
    private static final int POSITION = -2;
    private static final int MISS = -1;
    private static final String SPECIALS = "^$*+?.([%-";

    private final LuaLimits limits;
    private final LuaString text;
    private final LuaString pattern;
    private final int[] start = new int[MAX_CAPTURES];
    private final int[] length = new int[MAX_CAPTURES];
    private int level;
    private int depth;

    private LuaPatterns(LuaString text, LuaString pattern) {
        this.limits = LuaLimits.CURRENT.get();
        this.text = text;
        this.pattern = pattern;
    }

    static Varargs find(Varargs arguments, boolean find) {
        LuaString text = arguments.checkstring(1);
        LuaString pattern = arguments.checkstring(2);
        int init = arguments.optint(3, 1);
        int from = Math.max(0, init > 0 ? init - 1 : init < 0 ? text.m_length + init : 0);
        if (from > text.m_length) return LuaValue.NIL;
        if (find && (arguments.arg(4).toboolean() || isPlain(pattern))) {
            LuaLimits.CURRENT.get().step(text.m_length);
            int at = text.indexOf(pattern, from);
            return at < 0 ? LuaValue.NIL : LuaValue.varargsOf(LuaValue.valueOf(at + 1), LuaValue.valueOf(at + pattern.m_length));
        }
        var matcher = new LuaPatterns(text, pattern);
        boolean anchored = pattern.m_length > 0 && pattern.luaByte(0) == '^';
        for (int at = from; at <= text.m_length; at++) {
            int end = matcher.matchAt(at, anchored ? 1 : 0);
            if (end != MISS) {
                return find
                        ? LuaValue.varargsOf(LuaValue.valueOf(at + 1), LuaValue.valueOf(end), matcher.captures(false, at, end))
                        : matcher.captures(true, at, end);
            }
            if (anchored) break;
        }
        return LuaValue.NIL;
    }

    private static boolean isPlain(LuaString pattern) {
        for (int i = 0; i < pattern.m_length; i++) {
            if (SPECIALS.indexOf(pattern.luaByte(i)) >= 0) return false;
        }
        return true;
    }

    static LuaValue gmatch(Varargs arguments) {
        var matcher = new LuaPatterns(arguments.checkstring(1), arguments.checkstring(2));
        return new VarArgFunction() {
            private int next;

            @Override
            public Varargs invoke(Varargs ignored) {
                for (int at = next; at <= matcher.text.m_length; at++) {
                    int end = matcher.matchAt(at, 0);
                    if (end != MISS) {
                        next = end == at ? end + 1 : end;
                        return matcher.captures(true, at, end);
                    }
                }
                next = matcher.text.m_length + 1;
                return LuaValue.NIL;
            }
        };
    }

    static Varargs gsub(Varargs arguments) {
        LuaString text = arguments.checkstring(1);
        LuaString pattern = arguments.checkstring(2);
        LuaValue replacement = arguments.arg(3);
        if (!replacement.isstring() && !replacement.istable() && !replacement.isfunction()) {
            throw new LuaError("bad argument #3 to 'gsub' (string/function/table expected)");
        }
        int most = arguments.optint(4, text.m_length + 1);
        boolean anchored = pattern.m_length > 0 && pattern.luaByte(0) == '^';
        var matcher = new LuaPatterns(text, pattern);
        var out = new Buffer(text.m_length);
        int count = 0;
        int at = 0;
        while (count < most) {
            int end = matcher.matchAt(at, anchored ? 1 : 0);
            if (end != MISS) {
                count++;
                matcher.replace(replacement, at, end, out);
            }
            if (end != MISS && end > at) {
                at = end;
            } else if (at < text.m_length) {
                out.append((byte) text.luaByte(at++));
            } else {
                break;
            }
            if (anchored) break;
        }
        matcher.limits.make(text.m_length);
        if (at < text.m_length) out.append(text.substring(at, text.m_length));
        return LuaValue.varargsOf(out.tostring(), LuaValue.valueOf(count));
    }

    private void replace(LuaValue replacement, int at, int end, Buffer out) {
        LuaValue value;
        if (replacement.isfunction()) {
            value = replacement.invoke(captures(true, at, end)).arg1();
        } else if (replacement.istable()) {
            value = replacement.get(capture(0, at, end));
        } else {
            expand(replacement.checkstring(), at, end, out);
            return;
        }
        if (!value.toboolean()) {
            append(text.substring(at, end), out);
        } else if (value.isstring()) {
            append(value.checkstring(), out);
        } else {
            throw new LuaError("invalid replacement value (a " + value.typename() + ")");
        }
    }

    private void append(LuaString piece, Buffer out) {
        limits.make(piece.m_length);
        out.append(piece);
    }

    private void expand(LuaString template, int at, int end, Buffer out) {
        limits.step(template.m_length);
        for (int i = 0; i < template.m_length; i++) {
            int c = template.luaByte(i);
            if (c != '%') {
                limits.make(1);
                out.append((byte) c);
            } else if (++i < template.m_length && Character.isDigit(template.luaByte(i))) {
                int index = template.luaByte(i) - '0';
                append(index == 0 ? text.substring(at, end) : capture(index - 1, at, end).strvalue(), out);
            } else if (i < template.m_length) {
                out.append((byte) template.luaByte(i));
            }
        }
    }

    private int matchAt(int at, int from) {
        level = 0;
        depth = 0;
        return match(at, from);
    }

    private Varargs captures(boolean whole, int at, int end) {
        int count = level == 0 && whole ? 1 : level;
        var values = new LuaValue[count];
        for (int i = 0; i < count; i++) {
            values[i] = capture(i, at, end);
        }
        return LuaValue.varargsOf(values);
    }

    private LuaValue capture(int index, int at, int end) {
        if (index >= level) {
            if (index == 0) return text.substring(at, end);
            throw new LuaError("invalid capture index");
        }
        if (length[index] == UNFINISHED) throw new LuaError("unfinished capture");
        if (length[index] == POSITION) return LuaValue.valueOf(start[index] + 1);
        limits.make(length[index]);
        return text.substring(start[index], start[index] + length[index]);
    }

    /// The end of a match of the pattern from `p` at `at`, or [#MISS].
    private int match(int at, int p) {
        if (++depth > MAX_DEPTH) throw new LuaError("pattern too complex");
        try {
            int s = at;
            int here = p;
            while (true) {
                limits.step(1);
                if (here == pattern.m_length) return s;
                int c = pattern.luaByte(here);
                if (c == '(') {
                    boolean position = here + 1 < pattern.m_length && pattern.luaByte(here + 1) == ')';
                    return position ? open(s, here + 2, POSITION) : open(s, here + 1, UNFINISHED);
                }
                if (c == ')') return close(s, here + 1);
                if (c == '$' && here + 1 == pattern.m_length) return s == text.m_length ? s : MISS;
                if (c == '%' && here + 1 < pattern.m_length) {
                    int special = pattern.luaByte(here + 1);
                    if (special == 'b') {
                        s = balance(s, here + 2);
                        if (s == MISS) return MISS;
                        here += 4;
                        continue;
                    }
                    if (special == 'f') {
                        int end = classEnd(here + 2);
                        int before = s == 0 ? 0 : text.luaByte(s - 1);
                        int after = s == text.m_length ? 0 : text.luaByte(s);
                        if (inSet(before, here + 2, end - 1) || !inSet(after, here + 2, end - 1)) return MISS;
                        here = end;
                        continue;
                    }
                    if (Character.isDigit(special)) {
                        s = again(s, special);
                        if (s == MISS) return MISS;
                        here += 2;
                        continue;
                    }
                }
                int end = classEnd(here);
                int suffix = end < pattern.m_length ? pattern.luaByte(end) : 0;
                boolean fits = s < text.m_length && single(text.luaByte(s), here, end);
                switch (suffix) {
                    case '?' -> {
                        if (fits) {
                            int result = match(s + 1, end + 1);
                            if (result != MISS) return result;
                        }
                        here = end + 1;
                    }
                    case '*' -> {
                        return most(s, here, end);
                    }
                    case '+' -> {
                        return fits ? most(s + 1, here, end) : MISS;
                    }
                    case '-' -> {
                        return fewest(s, here, end);
                    }
                    default -> {
                        if (!fits) return MISS;
                        s++;
                        here = end;
                    }
                }
            }
        } finally {
            depth--;
        }
    }

    private int most(int s, int p, int end) {
        int count = 0;
        while (s + count < text.m_length && single(text.luaByte(s + count), p, end)) {
            limits.step(1);
            count++;
        }
        for (; count >= 0; count--) {
            int result = match(s + count, end + 1);
            if (result != MISS) return result;
        }
        return MISS;
    }

    private int fewest(int from, int p, int end) {
        int s = from;
        while (true) {
            int result = match(s, end + 1);
            if (result != MISS) return result;
            if (s >= text.m_length || !single(text.luaByte(s), p, end)) return MISS;
            s++;
        }
    }

    private int open(int s, int p, int what) {
        if (level >= MAX_CAPTURES) throw new LuaError("too many captures");
        start[level] = s;
        length[level] = what;
        level++;
        int result = match(s, p);
        if (result == MISS) level--;
        return result;
    }

    private int close(int s, int p) {
        int index = level - 1;
        while (index >= 0 && length[index] != UNFINISHED) {
            index--;
        }
        if (index < 0) throw new LuaError("invalid pattern capture");
        length[index] = s - start[index];
        int result = match(s, p);
        if (result == MISS) length[index] = UNFINISHED;
        return result;
    }

    private int balance(int s, int p) {
        if (p + 1 >= pattern.m_length) throw new LuaError("unbalanced pattern");
        if (s >= text.m_length || text.luaByte(s) != pattern.luaByte(p)) return MISS;
        int open = pattern.luaByte(p);
        int close = pattern.luaByte(p + 1);
        int nested = 1;
        for (int i = s + 1; i < text.m_length; i++) {
            limits.step(1);
            int c = text.luaByte(i);
            if (c == close) {
                if (--nested == 0) return i + 1;
            } else if (c == open) {
                nested++;
            }
        }
        return MISS;
    }

    private int again(int s, int digit) {
        int index = digit - '1';
        if (index < 0 || index >= level || length[index] == UNFINISHED) throw new LuaError("invalid capture index");
        int size = Math.max(0, length[index]);
        limits.step(size);
        if (text.m_length - s < size) return MISS;
        return text.substring(start[index], start[index] + size).eq_b(text.substring(s, s + size)) ? s + size : MISS;
    }

    private int classEnd(int p) {
        if (p >= pattern.m_length) throw new LuaError("malformed pattern (missing '[' after '%f')");
        int i = p + 1;
        switch (pattern.luaByte(p)) {
            case '%' -> {
                if (i == pattern.m_length) throw new LuaError("malformed pattern (ends with '%')");
                return i + 1;
            }
            case '[' -> {
                if (i < pattern.m_length && pattern.luaByte(i) == '^') i++;
                do {
                    if (i >= pattern.m_length) throw new LuaError("malformed pattern (missing ']')");
                    int c = pattern.luaByte(i++);
                    if (c == '%') i++;
                } while (i >= pattern.m_length || pattern.luaByte(i) != ']');
                return i + 1;
            }
            default -> {
                return i;
            }
        }
    }

    private boolean single(int c, int p, int end) {
        return switch (pattern.luaByte(p)) {
            case '.' -> true;
            case '%' -> inClass(c, pattern.luaByte(p + 1));
            case '[' -> inSet(c, p, end - 1);
            default -> pattern.luaByte(p) == c;
        };
    }

    /// @param p   of the opening bracket
    /// @param end of the closing one
    private boolean inSet(int c, int p, int end) {
        int i = p + 1;
        boolean wanted = true;
        if (pattern.luaByte(i) == '^') {
            wanted = false;
            i++;
        }
        for (; i < end; i++) {
            limits.step(1);
            int now = pattern.luaByte(i);
            if (now == '%' && i + 1 < end) {
                i++;
                if (inClass(c, pattern.luaByte(i))) return wanted;
            } else if (i + 2 < end && pattern.luaByte(i + 1) == '-') {
                if (now <= c && c <= pattern.luaByte(i + 2)) return wanted;
                i += 2;
            } else if (now == c) {
                return wanted;
            }
        }
        return !wanted;
    }

    private static boolean inClass(int c, int name) {
        boolean lower = c >= 'a' && c <= 'z';
        boolean upper = c >= 'A' && c <= 'Z';
        boolean digit = c >= '0' && c <= '9';
        boolean graph = c > 0x20 && c < 0x7f;
        boolean found = switch (Character.toLowerCase(name)) {
            case 'a' -> lower || upper;
            case 'c' -> c < 0x20 || c == 0x7f;
            case 'd' -> digit;
            case 'g' -> graph;
            case 'l' -> lower;
            case 'p' -> graph && !lower && !upper && !digit;
            case 's' -> c == ' ' || c >= 9 && c <= 13;
            case 'u' -> upper;
            case 'w' -> lower || upper || digit;
            case 'x' -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            case 'z' -> c == 0;
            default -> {
                yield name == c;
            }
        };
        boolean isClass = "acdglpsuwxz".indexOf(Character.toLowerCase(name)) >= 0;
        return isClass && Character.isUpperCase(name) ? !found : found;
    }
}
