describe("__index", function()
  gives("local t = setmetatable({}, {__index = function(t, k) return k .. '!' end}) return t.a, t['b c'], t[1]", "a!", "b c!", "1!")
  gives("local t = setmetatable({a = 1}, {__index = {a = 2, b = 3}}) return t.a, t.b, t.c", 1, 3, nil)
  gives("local t = setmetatable({}, {__index = setmetatable({x = 1}, {__index = setmetatable({y = 2}, {__index = function(_, k) return k end})})}) return t.x, t.y, t.z", 1, 2, "z")
  gives("local t = setmetatable({}, {__index = function(...) return select('#', ...) end}) return t.a", 2)
  gives("local t = setmetatable({}, {__index = function() return 1, 2 end}) return t.a", 1)
  gives("local t = setmetatable({}, {__index = function() end}) return t.a", nil)
  gives("local t = setmetatable({}, {__index = string}) return t.len('abc'), t.nope", 3, nil)
  raises("local t = setmetatable({}, {__index = 5}) return t.x", "t:1: attempt to index a number value")
  gives("local t = setmetatable({}, {__index = 'str'}) return t.len('abcd')", 4)
  gives("local m = {} m.__index = m function m:get() return self.v end local o = setmetatable({v = 7}, m) return o:get(), o.get == m.get", 7, true)
  gives("local t = setmetatable({}, {__index = function(t, k) local v = k * 2 rawset(t, k, v) return v end}) return t[4], rawget(t, 4)", 8, 8)
  gives("local t = {} setmetatable(t, {__index = t}) return pcall(function() return t.x end)", false, "t:1: loop in gettable")
  gives("local n = 0 local t = setmetatable({[1] = 'x'}, {__index = function() n = n + 1 end}) local _ = t[1], t[2], t.z return n", 2)
  gives("local t = setmetatable({false}, {__index = function() return 'default' end}) return t[1], t[2]", false, "default")
  raises("local t = setmetatable({}, {__index = function(t, k) error('no field ' .. k) end}) return t.foo", "t:1: no field foo")
  raises("local t = setmetatable({}, {__index = function(t, k) error('no field ' .. k, 2) end}) return t.foo", "t:1: no field foo")
  gives("return ('x').len == string.len, ('x').nope, #('x').upper('abc')", true, nil, 3)
  gives("local mt = {} local t = setmetatable({}, mt) local a = t.x mt.__index = function() return 'late' end return a, t.x", nil, "late")
end)

describe("__newindex", function()
  gives("local log = {} local t = setmetatable({}, {__newindex = function(t, k, v) log[#log + 1] = k .. '=' .. v end}) t.a = 1 t.b = 2 return log[1], log[2], t.a", "a=1", "b=2", nil)
  gives("local s = {} local t = setmetatable({}, {__newindex = s}) t.x = 5 return rawget(t, 'x'), s.x", nil, 5)
  gives("local t = setmetatable({a = 1}, {__newindex = function() error('no') end}) t.a = 2 return t.a", 2)
  gives("local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v * 2) end}) t.x = 21 return t.x", 42)
  gives("local t = setmetatable({1, 2}, {__newindex = function(t, k, v) rawset(t, k, 'new') end}) t[2] = 'old' t[3] = 'x' return t[2], t[3]", "old", "new")
  raises("local t = setmetatable({}, {__newindex = function(t, k, v) error('readonly ' .. k, 2) end}) t.foo = 1", "t:1: readonly foo")
  raises("local t = setmetatable({}, {__newindex = setmetatable({}, {__newindex = function(_, k) error('deep ' .. k, 0) end})}) t.foo = 1", "deep foo")
  raises("local t = setmetatable({}, {__newindex = 5}) t.x = 1", "t:1: attempt to index a number value")
  gives("local t = setmetatable({x = nil}, {__newindex = function(t, k) rawset(t, k, 'hook') end}) t.x = 1 return t.x", "hook")
  gives("local t = setmetatable({}, {__newindex = function() end}) t.x = 1 return t.x", nil)
  gives("local t = setmetatable({5}, {__newindex = function() error('x') end}) t[1] = nil return t[1]", nil)
  gives("local log = '' local g = setmetatable({}, {__newindex = function(t, k, v) log = log .. k rawset(t, k, v) end}) setfenv(function() newglobal = 1 end, g)() return log, g.newglobal", "newglobal", 1)
end)

