-- Functions that look at one claim and say whether it will do.
local M = { _VERSION = "0.2.3" }

local leeway = 0
local clock = ngx.now

function M.set_system_leeway(seconds)
  if type(seconds) ~= "number" or seconds < 0 then
    error("Expected leeway to be a non-negative number", 2)
  end
  leeway = seconds
end

function M.get_system_leeway()
  return leeway
end

function M.set_system_clock(f)
  if type(f) ~= "function" then
    error("Expected clock to be a function", 2)
  end
  clock = f
end

-- Each validator exists twice: one that fails where the claim is not there, one that is content then.
local function define(name, make)
  M[name] = function(...)
    return M.required(make(...))
  end
  M["opt_" .. name] = function(...)
    local inner = make(...)
    return function(value, claim, whole)
      if value == nil then
        return true
      end
      return inner(value, claim, whole)
    end
  end
end

function M.required(inner)
  return function(value, claim, whole)
    if value == nil then
      error("'" .. tostring(claim) .. "' claim is required.", 0)
    end
    if inner then
      return inner(value, claim, whole)
    end
    return true
  end
end

function M.chain(...)
  local all = { ... }
  return function(value, claim, whole)
    for _, each in ipairs(all) do
      if each(value, claim, whole) == false then
        return false
      end
    end
    return true
  end
end

function M.require_one_of(names)
  if type(names) ~= "table" or #names == 0 then
    error("Cannot create validator with empty table claim_keys.", 2)
  end
  return function(value)
    for _, name in ipairs(names) do
      if value.payload and value.payload[name] ~= nil then
        return true
      end
    end
    error("Missing one of claims - [ " .. table.concat(names, ", ") .. " ].", 0)
  end
end

define("check", function(wanted, check, name, kind)
  if wanted == nil or type(check) ~= "function" then
    error("Cannot create validator without a value and a function.", 3)
  end
  kind = kind or type(wanted)
  return function(value, claim)
    if type(value) ~= kind then
      error("'" .. claim .. "' is malformed.  Expected to be a " .. kind .. ".", 0)
    end
    return check(value, wanted)
  end
end)

define("equals", function(wanted)
  return function(value)
    return value == wanted
  end
end)

define("matches", function(pattern)
  if type(pattern) ~= "string" then
    error("Cannot create validator for non-string pattern.", 3)
  end
  return function(value)
    return type(value) == "string" and value:match(pattern) ~= nil
  end
end)

local function any(wanted, test)
  if type(wanted) ~= "table" or #wanted == 0 then
    error("Cannot create validator with empty table of values.", 4)
  end
  return function(value)
    for _, each in ipairs(wanted) do
      if test(value, each) then
        return true
      end
    end
    return false
  end
end

define("any_of", any)

define("equals_any_of", function(wanted)
  return any(wanted, function(value, each)
    return value == each
  end)
end)

define("matches_any_of", function(patterns)
  return any(patterns, function(value, each)
    return type(value) == "string" and value:match(each) ~= nil
  end)
end)

define("contains_any_of", function(wanted)
  return any(wanted, function(value, each)
    if type(value) == "table" then
      for _, item in ipairs(value) do
        if item == each then
          return true
        end
      end
      return false
    end
    return type(value) == "string" and value:find(each, 1, true) ~= nil
  end)
end)

local function numeric(test)
  return function(wanted)
    if type(wanted) ~= "number" then
      error("Cannot create validator for a value that is no number.", 3)
    end
    return function(value)
      return type(value) == "number" and test(value, wanted)
    end
  end
end

define("greater_than", numeric(function(a, b) return a > b end))
define("greater_than_or_equal", numeric(function(a, b) return a >= b end))
define("less_than", numeric(function(a, b) return a < b end))
define("less_than_or_equal", numeric(function(a, b) return a <= b end))

-- A date is a number that is not negative; by returns what is wrong, in words.
local function date(by)
  return function(options)
    return function(value, claim)
      if type(value) ~= "number" or value < 0 then
        error("'" .. claim .. "' is malformed.  Expected to be a positive numeric value.", 0)
      end
      local wrong = by(value, clock(), options and options.leeway or leeway)
      if wrong then
        error("'" .. claim .. "' claim " .. wrong .. " " .. ngx.http_time(value), 0)
      end
      return true
    end
  end
end

define("is_not_before", date(function(value, now, slack)
  return value > now + slack and "not valid until" or nil
end))

define("is_not_expired", date(function(value, now, slack)
  return value <= now - slack and "expired at" or nil
end))

define("is_at", date(function(value, now, slack)
  return math.abs(now - value) > slack and "is only valid at" or nil
end))

return M
