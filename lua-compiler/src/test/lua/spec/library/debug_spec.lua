describe("debug.getinfo", function()
  local function f(a, b, ...) return a end
  it("describes functions", function()
    local i = debug.getinfo(f)
    eq(i.what, "Lua") eq(i.nparams, 2) eq(i.isvararg, true) eq(i.nups, 0) eq(i.currentline, -1)
    eq(i.func, f) eq(i.namewhat, "") eq(i.linedefined, i.lastlinedefined)
    local c = debug.getinfo(print)
    eq(c.what, "C") eq(c.short_src, "[C]") eq(c.source, "=[C]") eq(c.linedefined, -1)
  end)
  it("knows where levels are and how they were called", function()
    local function level2() local i = debug.getinfo(2, "nl") return i.name, i.namewhat, i.currentline end
    local function caller() local a, b, c = level2() return a, b, c end
    local name, what, line = caller()
    eq(name, "caller") eq(what, "local")
    eq(line, debug.getinfo(caller, "S").linedefined)
    local o = {}
    function o:m() local i = debug.getinfo(1, "n") return i.name .. i.namewhat end
    local s = o:m()
    eq(s, "mmethod")
  end)
  it("gives the function of a level", function()
    local function me() local i = debug.getinfo(1, "f") return i.func end
    local got = me()
    eq(got, me)
  end)
  it("ends where the stack does", function()
    eq(debug.getinfo(200), nil)
    fails("bad argument #1 to '?' (function or level expected)", debug.getinfo)
    fails("bad argument #1 to '?' (function or level expected)", debug.getinfo, "x")
    fails("bad argument #2 to '?' (invalid option)", debug.getinfo, 1, "?")
  end)
  it("lists the lines with code", function()
    local n = 0
    for line in pairs(debug.getinfo(f, "L").activelines) do n = n + 1 end
    eq(n >= 1, true)
  end)
end)

describe("debug", function()
  it("names parameters", function()
    local function f(a, b) local c return c end
    eq(debug.getlocal(f, 1), "a") eq(debug.getlocal(f, 2), "b") eq(debug.getlocal(f, 3), nil)
    local o = {}
    function o:m(x) end
    eq(debug.getlocal(o.m, 1), "self") eq(debug.getlocal(o.m, 2), "x")
    eq(debug.getlocal(print, 1), nil)
  end)
  it("reads and writes upvalues", function()
    local x, y = 1, 2
    local function g() x = x + 1 return x, y end
    local function h() return y, x end
    local name, value = debug.getupvalue(g, 1)
    eq(name, "x") eq(value, 1)
    name, value = debug.getupvalue(g, 2)
    eq(name, "y") eq(value, 2)
    eq(debug.getupvalue(g, 3), nil)
    eq(debug.setupvalue(g, 1, 10), "x")
    eq(x, 10)
    eq(debug.upvalueid(g, 1) == debug.upvalueid(h, 2), true)
    eq(debug.upvalueid(g, 1) == debug.upvalueid(h, 1), false)
    fails("bad argument #2 to '?' (index out of range)", debug.upvalueid, g, 9)
  end)
  it("has a registry", function()
    eq(debug.getregistry(), debug.getregistry())
    eq(debug.getregistry()._LOADED, package.loaded)
  end)
  it("sets metatables of types", function()
    debug.setmetatable(1, { __index = { n = 5 } })
    eq((7).n, 5)
    debug.setmetatable(1, nil)
    eq(debug.getmetatable(1), nil)
    eq(debug.getmetatable("").__index, string)
    fails("bad argument #2 to '?' (nil or table expected)", debug.setmetatable, 1, 2)
  end)
  it("has environments of functions and threads", function()
    local function g() return z end
    eq(debug.getfenv(g), _G)
    eq(debug.setfenv(g, { z = 1 }), g)
    eq(g(), 1)
    eq(debug.getfenv(coroutine.create(print)), _G)
    eq(debug.getfenv(1), nil)
  end)
  it("takes hooks away", function()
    debug.sethook()
    eq(debug.gethook(), nil)
  end)
end)

describe("debug.traceback", function()
  local function plain(text)
    local line = text:gsub("%[C%]: at [^\n]*", ""):gsub("[^%s<]*debug_spec%.lua:%d+", "spec"):gsub("\t", " ")
    return (line:gsub("%s+$", ""))
  end
  it("of a coroutine that stands still", function()
    local co = coroutine.create(function(a) coroutine.yield(a) error("in co") end)
    coroutine.resume(co, 1)
    eq(plain(debug.traceback(co)), "stack traceback:\n [C]: in function 'yield'\n spec: in function <spec>")
    eq(plain(debug.traceback(co, "m")), "m\nstack traceback:\n [C]: in function 'yield'\n spec: in function <spec>")
    eq(plain(debug.traceback(co, "m", 1)), "m\nstack traceback:\n spec: in function <spec>")
    eq(debug.getinfo(co, 1, "l").currentline, debug.getinfo(co, 1, "S").linedefined)
    eq(debug.getinfo(co, 5), nil)
    coroutine.resume(co)
    eq(plain(debug.traceback(co)), "stack traceback:\n [C]: in function 'error'\n spec: in function <spec>")
    eq(plain(debug.traceback(coroutine.create(print))), "stack traceback:")
  end)
  it("leaves other messages alone", function()
    local t = {}
    eq(debug.traceback(t), t) eq(debug.traceback(nil), nil)
    eq(plain(debug.traceback("a", 200)), "a\nstack traceback:")
  end)
  it("leaves out who has made a tail call", function()
    local function tail() return debug.traceback("tail", 1) end
    local function t2() return tail() end
    local function top() local text = t2() return text end
    local text = top()
    eq(plain(text):match("^tail\nstack traceback:\n spec: in function 'top'") ~= nil, true)
  end)
end)

