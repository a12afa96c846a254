package dev.flotilla.engine.dialect.karmada.interpret.lua;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class LuaScriptTest {
    private static final LuaModule MODULE = new LuaModule("kube",
            Map.of("echo", arguments -> arguments.getFirst(), "refuse", _ -> {
                throw new IllegalArgumentException("not today");
            }));

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 + 2                                              | 3
            10 / 4                                             | 2.5
            "a" .. 1 .. "b"                                    | "a1b"
            #"abc" == 3 and not false                          | true
            {1, 2, 3}                                          | [1,2,3]
            {b = 1, a = {c = "d"}}                             | {"a":{"c":"d"},"b":1}
            {}                                                 | {}
            nil                                                | null
            string.format("%s-%03d", "x", 7)                   | "x-007"
            ("x"):rep(3)                                       | "xxx"
            ("key = value"):match("^(%w+)%s*=%s*(%w+)$")       | "key"
            ("hello world"):gsub("o", "0")                     | "hell0 w0rld"
            ("abc"):gsub("%w", "%0%0")                         | "aabbcc"
            ("a,b,,c"):find(",", 1, true)                      | 2
            ("f(a(b)c)d"):match("%b()")                        | "(a(b)c)"
            ("THE (quick) fox"):find("%((%a+)%)")              | 5
            ("x = 10-20"):match("%d+%-(%d+)")                  | "20"
            ("[[x]]"):match("%[%[(.-)%]%]")                    | "x"
            ("key"):gsub("(k)(e)", "%2%1")                     | "eky"
            ("  trim  "):match("^%s*(.-)%s*$")                 | "trim"
            ("THE (quick) fox"):gsub("%f[%a]%a+", "W")         | "W (W) W"
            ("aXb"):gsub("%u", {X = "-"})                      | "a-b"
            ("ab"):gsub("", "-")                               | "-a-b-"
            table.concat({"a", "b", 3}, "/")                   | "a/b/3"
            select("#", unpack({1, 2, 3}))                     | 3
            tostring(3) .. type({})                            | "3table"
            tonumber("0x10") + math.max(1, 2)                  | 18
            math.floor(3.7)                                    | 3
            require("kube").echo({a = 1})                      | {"a":1}
            select(2, pcall(error, "x"))                       | "x"
            _VERSION                                           | "Lua 5.1"
            """)
    void expressionsHaveTheirValue(String expression, String expected) throws LuaFailure {
        assertThat(result("function f() return " + expression + " end")).isEqualTo(Json.read(expected));
    }

    @Test
    void tablesCanBeSortedAndWalked() throws LuaFailure {
        String script = """
                function f(given)
                  local names = {}
                  for name, n in pairs(given) do names[#names + 1] = name .. n end
                  table.sort(names, function(a, b) return a > b end)
                  table.insert(names, 1, 'first')
                  for word in string.gmatch('one two', '%a+') do names[#names + 1] = word end
                  return names
                end
                """;

        assertThat(result(script, "{\"a\":1,\"b\":2}")).isEqualTo(Json.read("[\"first\",\"b2\",\"a1\",\"one\",\"two\"]"));
    }

    @Test
    void emptyTablesBecomeWhatTheArgumentsHaveThere() throws LuaFailure {
        String given = "{\"spec\":{\"map\":{},\"list\":[],\"items\":[{\"m\":{}}]}}";
        String script = "function f(o) o.spec.new = {} return o end";

        assertThat(result(script, given)).isEqualTo(Json.read(given));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.open('/etc/passwd')", "io", "os.execute('true')", "os.exit(1)", "os.time()", "debug.getinfo(1)",
            "load('return 1')()", "loadstring('return 1')()", "loadfile('x.lua')", "dofile('/etc/passwd')", "require('os')",
            "require('java.lang.Runtime')", "luajava.bindClass('java.lang.Runtime')", "package.loadlib('x', 'y')",
            "package.loaded.io", "getmetatable('').__index", "setmetatable({}, {})", "rawset(_G, 'x', 1)", "string.dump(f)",
            "coroutine.create(f)", "collectgarbage()", "getfenv(0)", "newproxy(true)"})
    void thereIsNoWayOut(String attempt) {
        LuaFailure failure = failure("function f() local got = " + attempt + "; assert(got ~= nil) return got end");

        assertThat(failure.kind()).isEqualTo(LuaFailure.Kind.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"while true do end", "repeat until false", "for i = 1, 1e18 do end",
            "local function g() return g() end g()",
            "local function g() return 1 + g() end g()", "while true do pcall(function() while true do end end) end",
            "while true do pcall(error, 'x') end", "local t = {} while true do t[#t + 1] = {} end",
            "local t = {} while true do table.insert(t, 1, 'x') end", "local s = 'x' while true do s = s .. s end",
            "('x'):rep(1e9)", "string.rep('x', 2147483647)", "('x'):rep(1e6):rep(1e6)",
            "local s = ('x'):rep(1e6) local t = {} for i = 1, 1000 do t[i] = s end table.concat(t)",
            "local s = ('x'):rep(1e5) s:gsub('x', s)", "('a'):rep(30000):find(('.-'):rep(50) .. 'b')",
            "('a'):rep(3000):match(('a*'):rep(20) .. 'b')",
            "xpcall(function() while true do end end, function() while true do end end)",
            "local t = {} for i = 1, 1e5 do t[i] = ('x'):rep(1000) .. i end",
            "string.format(('%s'):rep(99), ('x'):rep(1e7), ('x'):rep(1e7))"})
    void whoeverUsesTooMuchIsStopped(String waste) {
        LuaFailure failure = failure("function f()\n  " + waste + "\nend");

        assertThat(failure.kind()).isEqualTo(LuaFailure.Kind.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unpack({}, 1, 1e8)", "string.char(unpack({}, 1, 1e8))", "error({})", "error()", "nothing.here",
            "kube.refuse()",
            "('x'):rep(-1).y.z", "('('):match('(')", "('x'):find('[')", "#nil", "{} .. 'x'"})
    void otherFailuresAreErrors(String wrong) {
        LuaFailure failure = failure("local kube = require('kube')\nfunction f()\n  return " + wrong + "\nend");

        assertThat(failure.kind()).isEqualTo(LuaFailure.Kind.ERROR);
        assertThat(failure.line()).isEqualTo(3);
    }

    @Test
    void errorsNameLineAndCause() {
        LuaFailure failure = failure("function f(o)\n\n  return o.spec.replicas\nend");

        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.detail()).contains("attempt to index").doesNotContain("script:");
    }

    @Test
    void whatIsNoLuaIsASyntaxErrorAtItsLine() {
        LuaFailure failure = catchThrowableOfType(LuaFailure.class, () -> LuaScript.compile("function f()\n  retrun 1\nend"));

        assertThat(failure.kind()).isEqualTo(LuaFailure.Kind.SYNTAX);
        assertThat(failure.line()).isEqualTo(2);
    }

    @Test
    void compiledLuaIsRefused() {
        LuaFailure failure = catchThrowableOfType(LuaFailure.class, () -> LuaScript.compile("\u001bLua"));

        assertThat(failure.kind()).isEqualTo(LuaFailure.Kind.SYNTAX);
    }

    @Test
    void resultsThatJsonCannotHoldAreRefused() {
        assertThat(failure("function f() local t = {} t.t = t return t end").kind()).isEqualTo(LuaFailure.Kind.RESULT);
        assertThat(failure("function f() return {f = f} end").kind()).isEqualTo(LuaFailure.Kind.RESULT);
        assertThat(failure("function f() return {1, a = 2} end").kind()).isEqualTo(LuaFailure.Kind.RESULT);
        assertThat(failure("function f() return 0 / 0 end").kind()).isEqualTo(LuaFailure.Kind.RESULT);
    }

    @Test
    void callsLeaveNothingBehind() throws LuaFailure {
        LuaScript script = LuaScript.compile("""
                count = (count or 0) + 1
                string.upper = function() return 'stolen' end
                function f() return count .. ('x'):upper() .. string.lower('Y') end
                """);

        assertThat(script.call("f", List.of(), 1, MODULE).getFirst().value()).isEqualTo(Value.text("1Xy"));
        assertThat(script.call("f", List.of(), 1, MODULE).getFirst().value()).isEqualTo(Value.text("1Xy"));
        assertThat(result("function f() return string.upper('z') end")).isEqualTo(Value.text("Z"));
    }

    private static Value result(String script, String... arguments) throws LuaFailure {
        return LuaScript.compile(script).call("f", List.of(arguments).stream().map(Json::read).toList(), 1, MODULE).getFirst()
                .value();
    }

    private static LuaFailure failure(String script) {
        LuaFailure failure = catchThrowableOfType(LuaFailure.class, () -> result(script, "{}"));
        assertThat(failure).as(script).isNotNull();
        return failure;
    }
}
