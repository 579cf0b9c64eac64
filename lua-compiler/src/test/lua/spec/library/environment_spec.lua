describe("environments by level", function()
  it("getfenv knows who runs and who called", function()
    eq(getfenv(), _G) eq(getfenv(0), _G) eq(getfenv(1), _G)
    local function caller() local e = getfenv(2) return e end
    local function f() local e = caller() return e.z end
    setfenv(f, setmetatable({ z = "Z" }, { __index = _G }))
    eq(f(), "Z")
    eq(getfenv(print), _G)
  end)

  it("setfenv(1) changes the running function and what is made in it", function()
    local function a()
      setfenv(1, { x = "inside" })
      local function inner() return x end
      return x, inner
    end
    local x, inner = a()
    eq(x, "inside") eq(inner(), "inside")
    eq(rawget(_G, "x"), nil)
  end)

  it("setfenv(2) changes the caller", function()
    local function into(t) setfenv(2, t) end
    local function b()
      into({ y = "y", getfenv = getfenv })
      local e = getfenv(1)
      return y, e.y
    end
    local y, again = b()
    eq(y, "y") eq(again, "y")
  end)

  it("goes on in hot code", function()
    local env = setmetatable({}, { __index = _G })
    local function hot() local r = getfenv(1) return r end
    setfenv(hot, env)
    for _ = 1, 20000 do
      if hot() ~= env then error("lost") end
    end
    local function hot2() setfenv(1, { q = 1, setfenv = setfenv }) return q end
    for _ = 1, 20000 do
      if hot2() ~= 1 then error("lost") end
    end
  end)

  it("in coroutines too", function()
    local co = coroutine.wrap(function()
      setfenv(1, { k = 5, coroutine = coroutine })
      coroutine.yield(k)
    end)
    eq(co(), 5)
  end)

  it("refuses what has none", function()
    fails("bad argument #1 to '?' (invalid level)", getfenv, 60)
    fails("bad argument #1 to '?' (invalid level)", getfenv, -1)
    fails("bad argument #1 to '?' (number expected, got table)", getfenv, {})
    fails("'setfenv' cannot change environment of given object", setfenv, print, {})
    fails("bad argument #2 to '?' (table expected, got no value)", setfenv, 1)
  end)
end)

describe("module", function()
  it("makes a global table the caller's environment", function()
    local function load()
      module("spec_module.sub", package.seeall)
      hello = 1
      return _M, _NAME, _PACKAGE
    end
    local m, name, parent = load()
    eq(spec_module.sub, m) eq(package.loaded["spec_module.sub"], m)
    eq(m.hello, 1) eq(m._NAME, "spec_module.sub") eq(name, "spec_module.sub") eq(parent, "spec_module.")
    eq(rawget(_G, "hello"), nil)
    spec_module, package.loaded["spec_module.sub"] = nil, nil
  end)

  it("refuses names that mean something else", function()
    spec_number = 5
    eq(pcall(function() module("spec_number") end), false)
    spec_number = nil
  end)
end)