describe("errors at the caller of a tail call", function()
  raises("local function e() error('x', 2) end local function mid() return e() end\nmid()", "t:2: x")
  raises("local function e() error('x', 2) end local function mid() return e() end\nlocal a = mid() return a", "t:2: x")
  raises("local function e() error('x', 2) end local function mid() return e() end\nlocal a = {mid()} return a", "t:2: x")
  raises("local function e() error('x', 2) end local function mid() return e() end\nreturn 1 + mid()", "t:2: x")
  raises("local function e() error('x', 2) end local function mid() return e() end\nfor i in mid do end", "t:2: x")
  raises("local function e() error('x', 2) end local function mid() return e() end\nlocal a, b = mid() return a", "t:2: x")
end)

describe("active lines", function()
  local function lines(source)
    local program = assert(loadstring(source, "=t"))
    local out = {}
    for line in pairs(debug.getinfo(program, "L").activelines) do out[#out + 1] = line end
    table.sort(out)
    return table.concat(out, " ")
  end

  it("are those of statements", function()
    eq(lines("local a = 1\n\nlocal b = 2\nreturn a"), "1 3 4")
    eq(lines("local x = 1\nif x then\n x = 2\nelse\n x = 3\nend\nreturn x"), "1 2 3 5 7")
    eq(lines("for i = 1, 2 do\n\n print(i)\nend\nreturn 1"), "1 3 5")
    eq(lines("local t = {}\nt.x = 1\nt.y()\n"), "1 2 3")
  end)

  it("of a function in a function is the last", function()
    eq(lines("local function f()\n local a = 1\n return a\nend\nreturn f"), "4 5")
  end)
end)

describe("what calls metamethods", function()
  it("is named by the event", function()
    local seen = {}
    local function note() local info = debug.getinfo(2, "n") seen[#seen + 1] = info.namewhat .. " " .. info.name return 1 end
    local mt = {}
    for _, event in ipairs { "index", "newindex", "add", "sub", "mul", "div", "mod", "pow", "unm", "concat", "eq", "lt", "le" } do
      mt["__" .. event] = function() note() return 1 end
    end
    local a, b = setmetatable({}, mt), setmetatable({}, mt)
    local _ = a.x
    a.x = 1
    _ = a + 1 _ = a - 1 _ = a * 1 _ = a / 1 _ = a % 1 _ = a ^ 1 _ = -a _ = a .. "x"
    _ = a == b _ = a < b _ = a <= b _ = a > b _ = a >= b
    eq(table.concat(seen, " "):gsub("metamethod __", ""), "index newindex add sub mul div mod pow unm concat eq lt le lt le")
  end)

  it("is told by tracebacks", function()
    local text
    local t = setmetatable({}, { __index = function() text = debug.traceback("x", 1) end })
    local _ = t.field
    eq(text:match("in function '([^']*)'"), "__index")
    for _ in function() text = debug.traceback("x", 1) end do end
    eq(text:match("in function '([^']*)'"), "(for generator)")
  end)

  it("shows in what they say of arguments", function()
    local t = setmetatable({}, { __index = string.rep })
    local ok, message = pcall(function() return t.x end)
    eq(message:match("bad argument.*"), "bad argument #1 to '__index' (string expected, got table)")
  end)
end)

describe("wrong arguments of debug", function()
  raises("debug.getinfo({}, 'x')", "t:1: bad argument #1 to 'getinfo' (function or level expected)")
  raises("debug.getinfo(1, 'x')", "t:1: bad argument #2 to 'getinfo' (invalid option)")
  raises("debug.getlocal(-1, 1)", "t:1: bad argument #1 to 'getlocal' (level out of range)")
  raises("debug.getupvalue(1)", "t:1: bad argument #2 to 'getupvalue' (number expected, got no value)")
end)

describe("joining upvalues", function()
  local function counter(from)
    local n = from
    return function() n = n + 1 return n end
  end

  it("makes two functions share a variable", function()
    local a, b = counter(10), counter(20)
    eq(debug.upvalueid(a, 1) == debug.upvalueid(b, 1), false)
    eq(a(), 11)
    debug.upvaluejoin(a, 1, b, 1)
    eq(a(), 21)
    eq(b(), 22)
    eq(a(), 23)
    eq(debug.upvalueid(a, 1) == debug.upvalueid(b, 1), true)
  end)

  it("takes over what nobody assigns to", function()
    local function keep(value) return function() return value end end
    local a, b = keep "a", keep "b"
    debug.upvaluejoin(a, 1, b, 1)
    eq(a(), "b")
    eq(b(), "b")
  end)

  raises("debug.upvaluejoin(function() end, 1, print, 1)", "t:1: bad argument #2 to 'upvaluejoin' (index out of range)")
end)
