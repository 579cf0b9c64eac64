-- Tables.
local isarray = require "table.isarray"
local clone = require "table.clone"

local M = {}

function M.pack(...)
  return { n = select("#", ...), ... }
end

function M.unpack(t, i, j)
  return unpack(t, i or 1, j or t.n or #t)
end

function M.table_merge(t1, t2)
  local merged = {}
  for _, source in ipairs({ t1 or {}, t2 or {} }) do
    for k, v in pairs(source) do
      merged[k] = v
    end
  end
  return merged
end

function M.table_contains(t, value)
  for _, each in pairs(t or {}) do
    if each == value then
      return true
    end
  end
  return false
end

-- Keys that are texts of numbers count, too.
function M.is_lapis_array(t)
  if type(t) ~= "table" then
    return false
  end
  local count = 0
  for _ in pairs(t) do
    count = count + 1
    if t[count] == nil and t[tostring(count)] == nil then
      return false
    end
  end
  return true
end

function M.is_array(t, mode)
  if type(t) ~= "table" then
    return false
  end
  if mode == "lapis" then
    return M.is_lapis_array(t)
  end
  if mode == "fast" then
    return isarray(t)
  end
  local count, highest = 0, 0
  for k in pairs(t) do
    if type(k) ~= "number" or k < 1 or k % 1 ~= 0 then
      return false
    end
    count = count + 1
    highest = math.max(highest, k)
  end
  return count == highest
end

function M.deep_copy(value, copy_mt)
  if type(value) ~= "table" then
    return value
  end
  local copy = {}
  for k, v in next, value do
    copy[M.deep_copy(k)] = M.deep_copy(v, copy_mt)
  end
  if copy_mt ~= false then
    setmetatable(copy, M.deep_copy(getmetatable(value)))
  end
  return copy
end

function M.shallow_copy(value)
  return type(value) == "table" and clone(value) or value
end

function M.deep_merge(t1, t2)
  local merged = M.deep_copy(t1)
  for k, v in pairs(t2) do
    if type(v) == "table" and type(merged[k]) == "table" then
      merged[k] = M.deep_merge(merged[k], v)
    else
      merged[k] = M.deep_copy(v)
    end
  end
  return merged
end

-- Each table is copied once, however often it occurs.
function M.cycle_aware_deep_copy(value, remove_metatables, deep_copy_keys, copies)
  if type(value) ~= "table" then
    return value
  end
  copies = copies or {}
  if copies[value] then
    return copies[value]
  end
  local copy = {}
  copies[value] = copy
  for k, v in pairs(value) do
    if deep_copy_keys then
      k = M.cycle_aware_deep_copy(k, remove_metatables, deep_copy_keys, copies)
    end
    copy[k] = M.cycle_aware_deep_copy(v, remove_metatables, deep_copy_keys, copies)
  end
  return remove_metatables and copy or setmetatable(copy, getmetatable(value))
end

function M.cycle_aware_deep_merge(t1, t2, remove_metatables, deep_copy_keys, copies)
  copies = copies or {}
  local merged = M.cycle_aware_deep_copy(t1, remove_metatables, deep_copy_keys, copies)
  for k, v in pairs(t2) do
    if type(v) == "table" and type(merged[k]) == "table" then
      merged[k] = M.cycle_aware_deep_merge(merged[k], v, remove_metatables, deep_copy_keys, copies)
    else
      merged[k] = M.cycle_aware_deep_copy(v, remove_metatables, deep_copy_keys, copies)
    end
  end
  return merged
end

function M.concat(...)
  local all = {}
  for _, list in ipairs({ ... }) do
    for _, value in ipairs(list) do
      all[#all + 1] = value
    end
  end
  return all
end

local error_list = {}

function M.add_error(errors, key, value)
  errors = errors or {}
  local present = errors[key]
  if not present then
    errors[key] = value
  elseif getmetatable(present) == error_list then
    present[#present + 1] = value
  else
    errors[key] = setmetatable({ present, value }, error_list)
  end
  return errors
end

return M