describe("arithmetic events", function()
  gives("local m = {__add = function(a, b) return 'add' end} local o = setmetatable({}, m) return o + 1, 1 + o, o + o, 'x' + o, o + nil", "add", "add", "add", "add", "add")
  gives("local m = {__sub = function(a, b) return type(a) .. type(b) end} local o = setmetatable({}, m) return o - 1, 1 - o", "tablenumber", "numbertable")
  gives("local m = {__mul = function(a, b) return 1, 2 end} local o = setmetatable({}, m) return o * 2", 1)
  gives("local m = {__div = function() return 'div' end, __mod = function() return 'mod' end, __pow = function() return 'pow' end} local o = setmetatable({}, m) return o / 1, o % 1, o ^ 1, 2 / o, 2 % o, 2 ^ o", "div", "mod", "pow", "div", "mod", "pow")
  gives("local m = {__unm = function(a, b) return rawequal(a, b) end} local o = setmetatable({}, m) return -o", true)
  gives("local a, b = setmetatable({}, {__add = function() return 'left' end}), setmetatable({}, {__add = function() return 'right' end}) return a + b, b + a", "left", "right")
  gives("local a, b = setmetatable({}, {}), setmetatable({}, {__add = function() return 'right' end}) return a + b", "right")
  gives("local m = {__add = function(a, b) return a.v + b.v end} local function V(v) return setmetatable({v = v}, m) end return V(1) + V(2)", 3)
  gives("local V = {} V.__index = V V.__add = function(a, b) return setmetatable({x = a.x + b.x}, V) end local s = setmetatable({x = 1}, V) + setmetatable({x = 2}, V) + setmetatable({x = 3}, V) return s.x", 6)
  gives("local o = setmetatable({}, {__add = setmetatable({}, {__call = function(self, a, b) return 'called' end})}) return o + 1", "called")
  raises("return {} + 1", "t:1: attempt to perform arithmetic on a table value")
  raises("return 1 + {}", "t:1: attempt to perform arithmetic on a table value")
  raises("local a = {} return a.x * 2", "t:1: attempt to perform arithmetic on field 'x' (a nil value)")
  raises("local a = 'x' return a - 1", "t:1: attempt to perform arithmetic on local 'a' (a string value)")
  gives("return '10' + 5, '3' * '4', '0x10' + 0, ' 7 ' - 1, 10 / '4', '2' ^ 3, -'2', '7' % 4", 15, 12, 16, 6, 2.5, 8, -2, 3)
  raises("return 'abc' + 1", "t:1: attempt to perform arithmetic on a string value")
  raises("return 1 + true", "t:1: attempt to perform arithmetic on a boolean value")
  raises("return nil .. 'x'", "t:1: attempt to concatenate a nil value")
  gives("local o = setmetatable({}, {__unm = function() return 'neg' end}) return -o, pcall(function() return -{} end)", "neg", false, "t:1: attempt to perform arithmetic on a table value")
end)

describe("__concat", function()
  gives("local o = setmetatable({}, {__concat = function(a, b) return type(a) .. '|' .. type(b) end}) return o .. 'x', 'x' .. o, o .. o, 1 .. o, o .. 2", "table|string", "string|table", "table|table", "number|table", "table|number")
  gives("local o = setmetatable({}, {__concat = function(a, b) return 'c' end}) return 'a' .. 'b' .. o, o .. 'a' .. 'b', 'a' .. o .. 'b'", "ac", "c", "ac")
  gives("local o = setmetatable({}, {__concat = function(a, b) return (type(a) == 'string' and a or 'o') .. (type(b) == 'string' and b or 'o') end}) return 'a' .. 'b' .. o .. 'c' .. 'd'", "abocd")
  raises("return {} .. 'x'", "t:1: attempt to concatenate a table value")
  raises("return 'x' .. {}", "t:1: attempt to concatenate a table value")
  raises("local t = {} return 'a' .. t .. 'b'", "t:1: attempt to concatenate local 't' (a table value)")
  raises("local t = {} return 'a' .. 'b' .. t.x", "t:1: attempt to concatenate field 'x' (a nil value)")
  gives("return 1 .. 2, 1.5 .. '', -1 .. 'x', 1e100 .. ''", "12", "1.5", "-1x", "1e+100")
  raises("return 'a' .. true", "t:1: attempt to concatenate a boolean value")
  raises("return 'a' .. nil", "t:1: attempt to concatenate a nil value")
end)

