-- Operations on tables. Lists and maps that come out are plain tables.
local _, part = ...
local arguments = part("pl.tablex.arguments")
local need, callable = arguments.need, arguments.callable
local M = part("pl.tablex.lists")

function M.copy(t)
  need(1, t, "table")
  return M.update({}, t)
end

function M.update(t1, t2)
  need(1, t1, "table")
  need(2, t2, "table")
  for k, v in pairs(t2) do
    t1[k] = v
  end
  return t1
end

function M.deepcopy(t)
  local seen = {}
  local function copy(value)
    if type(value) ~= "table" then
      return value
    end
    if seen[value] then
      return seen[value]
    end
    local made = {}
    seen[value] = made
    for k, v in pairs(value) do
      made[copy(k)] = copy(v)
    end
    return setmetatable(made, getmetatable(value))
  end
  return copy(t)
end

local function same(a, b, ignore_mt, eps)
  if type(a) ~= type(b) then
    return false
  end
  if type(a) ~= "table" then
    if type(a) == "number" and eps then
      return math.abs(a - b) < eps
    end
    return a == b
  end
  local mt = getmetatable(a)
  if not ignore_mt and mt and mt.__eq then
    return a == b
  end
  for k in pairs(a) do
    if b[k] == nil then
      return false
    end
  end
  for k, v in pairs(b) do
    if a[k] == nil or not same(a[k], v, ignore_mt, eps) then
      return false
    end
  end
  return true
end
M.deepcompare = same

function M.size(t)
  need(1, t, "table")
  local n = 0
  for _ in pairs(t) do
    n = n + 1
  end
  return n
end

function M.keys(t)
  local out = {}
  for k in pairs(t) do
    out[#out + 1] = k
  end
  return out
end

function M.values(t)
  local out = {}
  for _, v in pairs(t) do
    out[#out + 1] = v
  end
  return out
end

function M.map(fun, t, ...)
  fun = callable(fun)
  local out = {}
  for k, v in pairs(t) do
    out[k] = fun(v, ...)
  end
  return out
end

function M.transform(fun, t, ...)
  fun = callable(fun)
  for k, v in pairs(t) do
    t[k] = fun(v, ...)
  end
end

function M.pairmap(fun, t, ...)
  fun = callable(fun)
  local out = {}
  for k, v in pairs(t) do
    local made, key = fun(k, v, ...)
    if key ~= nil then
      out[key] = made
    else
      out[#out + 1] = made
    end
  end
  return out
end

function M.foreach(t, fun, ...)
  fun = callable(fun, 2)
  for k, v in pairs(t) do
    fun(v, k, ...)
  end
end

function M.find_if(t, cmp, arg)
  cmp = callable(cmp, 2)
  for k, v in pairs(t) do
    local found = cmp(v, arg)
    if found then
      return k, found
    end
  end
  return nil
end

function M.search(t, value, exclude)
  local seen = {}
  for _, each in ipairs(exclude or {}) do
    seen[each] = true
  end
  local function walk(at, path)
    if seen[at] then
      return nil
    end
    seen[at] = true
    for k, v in pairs(at) do
      local here = path == "" and tostring(k) or path .. "." .. tostring(k)
      if v == value then
        return here
      end
      local deeper = type(v) == "table" and walk(v, here)
      if deeper then
        return deeper
      end
    end
    return nil
  end
  return walk(t, "")
end

-- With dup, what stands in either; without, what stands in both.
function M.merge(t1, t2, dup)
  local out = {}
  for k, v in pairs(t1) do
    if dup or t2[k] ~= nil then
      out[k] = v
    end
  end
  if dup then
    for k, v in pairs(t2) do
      out[k] = v
    end
  end
  return out
end

function M.union(t1, t2)
  return M.merge(t1, t2, true)
end

function M.intersection(t1, t2)
  return M.merge(t1, t2, false)
end

function M.difference(s1, s2, symm)
  local out = {}
  for k, v in pairs(s1) do
    if s2[k] == nil then
      out[k] = v
    end
  end
  if symm then
    for k, v in pairs(s2) do
      if s1[k] == nil then
        out[k] = v
      end
    end
  end
  return out
end

function M.issubset(s1, s2)
  for k in pairs(s2) do
    if s1[k] == nil then
      return false
    end
  end
  return true
end

local function in_order(t, keys)
  local i = 0
  return function()
    i = i + 1
    return keys[i], t[keys[i]]
  end
end

function M.sort(t, f)
  local keys = M.keys(t)
  table.sort(keys, f and callable(f, 2))
  return in_order(t, keys)
end

function M.sortv(t, f)
  f = callable(f or "<", 2)
  local keys = M.keys(t)
  table.sort(keys, function(a, b)
    return f(t[a], t[b])
  end)
  return in_order(t, keys)
end

function M.readonly(t)
  return setmetatable({}, {
    __index = t,
    __newindex = function()
      error("Attempt to modify read-only table", 2)
    end,
    __len = function()
      return #t
    end,
    __pairs = function()
      return pairs(t)
    end,
    __metatable = false,
  })
end

return M
