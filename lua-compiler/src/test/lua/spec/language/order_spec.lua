-- In which order operands are read when a call changes them meanwhile.

describe("order", function()
  local log, a, b, k, t

  local function logged(name)
    return setmetatable({}, {
      __index = function(_, key) return key end,
      __newindex = function(_, key, value) log[#log + 1] = name .. "[" .. tostring(key) .. "]=" .. tostring(value) end,
    })
  end

  local function setup()
    log, a, b, k = {}, logged "a", logged "b", 1
  end

  local function seen() return table.concat(log, " ") end

  it("stores the last target first", function()
    setup()
    a[1], a[2], b.x = 10, 20, 30
    eq(seen(), "b[x]=30 a[2]=20 a[1]=10")
  end)

  it("evaluates targets from left to right, then values", function()
    setup()
    local function f(x) log[#log + 1] = "f" .. x return x end
    a[f(1)], b[f(2)] = f(3), f(4), f(5)
    eq(seen(), "f1 f2 f3 f4 f5 b[2]=4 a[1]=3")
  end)

  it("reads a key that a value changes as it stores", function()
    setup()
    local i = 1
    local function inc() i = i + 1 return i end
    a[i] = inc()
    a[i], b[i] = inc(), inc()
    a[i], a[inc()] = i, inc()
    eq(seen(), "a[2]=2 b[4]=4 a[4]=3 a[5]=6 a[6]=5")
  end)

  it("keeps a key that is assigned to in the same statement", function()
    setup()
    local i = 1
    local function inc() i = i + 1 return i end
    a[i], i = inc(), 7
    eq(seen(), "a[1]=2")
    eq(i, 7)
    i, a[i] = inc(), 9
    eq(seen(), "a[1]=2 a[8]=9")
    eq(i, 8)
    local j = 1
    a[j], j = j, 2
    j, a[j] = 3, j
    eq(seen(), "a[1]=2 a[8]=9 a[1]=1 a[2]=2")
    eq(j, 3)
  end)

  it("reads a table that a value changes as it stores", function()
    setup()
    local target = a
    local function swap() target = b return 9 end
    target.x = swap()
    eq(seen(), "b[x]=9")
    target = a
    target[swap()] = 1
    eq(seen(), "b[x]=9 b[9]=1")
    target = a
    target.x, target = swap(), nil
    eq(seen(), "b[x]=9 b[9]=1 a[x]=9")
  end)

  it("reads upvalues and globals at once", function()
    setup()
    local outer = a
    local function f()
      local function swap() outer = b return 1 end
      outer.x = swap()
    end
    f()
    eq(seen(), "a[x]=1")
    orderGlobal = a
    orderGlobal.y = (function() orderGlobal = nil return 2 end)()
    eq(seen(), "a[x]=1 a[y]=2")
  end)

  it("reads a table that its key changes after the key", function()
    local list, other = { 1 }, { 2 }
    local function swap() list, other = other, list return 1 end
    eq(list[swap()], 2)
    eq(list[swap()] + 0, 1)
    eq((list[swap()] or 0) * 1, 2)
    local x = list[swap()]
    eq(x, 1)
  end)

  it("reads the key of a field after its value", function()
    local key = 1
    local function inc() key = key + 1 return key end
    local made = { [key] = inc() }
    eq(next(made), 2)
    key = 1
    made = { key, [key] = inc() }
    eq(made[1], 1)
    eq(made[2], 2)
  end)

  it("reads arguments from left to right", function()
    local n = 1
    local function inc() n = n + 1 return n end
    local function all(...) return table.concat({ ... }, " ") end
    eq(all(n, inc(), n), "1 2 2")
    n = 1
    eq(n .. inc() .. n, "122")
    n = 1
    local x, y = n, inc()
    eq(x, 1)
    eq(y, 2)
  end)
end)