describe("__eq, __lt, __le", function()
  gives("local m = {__eq = function() return true end} return setmetatable({}, m) == setmetatable({}, m), setmetatable({}, m) == {}, setmetatable({}, m) == 1", true, false, false)
  gives("local n = 0 local m = {__eq = function() n = n + 1 return true end} local a = setmetatable({}, m) local _ = a == a return n", 0)
  gives("local m = {__eq = function() return nil end} return setmetatable({}, m) == setmetatable({}, m), setmetatable({}, m) ~= setmetatable({}, m)", false, true)
  gives("local m = {__lt = function(a, b) return a.v < b.v end} local function V(v) return setmetatable({v = v}, m) end return V(1) < V(2), V(2) < V(1), V(1) > V(2), V(2) > V(1)", true, false, false, true)
  gives("local m = {__lt = function(a, b) return a.v < b.v end} local function V(v) return setmetatable({v = v}, m) end return V(1) <= V(2), V(2) <= V(1), V(1) >= V(1)", true, false, true)
  gives("local m = {__le = function(a, b) return 'truthy' end} local o = setmetatable({}, m) return o <= o, o >= o", true, true)
  gives("local m = {__lt = function() return 1 end} local o = setmetatable({}, m) return o < o, not (o < o)", true, false)
  raises("return {} < {}", "t:1: attempt to compare two table values")
  raises("return {} <= 1", "t:1: attempt to compare table with number")
  raises("return 1 < 'x'", "t:1: attempt to compare number with string")
  raises("return 'a' < 1", "t:1: attempt to compare string with number")
  raises("return nil < nil", "t:1: attempt to compare two nil values")
  raises("return true < false", "t:1: attempt to compare two boolean values")
  raises("return print < print", "t:1: attempt to compare two function values")
  gives("return 'a' < 'b', 'b' < 'a', 'a' <= 'a', 'Z' < 'a', '' < 'a', 'a\\0b' < 'a\\0c', '10' < '9'", true, false, true, true, true, true, true)
  gives("return 1 < 2, 2 <= 2, 3 > 4, 4 >= 5, 0/0 < 1, 0/0 == 0/0", true, true, false, false, false, false)
  gives("local t = setmetatable({3, 1, 2}, {}) table.sort(t, function(a, b) return a > b end) return unpack(t)", 3, 2, 1)
end)

describe("__call", function()
  gives("local o = setmetatable({}, {__call = function(self, ...) return select('#', ...), ... end}) return o(1, nil)", 2, 1, nil)
  gives("local o = setmetatable({}, {__call = function(...) return select('#', ...) end}) return o(), o(1), o(1, 2, 3, 4)", 1, 2, 5)
  gives("local o = setmetatable({}, {__call = setmetatable({}, {__call = function(a, b, c) return type(a), type(b), c end})}) return pcall(o, 5)", false, "attempt to call a table value")
  raises("local o = setmetatable({}, {__call = 5}) return o()", "t:1: attempt to call local 'o' (a table value)")
  raises("local o = {} o()", "t:1: attempt to call local 'o' (a table value)")
  gives("local t = {o = setmetatable({}, {__call = function(self, a, b) return a, b end})} return t.o(1)", 1, nil)
  gives("local o = setmetatable({}, {__call = function(self, n) if n == 0 then return 'z' end return self(n - 1) end}) return o(1000)", "z")
  gives("return pcall(setmetatable({}, {__call = function(_, x) return x end}), 'v')", true, "v")
end)

describe("__tostring, __metatable, __gc, __mode", function()
  gives("return tostring(setmetatable({}, {__tostring = function() return 'obj' end}))", "obj")
  gives("return tostring(setmetatable({}, {__tostring = function() return 5 end}))", 5)
  gives("return getmetatable(setmetatable({}, {__metatable = 'locked'})), getmetatable('').__index == string", "locked", true)
  gives("return pcall(setmetatable, setmetatable({}, {__metatable = false}), {})", false, "cannot change a protected metatable")
  gives("local t = setmetatable({}, {__mode = 'k'}) t[1] = 2 return t[1]", 2)
  gives("return getmetatable(setmetatable({}, nil)), getmetatable(5)", nil, nil)
  gives("local m = {} return getmetatable(setmetatable({}, m)) == m", true)
  raises("setmetatable(5, {})", "t:1: bad argument #1 to 'setmetatable' (table expected, got number)")
  raises("setmetatable({}, 5)", "t:1: bad argument #2 to 'setmetatable' (nil or table expected)")
  raises("setmetatable({})", "t:1: bad argument #2 to 'setmetatable' (nil or table expected)")
  gives("return rawequal(setmetatable({}, {__eq = function() return true end}), {}), rawget(setmetatable({}, {__index = {x = 1}}), 'x')", false, nil)
  gives("return rawset(setmetatable({}, {__newindex = error}), 'a', 1).a", 1)
  gives("return next({}), next({1}), type(next)", nil, 1, "function")
end)

