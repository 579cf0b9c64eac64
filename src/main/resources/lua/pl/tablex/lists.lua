-- The part of pl.tablex that takes tables as lists.
local _, part = ...
local arguments = part("pl.tablex.arguments")
local need, callable = arguments.need, arguments.callable
local M = {}

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

return M
