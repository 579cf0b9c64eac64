package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.lua.value.LuaTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields: what a place in the code remembers of tables must never outlive the truth. */
final class FieldTest {
    private final Script script = new Script();

    private void gives(String expected, String source) {
        assertEquals(expected, script.run(source));
    }

    @Test
    void placesNoticeOtherTables() {
        gives(
                "1,2,null,3,text",
                "local function x(t) return t.x end"
                        + " return x{x=1}, x{y=9,x=2}, x{y=1}, x(setmetatable({}, {__index={x=3}})), x{x='text'}");
        gives(
                "1,2,3,null",
                "local function set(t, v) t.x = v end local t = {} set(t, 1) local a = t.x set(t, 2) local b = t.x"
                        + " local u = {y=1} set(u, 3) set(t, nil) return a, b, u.x, t.x");
        gives(
                "number,string,boolean,nil,number",
                "local t, out = {}, {} local function set(v) t.x = v out[#out+1] = type(t.x) end"
                        + " set(1) set('s') set(false) set(nil) set(2) return unpack(out)");
    }

    @Test
    void methodsNoticeChangesOfTheClass() {
        gives(
                "a,own,b,c,null",
                "local C = {} C.__index = C function C.f() return 'a' end local o = setmetatable({}, C)"
                        + " local function f() local m = o.f return m and o:f() end local r = {f()}"
                        + " o.f = function() return 'own' end r[2] = f() o.f = nil"
                        + " C.f = function() return 'b' end r[3] = f()"
                        + " C.__index = {f = function() return 'c' end} r[4] = f() C.__index = nil"
                        + " return r[1], r[2], r[3], r[4], f()");
        gives(
                "p,child,p,q",
                "local P = {f = function() return 'p' end} P.__index = P local C = setmetatable({}, P) C.__index = C"
                        + " local o, r = setmetatable({}, C), {} for i = 1, 4 do"
                        + " if i == 2 then C.f = function() return 'child' end end"
                        + " if i == 3 then C.f = nil end"
                        + " if i == 4 then setmetatable(C, {__index = {f = function() return 'q' end}}) end"
                        + " r[i] = o:f() end return unpack(r)");
        gives(
                "1,99,1,99",
                "local C = {} C.__index = C for i = 1, 99 do C['m' .. i] = function() return i end end"
                        + " local o, r = setmetatable({}, C), {} for i = 1, 2 do r[#r+1] = o:m1() r[#r+1] = o:m99() end"
                        + " return unpack(r)");
    }

    @Test
    void writesNoticeMetamethods() {
        gives(
                "1,log,null",
                "local mt, log = {}, nil local function new() return setmetatable({}, mt) end"
                        + " local function set(t) t.x = 1 return t end local a = set(new()) set(new())"
                        + " mt.__newindex = function(t, k) log = 'log' end local b = set(new())"
                        + " return a.x, log, b.x");
        gives(
                "2,plus",
                "local mt = {} local v = setmetatable({}, mt) local function add(a) return a + a end"
                        + " local n = add(1) pcall(add, v) mt.__add = function() return 'plus' end"
                        + " return n, add(v)");
        gives(
                "first,second",
                "local mt = {__add = function() return 'first' end} local v = setmetatable({}, mt)"
                        + " local a = v + v rawset(mt, '__add', function() return 'second' end) return a, v + v");
    }

    @Test
    void manyDifferentKeysAreNoTrouble() {
        gives(
                "6000,6000,1",
                "local all = {} for i = 1, 6000 do all[i] = {['first' .. i] = i, second = i} end"
                        + " local a, b = 0, 0 for i = 1, 6000 do if all[i]['first' .. i] == i then a = a + 1 end"
                        + " if all[i].second == i then b = b + 1 end end"
                        + " local keys = 0 for k in pairs({[all] = 1}) do keys = keys + 1 end return a, b, keys");
        gives(
                "300",
                "local n = 0 for i = 1, 300 do local t = {base = 0} t['k' .. i] = i t.last = 1"
                        + " if t['k' .. i] == i and t.base == 0 and t.last == 1 then n = n + 1 end end return n");
    }

    @Test
    void countsByAnyKey() {
        gives(
                "3,ax,b,1,nan",
                "local t, d = {}, {s = 'a', f = false} local function count(k) t[k] = (t[k] or 0) + 1 end"
                        + " count('x') count('x') count('x') count(1) local function add(k) return (d[k] or 'b') .. '' end"
                        + " local function plus(k) return (d[k] or 1) + 0 end"
                        + " d.n = 0/0 return t.x, add('s') .. 'x', add('f'), plus('f'), plus('n') ~= plus('n') and 'nan'");
        gives(
                "500,2",
                "local t = {} for r = 1, 2 do for i = 1, 500 do local k = 'k' .. i t[k] = (t[k] or 0) + 1 end end"
                        + " local n = 0 for k, v in pairs(t) do n = n + 1 end return n, t.k77");
        gives(
                "5,table",
                "local o = setmetatable({}, {__index = function(t, k) return k == 'a' and 4 or nil end,"
                        + " __add = function() return {} end}) local function f(t, k) return (t[k] or t) + 1 end"
                        + " return f(o, 'a'), type(f(o, 'b'))");
    }

    @Test
    void tailCallsStayProper() {
        gives("0", "local function f(n) if n == 0 then return 0 end return f(n - 1) end return f(1000000)");
        gives(
                "odd",
                "local even, odd function even(n) if n == 0 then return 'even' end return odd(n - 1) end"
                        + " function odd(n) if n == 0 then return 'odd' end return even(n - 1) end"
                        + " return even(1000001)");
        gives(
                "done",
                "local function make(n) return function() if n == 0 then return 'done' end return make(n - 1)() end end"
                        + " return make(200000)()");
    }

    /** Random work on one table, beside a map that is right. */
    @Test
    void tablesBehaveLikeMaps() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LuaTable table = new LuaTable(0, random.nextInt(3) * 40);
            Map<Object, Object> model = new LinkedHashMap<>();
            int keys = 1 + random.nextInt(150);
            for (int i = 0; i < 400; i++) {
                int pick = random.nextInt(keys);
                Object key = pick % 11 == 10 ? (Object) (pick + 0.5) : pick % 13 == 12 ? (Object) false : "k" + pick;
                if (random.nextInt(4) == 0) {
                    table.put(key, null);
                    model.remove(key);
                } else {
                    Object value = random.nextBoolean() ? (Object) random.nextDouble() : "v" + i;
                    table.put(key, value);
                    model.put(key, value);
                }
                if (random.nextInt(300) == 0) {
                    table.clear();
                    model.clear();
                }
                assertEquals(model.get(key), table.get(key), "seed " + seed);
            }
            Map<Object, Object> walked = new LinkedHashMap<>();
            List<Object> order = new ArrayList<>();
            for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
                walked.put(table.slotKey(slot), table.slotValue(slot));
                order.add(table.slotKey(slot));
                assertEquals(slot, table.slotOf(table.slotKey(slot)), "seed " + seed);
            }
            assertEquals(model, walked, "seed " + seed);
            assertEquals(model.size(), order.size(), "seed " + seed);
        }
    }
}
