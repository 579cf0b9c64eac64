package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.op.Call;
import org.junit.jupiter.api.Test;

/** What programs mean. */
final class LanguageTest {
    private final Script script = new Script();

    private void gives(String expected, String source) {
        assertEquals(expected, script.run(source));
    }

    private void fails(String expected, String source) {
        assertEquals(expected, script.failure(source));
    }

    @Test
    void closuresGetFreshVariablesEachTurn() {
        gives(
                "2,3,3",
                "local f = {} for i = 1, 3 do f[i] = function() i = i + 1 return i end end"
                        + " return f[1](), f[1](), f[2]()");
        gives(
                "11,12",
                "local f, k = {}, 1 while k < 3 do local j = k f[k] = function() j = j + 10 return j end"
                        + " k = k + 1 end return f[1](), f[2]()");
        gives(
                "1,2",
                "local f, i = {}, 1 ::top:: local x = i f[i] = function() return x end i = i + 1"
                        + " if i < 3 then goto top end return f[1](), f[2]()");
    }

    @Test
    void closuresShareWhatTheyCapture() {
        gives(
                "2,2",
                "local n = 0 local function up() n = n + 1 end local function get() return n end up() up()"
                        + " return n, get()");
        gives(
                "1,2,3",
                "local function a() local z = 0 return function() return function() z = z + 1 return z end end"
                        + " end local f = a() local g, h = f(), f() return g(), h(), g()");
    }

    @Test
    void functionsKnowThemselves() {
        gives(
                "3628800",
                "local function fact(n) return n <= 1 and 1 or n * (function() return fact(n - 1) end)() end"
                        + " return fact(10)");
        gives("new", "local function f() return f end local old = f f = function() return 'new' end return old()()");
    }

    @Test
    void assignsAllAtOnce() {
        gives("2,1", "local a, b = 1, 2 a, b = b, a return a, b");
        gives("2,20", "local i, t = 1, {} i, t[i] = i + 1, 20 return i, t[1]");
        gives("1", "local a a, a = 1, 2 return a");
        gives("1,2,null", "local t = {} t.x, t.y, t.z = (function() return 1, 2 end)() return t.x, t.y, t.z");
    }

    @Test
    void passesVarargs() {
        gives("3,1,null,3", "local function f(...) return select('#', ...), ... end return f(1, nil, 3)");
        gives("1", "local function f(...) return ... end return (f(1, 2))");
        gives("5", "local function f(...) return ... end return #{f(1, 2), f(3, 4), f(5, 6, 7)}");
        gives("1,2,3,4,5", "local function f(a, b, c, d, ...) return a, b, c, d, ... end return f(1, 2, 3, 4, 5)");
    }

    @Test
    void tailCallsDoNotGrowTheStack() {
        gives(
                "1000000",
                "local function loop(n, a) if n == 0 then return a end return loop(n - 1, a + 1) end"
                        + " return loop(1000000, 0)");
        gives(
                "false",
                "local even, odd function even(n) if n == 0 then return true end return odd(n - 1) end"
                        + " function odd(n) if n == 0 then return false end return even(n - 1) end return even(1000001)");
        gives(
                "done",
                "local t = {} function t:go(n) if n == 0 then return 'done' end return self:go(n - 1) end"
                        + " return t:go(1000000)");
    }

    @Test
    void countsLoops() {
        gives("3,2,1", "local t = {} for i = 3, 1, -1 do t[#t + 1] = i end return unpack(t)");
        gives("10,20", "local t = {} for i = 1, 2 do i = i * 10 t[#t + 1] = i end return unpack(t)");
        gives("0", "local n = 0 for i = 1, 0 do n = n + 1 end return n");
        gives(
                "4,1",
                "local n, s, m = 0, 3, 0 for i = 1, 10, s do n = n + 1 end s = -9 for i = 5, 1, s do m = m + 1 end"
                        + " return n, m");
        gives("5", "local n = 0 for k in pairs({1, 2, a = 3, b = 4, c = 5}) do n = n + 1 end return n");
    }

    @Test
    void jumps() {
        gives(
                "1,3",
                "local t = {} for i = 1, 3 do if i == 2 then goto continue end t[#t + 1] = i ::continue:: end"
                        + " return unpack(t)");
        gives("3", "local n = 0 repeat local last = n == 2 n = n + 1 until last return n");
        gives("2", "local n = 0 while true do n = n + 1 if n == 2 then break end end return n");
    }

    @Test
    void callsMetamethods() {
        String object = "local m = {__add = function() return 'add' end, __index = function(t, k) return k .. '!' end,"
                + " __call = function(self, ...) return 'call', ... end, __lt = function() return true end,"
                + " __concat = function() return 'cat' end, __eq = function() return true end,"
                + " __unm = function() return 'neg' end, __len = function() return 7 end}"
                + " local o, p = setmetatable({}, m), setmetatable({}, m) ";
        gives("add,add,foo!,call,1,2", object + "return o + 1, 1 + o, o.foo, o(1, 2)");
        gives("true,true,false,cat,cat,neg,7", object + "return o == p, o < p, o <= p, o .. 'x', 'x' .. o, -o, #o");
    }

