-- Strings.
local stringx = require "pl.stringx"
local base64url = require "ngx.base64"

local M = { split = stringx.split, join = stringx.join }

function M.strip(text)
  if text == nil then
    return ""
  end
  return stringx.strip(tostring(text))
end

-- How long the character is that begins here, 0 where none does.
local function character(text, at)
  local a, b, c, d = text:byte(at, at + 3)
  local function tail(byte, low, high)
    return byte and byte >= (low or 0x80) and byte <= (high or 0xBF)
  end
  if a < 0x80 then
    return 1
  elseif a < 0xC2 or a > 0xF4 then
    return 0
  elseif a < 0xE0 then
    return tail(b) and 2 or 0
  elseif a < 0xF0 then
    local low, high = a == 0xE0 and 0xA0 or nil, a == 0xED and 0x9F or nil
    return tail(b, low, high) and tail(c) and 3 or 0
  end
  local low, high = a == 0xF0 and 0x90 or nil, a == 0xF4 and 0x8F or nil
  return tail(b, low, high) and tail(c) and tail(d) and 4 or 0
end

function M.validate_utf8(value)
  local text = tostring(value)
  local at = 1
  while at <= #text do
    local length = character(text, at)
    if length == 0 then
      return false, at
    end
    at = at + length
  end
  return true
end

local UNITS = { k = { "KiB", 10 }, m = { "MiB", 20 }, g = { "GiB", 30 } }

function M.bytes_to_str(bytes, unit, scale)
  local name = (unit or ""):lower()
  if name == "" or name == "b" then
    return ("%d"):format(bytes)
  end
  scale = scale or 2
  if type(scale) ~= "number" or scale < 0 then
    error("scale must be equal or greater than 0", 2)
  end
  local known = UNITS[name]
  if not known then
    error("invalid unit '" .. unit .. "' (expected 'k/K', 'm/M', or 'g/G')", 2)
  end
  return ("%." .. scale .. "f %s"):format(bytes / 2 ^ known[2], known[1])
end

local function decoded(value)
  return type(value) == "string" and (ngx.decode_base64(value) or base64url.decode_base64url(value)) or value
end

function M.try_decode_base64(value)
  if type(value) ~= "table" then
    return decoded(value)
  end
  for i, each in ipairs(value) do
    value[i] = decoded(each)
  end
  return value
end

function M.replace_dashes(text)
  return (text:gsub("%-", "_"))
end

function M.replace_dashes_lower(text)
  return (text:lower():gsub("%-", "_"))
end

return M
