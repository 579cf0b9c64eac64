-- Versions of numbers with dots: compared, and looked up in ranges and sets.
local M = {}
local version_mt, range_mt, set_mt = {}, {}, {}
version_mt.__index, range_mt.__index, set_mt.__index = version_mt, range_mt, set_mt

M.strict = false

local function parse(text)
  if type(text) == "table" and getmetatable(text) == version_mt then
    return text
  end
  local source = tostring(text)
  local digits = M.strict and source:match("^(%d[%d%.]*)$") or not M.strict and source:match("(%d[%d%.]*)")
  if not digits then
    return nil, "Not a valid version element: '" .. source .. "'"
  end
  local version = { version = digits }
  for number in digits:gmatch("%d+") do
    version[#version + 1] = tonumber(number)
  end
  return setmetatable(version, version_mt)
end

local function compare(a, b)
  for i = 1, math.max(#a, #b) do
    local x, y = a[i] or 0, b[i] or 0
    if x ~= y then
      return x < y and -1 or 1
    end
  end
  return 0
end

version_mt.__eq = function(a, b)
  return compare(a, b) == 0
end
version_mt.__lt = function(a, b)
  return compare(assert(parse(a)), assert(parse(b))) < 0
end
version_mt.__le = function(a, b)
  return compare(assert(parse(a)), assert(parse(b))) <= 0
end
version_mt.__tostring = function(self)
  return self.version
end

-- Whether another version may stand in by the rules of semantic versioning.
function version_mt:semver(other)
  other = assert(parse(other))
  if self[1] == 0 or other[1] == 0 then
    return compare(self, other) == 0
  end
  return self[1] == other[1] and compare(self, other) <= 0
end

function version_mt:matches(other)
  return compare(self, assert(parse(other))) == 0
end

function M.range(from, to)
  local low, err = parse(from or "0")
  if not low then
    return nil, err
  end
  local high = low
  if to then
    high, err = parse(to)
    if not high then
      return nil, err
    end
  end
  if compare(low, high) > 0 then
    return nil, "FROM version must be less than or equal to the TO version"
  end
  return setmetatable({ from = low, to = high }, range_mt)
end

function range_mt:matches(version)
  local parsed, err = parse(version)
  if not parsed then
    return nil, err
  end
  return compare(self.from, parsed) <= 0 and compare(parsed, self.to) <= 0
end

range_mt.__tostring = function(self)
  if compare(self.from, self.to) == 0 then
    return tostring(self.from)
  end
  return tostring(self.from) .. " to " .. tostring(self.to)
end

function M.set(from, to)
  local set = setmetatable({ ok = {}, nok = {} }, set_mt)
  if from then
    return set:allowed(from, to)
  end
  return set
end

function set_mt:allowed(from, to)
  local range, err = M.range(from, to)
  if not range then
    return nil, err
  end
  self.ok[#self.ok + 1] = range
  return self
end

function set_mt:disallowed(from, to)
  local range, err = M.range(from, to)
  if not range then
    return nil, err
  end
  self.nok[#self.nok + 1] = range
  return self
end

function set_mt:matches(version)
  local parsed, err = parse(version)
  if not parsed then
    return nil, err
  end
  for _, range in ipairs(self.nok) do
    if range:matches(parsed) then
      return false
    end
  end
  for _, range in ipairs(self.ok) do
    if range:matches(parsed) then
      return true
    end
  end
  return false
end

M.version = parse
return setmetatable(M, {
  __call = function(_, text)
    return parse(text)
  end,
})