    @Test
    void namesTheOperandThatIsWrong() {
        fails("t:1: attempt to index local 'x' (a nil value)", "local x return x.y");
        fails("t:1: attempt to index field 'y' (a nil value)", "local x = {} return x.y.z");
        fails("t:1: attempt to call global 'nope' (a nil value)", "nope()");
        fails("t:1: attempt to call method 'nope' (a nil value)", "local x = {} x:nope()");
        fails(
                "t:2: attempt to perform arithmetic on upvalue 'x' (a nil value)",
                "local x\nlocal function f() return 1 + x end\nf() x = nil");
        fails("t:1: attempt to concatenate field 'b' (a table value)", "local a = {b = {}} return 'x' .. a.b .. 'y'");
        fails("t:1: attempt to compare number with nil", "return 1 < nil");
        fails("t:2: bad argument #1 to 'floor' (number expected, got nil)", "local x\nlocal y = math.floor(x)");
        fails("t:1: attempt to call a nil value", "local x = (nil)()");
        fails("t:3: attempt to get length of local 'x' (a nil value)", "local x\n\nlocal n = #x");
    }

    @Test
    void reportsTheLinesLuaJitReports() throws LuaSyntaxException {
        Call.call(script.lua
                .compile(Script.resource("/syntax/lines.lua"), LuaOptions.named("=lines.lua"))
                .instantiate(script.state.globals()));
        assertEquals(Script.resource("/syntax/lines.expected.txt").lines().toList(), script.printed);
    }

    @Test
    void keepsErrorsValuesAndPlaces() {
        gives("false,t:1: m", "return pcall(function() error('m') end)");
        gives("false,m", "return pcall(error, 'm', 0)");
        gives("false,7", "local ok, e = pcall(error, {code = 7}) return ok, e.code");
        gives(
                "false,t:2: m",
                "local function f() error('m', 2) end\nlocal function g() f() return 1 end\n" + "return pcall(g)");
        assertTrue(script.run("local _, t = xpcall(function() local x = nil; x() end, debug.traceback) return t")
                .startsWith("t:1: attempt to call local 'x' (a nil value)\nstack traceback:\n\t"));
    }

    @Test
    void catchesStackOverflow() {
        gives("t:2: stack overflow", "local function r()\nreturn 1 + r()\nend\nreturn select(2, pcall(r))");
    }

    @Test
    void runsCoroutines() {
        gives(
                "true,3,true,20,dead",
                "local c = coroutine.create(function(a, b) local d = coroutine.yield(a + b)"
                        + " return d * 2 end) local o, x = coroutine.resume(c, 1, 2) local p, y = coroutine.resume(c, 10)"
                        + " return o, x, p, y, coroutine.status(c)");
        gives(
                "1,2,3",
                "local g = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)"
                        + " return g(), g(), g()");
        gives(
                "false,t:1: in x",
                "local c = coroutine.create(function() return pcall(function()"
                        + " error('in ' .. coroutine.yield()) end) end) coroutine.resume(c)"
                        + " return select(2, coroutine.resume(c, 'x'))");
        gives(
                "y",
                "local c = coroutine.wrap(function() local t = setmetatable({}, {__index = function(_, k)"
                        + " return coroutine.yield(k) end}) return t.y end) return c()");
        gives(
                "1,2",
                "local c = coroutine.wrap(function() table.sort({2, 1}, function(a, b) coroutine.yield(1)"
                        + " return a < b end) return 2 end) return c(), c()");
    }

    @Test
    void changesEnvironments() {
        gives("7", "local function f() return xx end setfenv(f, {xx = 7}) return f()");
        gives("null", "local function f() return xx end xx = nil return f()");
    }

    @Test
    void iteratesInOrderOfInsertion() {
        gives(
                "1,2,x,y",
                "local t = {10, 20} t.x = 1 t.y = 2 local ks = {} for k in pairs(t) do ks[#ks + 1] = k end"
                        + " return unpack(ks)");
        gives(
                "0",
                "local t = {} for i = 1, 100 do t['k' .. i] = i end for k in pairs(t) do t[k] = nil end"
                        + " local n = 0 for k in pairs(t) do n = n + 1 end return n");
    }

    @Test
    void findsBordersAsLuaJitDoes() {
        gives("1,3,4", "return #{1, nil, 3}, #{nil, nil, 3}, #{1, 2, nil, 4}");
        gives(
                "3,2,0",
                "local t = {1, 2, 3} local a = #t t[3] = nil local b = #t t[1] = nil t[2] = nil" + " return a, b, #t");
    }
}
