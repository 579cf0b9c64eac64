-- Operations on tables. Lists and maps that come out are plain tables.
local M = {}

local function need(n, value, kind)
  if type(value) ~= kind then
    error(("argument %d expected a '%s' got a '%s'"):format(n, kind, type(value)), 3)
  end
end

-- A function, or the name of an operator.
local OPERATORS = {
  ["+"] = function(a, b) return a + b end,
  ["-"] = function(a, b) return a - b end,
  ["*"] = function(a, b) return a * b end,
  ["/"] = function(a, b) return a / b end,
  ["%"] = function(a, b) return a % b end,
  ["^"] = function(a, b) return a ^ b end,
  [".."] = function(a, b) return a .. b end,
  ["=="] = function(a, b) return a == b end,
  ["~="] = function(a, b) return a ~= b end,
  ["<"] = function(a, b) return a < b end,
  [">"] = function(a, b) return a > b end,
  ["<="] = function(a, b) return a <= b end,
  [">="] = function(a, b) return a >= b end,
  ["#"] = function(a) return #a end,
  ["and"] = function(a, b) return a and b end,
  ["or"] = function(a, b) return a or b end,
  ["[]"] = function(t, k) return t[k] end,
}

local function callable(f, n)
  local found = type(f) == "string" and OPERATORS[f] or f
  if type(found) ~= "function" then
    local mt = getmetatable(found)
    if not (mt and type(mt) == "table" and mt.__call) then
      error(("argument %d is not callable"):format(n or 1), 3)
    end
  end
  return found
end

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

function M.icopy(dest, src, idest, isrc, nelem)
  need(1, dest, "table")
  need(2, src, "table")
  idest, isrc = idest or 1, isrc or 1
  local last = nelem and isrc + nelem - 1 or #src
  for i = isrc, last do
    dest[idest + i - isrc] = src[i]
  end
  return dest
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

function M.compare(t1, t2, cmp)
  need(1, t1, "table")
  need(2, t2, "table")
  if #t1 ~= #t2 then
    return false
  end
  cmp = callable(cmp or "==", 3)
  for k = 1, #t1 do
    if not cmp(t1[k], t2[k]) then
      return false
    end
  end
  return true
end
M.compare_no_order = function(t1, t2, cmp)
  need(1, t1, "table")
  need(2, t2, "table")
  if #t1 ~= #t2 then
    return false
  end
  cmp = callable(cmp or "==", 3)
  local taken = {}
  for i = 1, #t1 do
    local found
    for j = 1, #t2 do
      if not taken[j] and cmp(t1[i], t2[j]) then
        found = j
        break
      end
    end
    if not found then
      return false
    end
    taken[found] = true
  end
  return true
end

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

function M.imap(fun, t, ...)
  fun = callable(fun)
  local out = {}
  for i = 1, #t do
    out[i] = fun(t[i], ...) or false
  end
  return out
end

function M.map_named_method(name, t, ...)
  need(1, name, "string")
  local out = {}
  for i = 1, #t do
    out[i] = t[i][name](t[i], ...)
  end
  return out
end

function M.transform(fun, t, ...)
  fun = callable(fun)
  for k, v in pairs(t) do
    t[k] = fun(v, ...)
  end
end

function M.mapn(fun, ...)
  fun = callable(fun)
  local lists, out, shortest = { ... }, {}, math.huge
  for _, list in ipairs(lists) do
    shortest = math.min(shortest, #list)
  end
  for i = 1, shortest do
    local row = {}
    for n, list in ipairs(lists) do
      row[n] = list[i]
    end
    out[i] = fun(unpack(row, 1, #lists))
  end
  return out
end

function M.zip(...)
  return M.mapn(function(...)
    return { ... }
  end, ...)
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

function M.reduce(fun, t, memo)
  fun = callable(fun)
  local from = 1
  if memo == nil then
    if #t == 0 then
      return nil
    end
    memo, from = t[1], 2
  end
  for i = from, #t do
    memo = fun(memo, t[i])
  end
  return memo
end

function M.foreach(t, fun, ...)
  fun = callable(fun, 2)
  for k, v in pairs(t) do
    fun(v, k, ...)
  end
end

function M.foreachi(t, fun, ...)
  fun = callable(fun, 2)
  for i = 1, #t do
    fun(t[i], i, ...)
  end
end

function M.filter(t, pred, arg)
  pred = callable(pred, 2)
  local out = {}
  for i = 1, #t do
    if pred(t[i], arg) then
      out[#out + 1] = t[i]
    end
  end
  return out
end

local function start(t, idx)
  idx = idx or 1
  return idx < 0 and #t + idx + 1 or idx
end

function M.find(t, val, idx)
  for i = start(t, idx), #t do
    if t[i] == val then
      return i
    end
  end
  return nil
end

function M.rfind(t, val, idx)
  for i = idx and start(t, idx) or #t, 1, -1 do
    if t[i] == val then
      return i
    end
  end
  return nil
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

function M.index_map(t)
  local out = {}
  for i = 1, #t do
    out[t[i]] = i
  end
  return out
end
M.invert = M.index_map

function M.makeset(t)
  local out = {}
  for i = 1, #t do
    out[t[i]] = true
  end
  return out
end

function M.count_map(t, cmp)
  local out, done = {}, {}
  for i = 1, #t do
    if cmp then
      if not done[i] then
        local n = 0
        for j = i, #t do
          if not done[j] and cmp(t[i], t[j]) then
            done[j] = true
            n = n + 1
          end
        end
        out[t[i]] = n
      end
    else
      out[t[i]] = (out[t[i]] or 0) + 1
    end
  end
  return out
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

function M.range(from, to, step)
  if from == to then
    return { from }
  end
  step = step or (from > to and -1 or 1)
  if (to - from) / step < 0 then
    return {}
  end
  local out = {}
  for i = from, to, step do
    out[#out + 1] = i
  end
  return out
end

function M.sub(s, first, last)
  first, last = first or 1, last or #s
  if first < 0 then
    first = #s + first + 1
  end
  if last < 0 then
    last = #s + last + 1
  end
  local out = {}
  for i = math.max(first, 1), math.min(last, #s) do
    out[#out + 1] = s[i]
  end
  return out
end

function M.insertvalues(t, ...)
  local pos, values
  if select("#", ...) == 1 then
    pos, values = #t + 1, ...
  else
    pos, values = ...
  end
  for i = 1, #values do
    table.insert(t, pos + i - 1, values[i])
  end
  return t
end

function M.removevalues(t, i1, i2)
  for _ = i1, i2 do
    table.remove(t, i1)
  end
  return t
end

function M.move(dest, src, idest, isrc, nelem)
  local copy = M.icopy({}, src, 1, isrc or 1, nelem)
  for i, v in ipairs(copy) do
    dest[(idest or 1) + i - 1] = v
  end
  return dest
end

function M.clear(t, istart)
  for i = istart or 1, #t do
    t[i] = nil
  end
end

function M.set(t, val, i1, i2)
  val = val or 0
  local first, last = i1 or 1, i2 or #t
  for i = first, last do
    t[i] = val
  end
end

function M.new(n, val)
  local out = {}
  M.set(out, val, 1, n)
  return out
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