describe("weak tables", function()
  local function count(t)
    local n = 0
    for _ in pairs(t) do n = n + 1 end
    return n
  end
  local function fill(t, from, to)
    for i = from, to do t[i] = {} end
  end

  it("let go of keys", function()
    local t = setmetatable({}, { __mode = "k" })
    local kept = {}
    local function add() t[{}] = 1 t[function() return t end] = 2 end
    add()
    t[kept], t.name, t[1], t[true] = 3, {}, {}, {}
    eq(count(t), 6)
    collectgarbage()
    collectgarbage()
    eq(count(t), 4)
    eq(t[kept], 3)
    eq(type(t.name), "table")
    t[kept] = nil
    eq(count(t), 3)
  end)

  it("let go of values", function()
    local t = setmetatable({}, { __mode = "v" })
    local kept = {}
    fill(t, 1, 10)
    t.kept, t[11], t.text, t.number, t.flag = kept, kept, "text", 5, true
    eq(count(t), 15)
    collectgarbage()
    collectgarbage()
    eq(count(t), 5)
    eq(t.kept, kept)
    eq(t[11], kept)
    eq(t[3], nil)
    eq(t.text, "text")
    t.number = t.number + 1
    eq(t.number, 6)
    t.kept = "other"
    eq(t.kept, "other")
  end)

  it("take what was there before", function()
    local t = {}
    fill(t, 1, 5)
    t[3] = "three"
    t.x = {}
    setmetatable(t, { __mode = "v" })
    eq(#t, 5)
    collectgarbage()
    collectgarbage()
    eq(count(t), 1)
    eq(t[3], "three")
  end)

  it("are strong again without their mode", function()
    local t = setmetatable({}, { __mode = "kv" })
    setmetatable(t, nil)
    fill(t, 1, 5)
    collectgarbage()
    eq(#t, 5)
    eq(count(t), 5)
  end)

  it("can be both", function()
    local t = setmetatable({}, { __mode = "vk" })
    local kept = {}
    local function add() t[kept] = {} t[{}] = kept t[1] = {} end
    add()
    t[2] = kept
    collectgarbage()
    collectgarbage()
    eq(count(t), 1)
    eq(t[2], kept)
    eq(next(t), 2)
  end)

  it("may change while they are walked", function()
    local t = setmetatable({}, { __mode = "k" })
    local keys = {}
    for i = 1, 50 do keys[i] = {} t[keys[i]] = i end
    local sum = 0
    for k, v in pairs(t) do
      sum = sum + v
      t[k] = nil
    end
    eq(sum, 1275)
    eq(count(t), 0)
  end)
end)

describe("finalizers of proxies", function()
  it("run when these are gone", function()
    local seen = {}
    local function make()
      for i = 1, 5 do
        local p = newproxy(true)
        getmetatable(p).__gc = function(proxy) seen[#seen + 1] = type(proxy) .. i end
      end
    end
    make()
    collectgarbage()
    collectgarbage()
    table.sort(seen)
    eq(table.concat(seen, " "), "userdata1 userdata2 userdata3 userdata4 userdata5")
  end)

  it("run for a block that has ended", function()
    local x = false
    do
      local p = newproxy(true)
      getmetatable(p).__gc = function() x = true end
    end
    collectgarbage()
    collectgarbage()
    eq(x, true)
  end)

  it("do not run before", function()
    local x = 0
    local p = newproxy(true)
    getmetatable(p).__gc = function() x = x + 1 end
    collectgarbage()
    eq(x, 0)
    eq(type(p), "userdata")
  end)

  it("belong to copies of the proxy", function()
    local x = 0
    local p = newproxy(true)
    getmetatable(p).__gc = function() x = x + 1 end
    local function copy() return getmetatable(newproxy(p)) end
    eq(copy(), getmetatable(p))
    collectgarbage()
    collectgarbage()
    eq(x, 1)
  end)
end)

describe("a mode that comes after the table", function()
  local function collect() for _ = 1, 2 do collectgarbage() end end

  it("makes its table weak", function()
    local mt = {}
    local t = setmetatable({}, mt)
    t[{}] = 1
    t.kept = {}
    mt.__mode = "k"
    collect()
    local key = next(t)
    eq(key, "kept")
    eq(next(t, key), nil)
  end)

  it("counts when the table is its own metatable, and by rawset", function()
    local t = {}
    setmetatable(t, t)
    t[1] = {}
    t.x = {}
    t.n = 5
    rawset(t, "__mode", "v")
    collect()
    eq(t[1], nil)
    eq(t.x, nil)
    eq(t.n, 5)
  end)

  it("can be taken away and changed", function()
    local mt = { __mode = "v" }
    local t = setmetatable({}, mt)
    t.x = {}
    mt.__mode = nil
    collect()
    eq(type(t.x), "table")
    mt.__mode = "v"
    collect()
    eq(t.x, nil)
  end)

  it("means nothing to tables that have got another metatable", function()
    local mt = {}
    local t = setmetatable({}, mt)
    t.x = {}
    setmetatable(t, nil)
    mt.__mode = "v"
    collect()
    eq(type(t.x), "table")
  end)
end)
