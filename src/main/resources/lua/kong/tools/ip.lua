-- Addresses and host names.
local ipmatcher = require "resty.ipmatcher"

local M = {}

local function is(parse)
  return function(text)
    return type(text) == "string" and not not parse(text)
  end
end

local function is_block(parse, widest)
  return function(text)
    if type(text) ~= "string" then
      return false
    end
    local address, width = text:match("^(.+)/(%d+)$")
    if not address or tostring(tonumber(width)) ~= width then
      return false
    end
    return tonumber(width) <= widest and not not parse(address)
  end
end

local function either(a, b)
  return function(text)
    return a(text) or b(text)
  end
end

M.is_valid_ipv4 = is(ipmatcher.parse_ipv4)
M.is_valid_ipv6 = is(ipmatcher.parse_ipv6)
M.is_valid_ip = either(M.is_valid_ipv4, M.is_valid_ipv6)
M.is_valid_cidr_v4 = is_block(ipmatcher.parse_ipv4, 32)
M.is_valid_cidr_v6 = is_block(ipmatcher.parse_ipv6, 128)
M.is_valid_cidr = either(M.is_valid_cidr_v4, M.is_valid_cidr_v6)
M.is_valid_ip_or_cidr_v4 = either(M.is_valid_ipv4, M.is_valid_cidr_v4)
M.is_valid_ip_or_cidr_v6 = either(M.is_valid_ipv6, M.is_valid_cidr_v6)
M.is_valid_ip_or_cidr = either(M.is_valid_ip, M.is_valid_cidr)

-- By its look only: more than one colon, or nothing but digits and dots.
function M.hostname_type(name)
  local without, colons = name:gsub(":", "")
  if colons > 1 then
    return "ipv6"
  end
  return without:match("^[%d%.]+$") and "ipv4" or "name"
end

local function read_port(text)
  local port = tonumber(text)
  if port > 65535 then
    return nil, "invalid port number"
  end
  return port
end

function M.normalize_ipv4(address)
  local host, port_text = address:match("^([%d%.]+):(%d+)$")
  host = host or address
  local parts = { host:match("^(%d%d?%d?)%.(%d%d?%d?)%.(%d%d?%d?)%.(%d%d?%d?)$") }
  for i, part in ipairs(parts) do
    parts[i] = tonumber(part)
    if parts[i] > 255 then
      return nil, "invalid ipv4 address: " .. address
    end
  end
  if #parts == 0 then
    return nil, "invalid ipv4 address: " .. address
  end
  local port, err
  if port_text then
    port, err = read_port(port_text)
    if not port then
      return nil, err
    end
  end
  return table.concat(parts, "."), port
end

function M.normalize_ipv6(address)
  local inside, behind = address:match("^%[([^%]]*)%](.*)$")
  local port, err
  if inside and behind ~= "" then
    local text = behind:match("^:(%d+)$")
    if not text then
      return nil, "invalid ipv6 address"
    end
    port, err = read_port(text)
    if not port then
      return nil, err
    end
  end
  local words = ipmatcher.parse_ipv6(inside or address)
  if not words then
    return nil, "invalid ipv6 address: " .. address
  end
  local groups = {}
  for _, word in ipairs(words) do
    groups[#groups + 1] = ("%04x"):format(math.floor(word / 65536))
    groups[#groups + 1] = ("%04x"):format(word % 65536)
  end
  return table.concat(groups, ":"), port
end

function M.check_hostname(address)
  local name, port_text = address:match("^(.*):(%d+)$")
  name = name or address
  local port, err
  if port_text then
    port, err = read_port(port_text)
    if not port then
      return nil, err
    end
  end
  local valid = name:match("^[%w%-%._]+$") ~= nil
  local labels = name:sub(-1) == "." and name:sub(1, -2) or name
  for label in (labels .. "."):gmatch("([^%.]*)%.") do
    valid = valid and label ~= "" and label:sub(-1) ~= "-"
  end
  if not valid then
    return nil, "invalid hostname: " .. address
  end
  return name, port
end

local NORMALIZE = { ipv4 = M.normalize_ipv4, ipv6 = M.normalize_ipv6, name = M.check_hostname }

function M.normalize_ip(address)
  local kind = M.hostname_type(address)
  local host, port = NORMALIZE[kind](address)
  if not host then
    return nil, port
  end
  return { type = kind, host = host, port = port }
end

-- nil and an error are passed through, so that this can be put around the others.
function M.format_host(host, port)
  if host == nil then
    return host, port
  end
  local kind
  if type(host) == "table" then
    host, port, kind = host.host, host.port or port, host.type
  elseif type(host) ~= "string" then
    return nil, "cannot format type '" .. type(host) .. "'"
  end
  kind = kind or M.hostname_type(host)
  local behind = port and ":" .. port or ""
  if kind == "ipv6" and not host:find("[", 1, true) then
    local normal, err = M.normalize_ipv6(host)
    if not normal then
      return nil, err
    end
    return "[" .. normal .. "]" .. behind
  end
  return host .. behind
end

return M
