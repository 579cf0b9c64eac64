-- What pl.tablex demands of its arguments; errors are raised where its function was called.
local M = {}

function M.need(n, value, kind)
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

function M.callable(f, n)
  local found = type(f) == "string" and OPERATORS[f] or f
  if type(found) ~= "function" then
    local mt = getmetatable(found)
    if not (mt and type(mt) == "table" and mt.__call) then
      error(("argument %d is not callable"):format(n or 1), 3)
    end
  end
  return found
end

return M
