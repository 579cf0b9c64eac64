-- Which Kong this gateway agrees with.
local numbers = setmetatable({ major = 3, minor = 9, patch = 3 }, {
  __tostring = function(t)
    return t.major .. "." .. t.minor .. "." .. t.patch
  end,
})

return {
  _NAME = "kong",
  _VERSION = tostring(numbers),
  _VERSION_TABLE = numbers,
  _SERVER_TOKENS = "kong/" .. tostring(numbers),
  version = tostring(numbers),
}
