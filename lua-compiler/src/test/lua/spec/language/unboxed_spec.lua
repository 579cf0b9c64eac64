-- What must not show: numbers kept unboxed in tables and locals, arithmetic with two arms, cached methods, tail calls.
local watched = [[
local log = {}
local mt = {}
local function note(what) log[#log + 1] = what end
mt.__index = function(t, k) note("get") return rawget(t, "_" .. k) end
mt.__mul = function() note("mul") return 7 end
mt.__add = function() note("add") return 5 end
mt.__unm = function() note("unm") return 3 end
mt.__lt = function() note("lt") return true end
local o = setmetatable({_x = 4, _y = setmetatable({}, mt)}, mt)
local function f(n) note("f" .. n) return n end
]]

describe("probable numbers", function()
  gives(watched .. "local r = o.x * f(2) + o.y * f(3) return r, table.concat(log, ' ')", 15, "get f2 get f3 mul")
  gives(watched .. "local r = o * f(1) + f(2) * o.x return r, table.concat(log, ' ')", 15, "f1 mul f2 get")
  gives(watched .. "local r = -o + f(1) return r, table.concat(log, ' ')", 4, "unm f1")
  gives(watched .. "return o < o.y, o.x < f(5), table.concat(log, ' ')", true, true, "get lt get f5")
  gives("local t = {n = 1} local function h() t.n = 50 return 2 end return t.n + h(), t.n * h() - t.n", 3, 50)
  gives("local u = {v = '5', w = 2} local s = '10' return s * u.v, u.v - u.w, -u.v, s / '4', 2 ^ u.w", 50, 3, -5, 2.5, 4)
  gives("local z = 1 z = z + 1 z = 's' local a = z z = nil local b = z z = 2 return a, b, z + 1", "s", nil, 3)
  gives("local a, b = 1, 2 a, b = b + 1, a + 1 a, b = b, a return a, b", 2, 3)
  gives("local a, b = 1, 2 a = a + b a, b = {}, 'k' return type(a), b", "table", "k")
  gives("local function many() return 1, 'b' end local a, b, c = many() a = a + 1 a, b, c = many() return a, b, c", 1, "b", nil)
  gives("local function p(n, acc) acc = acc or 1 while n > 1 do acc = acc * n n = n - 1 end return acc, n end return p(5)", 120, 1)
  gives("local function v(...) local a, b = ... a = a + b return a, b end return v('3', 4)", 7, 4)
  gives("local nan = 0/0 local t = {n = nan} return t.n == t.n, t.n + 1 ~= t.n + 1, t.n < 1", false, true, false)
  raises("local u = {w = 2} local x = u.w + u.none", "t:1: attempt to perform arithmetic on field 'none' (a nil value)")
  raises("local u = {w = 2} return u.w < 's'", "t:1: attempt to compare number with string")
  raises("local q = 1 q = q + 1 q = nil return q + 1", "t:1: attempt to perform arithmetic on local 'q' (a nil value)")
end)

describe("lists of numbers", function()
  gives("local nan = 0/0 local t = {} t[1] = nan t[2] = true t[3] = false t[4] = 1 return t[1] ~= t[1], t[2], t[3], t[4], #t, t[5]", true, true, false, 1, 4, nil)
  gives("local t = {1, 2, 3} t[2] = 's' return t[1] + t[3], t[2], #t", 4, "s", 3)
  gives("local t = {} for i = 10, 1, -1 do t[i] = i / 2 end t[5] = 'm' return #t, t[4], t[5], t[6]", 10, 2, "m", 3)
  gives("local t = {5, 3, 9} table.sort(t) table.insert(t, 1, 'a') table.insert(t, true) return unpack(t)", "a", 3, 5, 9, true)
  gives("local t = {true, false, 1.5} local n = 0 for k, v in pairs(t) do n = n + k end return n, t[2]", 6, false)
  gives("local t = {3, 1, 2} local x = t[1] t[1] = t[3] t[3] = x return unpack(t)", 2, 1, 3)
  gives("local t = {} t[2^53] = 1 t[1.5] = 2 t[1.5] = t[1.5] + 1 t[0] = 1 t[-1] = t[0] + 1 return t[2^53], t[1.5], t[-1], #t", 1, 3, 2, 0)
  gives("local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v * 2) end}) t[1] = 2 t[1] = t[1] + 1 t.a = 5 return t[1], t.a", 5, 10)
end)

describe("cached methods", function()
  gives([[
    local A = {} A.__index = A function A:m() return "A" .. self.n end
    local B = setmetatable({}, {__index = A}) B.__index = B
    local a, b, out = setmetatable({n = 1}, A), setmetatable({n = 2}, B), {}
    for i = 1, 4 do
      out[#out + 1] = a:m() .. b:m()
      if i == 1 then function B:m() return "B" end end
      if i == 2 then B.m = nil a.m = function() return "own" end end
      if i == 3 then a.m = nil getmetatable(B).__index = {m = function() return "new" end} end
    end
    return table.concat(out, " ")]], "A1A2 A1B ownA2 A1new")
  raises("local A = {} A.__index = A A.m = 5 setmetatable({}, A):m()", "t:1: attempt to call method 'm' (a number value)")
  raises("local s = 'x' s:nope()", "t:1: attempt to call method 'nope' (a nil value)")
end)

describe("tail calls at once", function()
  gives("local function leaf(a, b) return a, b end local function f(a) return leaf(a, a + 1) end return f(1)", 1, 2)
  gives("local function lv() error('lvl', 2) end local function tl() return lv() end return pcall(function() local x = tl() return x end)", false, "t:1: lvl")
  gives("local even, odd function even(n) if n == 0 then return true end return odd(n - 1) end function odd(n) if n == 0 then return false end return even(n - 1) end return even(100001)", false)
end)

-- Four fields and more of one variable are found by one look at its shape.
describe("many fields of one variable", function()
  local work = "local function f(o) o.a = o.a + o.b o.c = o.c * 2 + o.d o.d = o.a - o.c return o.a, o.b, o.c, o.d end "
  gives(work .. "for i = 1, 3 do f({a = 1, b = 2, c = 3, d = 4}) end return f({a = 1, b = 2, c = 3, d = 4})", 3, 2, 10, -7)
  gives(work .. "f({a = 1, b = 2, c = 3, d = 4}) return f({d = 4, c = 3, b = 2, a = 1, e = 0})", 3, 2, 10, -7)
  gives(work .. "f({a = 1, b = 2, c = 3, d = 4}) return f({a = '1', b = 2, c = '3', d = 4})", 3, 2, 10, -7)
  gives(work .. [[local s = 0
    for n = 1, 30 do
      local o = {}
      for i = 1, n do o['x' .. i] = i end
      o.a, o.b, o.c, o.d = n, 2, 3, 4
      local a, b, c, d = f(o)
      s = s + a * 3 + b + c - d
    end
    return s]], 1710)
  gives(work .. [[local o = {}
    for i = 1, 100 do o['x' .. i] = i end
    o.a, o.b, o.c, o.d = 1, 2, 3, 4
    f({a = 1, b = 2, c = 3, d = 4})
    return f(o)]], 3, 2, 10, -7)
  gives(work .. [[local plus = setmetatable({}, {__add = function(x, y) return 40 end, __sub = function() return 'sub' end, __mul = function() return 7 end})
    f({a = 1, b = 2, c = 3, d = 4})
    local a, b, c, d = f({a = plus, b = 2, c = plus, d = 4})
    return a, b, c, d]], 40, 2, 11, 29)
  gives(work .. "local base = {a = 1, b = 2, c = 3, d = 4} f(base) local o = setmetatable({}, {__index = base}) local a, b, c, d = f(o) return a, b, c, d, o.a, rawget(o, 'b'), base.a", 5, 2, 13, -8, 5, nil, 3)
  gives(work .. [[f({a = 1, b = 2, c = 3, d = 4})
    local log = ''
    local o = setmetatable({a = 1, b = 2, c = 3}, {__index = function(_, k) return 100 end, __newindex = function(_, k, v) log = log .. k .. v end})
    local a, b, c, d = f(o)
    return a, b, c, d, log]], 3, 2, 106, 100, "d-103")
  gives(work .. "local o = {a = 1, b = 2, c = 3, d = 4} f(o) o.b = nil o.b = 5 o.a = 0/0 local a, b, c, d = f(o) return a, b, c, d", 0/0, 5, 13, 0/0)
  gives("local o = {a = 1, b = 2, c = 3, d = 4} local function f() o.a = o.a + 1 o.b = o.b + 1 o.c = o.c + 1 o.d = o.d + o.a end f() o = {d = 1, a = 2, c = 4, b = 3, e = 0} f() return o.a, o.b, o.c, o.d", 3, 4, 5, 4)
  raises(work .. "f({a = 1, b = 2, c = 3, d = 4}) f({a = 1, b = 2, c = 3})", "t:1: attempt to perform arithmetic on field 'd' (a nil value)")
  raises(work .. "f({a = 1, b = 2, c = 3, d = 4}) f('x')", "t:1: attempt to perform arithmetic on field 'a' (a nil value)")
  raises(work .. "f({a = 1, b = 2, c = 3, d = 4}) f()", "t:1: attempt to index local 'o' (a nil value)")
end)
