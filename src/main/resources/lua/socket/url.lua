-- URLs taken apart and put together (RFC 3986 without the finer points), as LuaSocket names things.
local M = { _VERSION = "URL 1.0.3" }

function M.escape(text)
  return (text:gsub("([^A-Za-z0-9_])", function(c)
    return string.format("%%%02x", c:byte())
  end))
end

function M.unescape(text)
  return (text:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16))
  end))
end

-- What may stand in a segment of a path as it is.
local function protect(segment)
  return (segment:gsub("([^A-Za-z0-9%-_%.!~%*'%(%):@&=%+%$,])", function(c)
    return string.format("%%%02x", c:byte())
  end))
end

-- Who and where: user:password@host:port, each but the host optional.
local function read_authority(parsed, authority)
  parsed.authority = authority
  local userinfo, server = authority:match("^([^@]*)@(.*)$")
  server = server or authority
  if userinfo then
    parsed.userinfo = userinfo
    local user, password = userinfo:match("^(.*):([^:]*)$")
    parsed.user, parsed.password = user or userinfo, password
  end
  local host, port = server:match("^(.-):([^:%]]*)$")
  parsed.port = port
  host = host or server
  if host ~= "" then
    parsed.host = host:match("^%[(.+)%]$") or host
  end
end

function M.parse(url, default)
  if not url or url == "" then
    return nil, "invalid url"
  end
  local parsed = {}
  for name, value in pairs(default or {}) do
    parsed[name] = value
  end
  local rest = url
  -- From the end: what comes last is cut off first.
  for _, part in ipairs({ { "fragment", "#" }, { "query", "?" } }) do
    local at = rest:find(part[2], 1, true)
    if at then
      parsed[part[1]] = rest:sub(at + 1)
      rest = rest:sub(1, at - 1)
    end
  end
  local scheme, after = rest:match("^(%w[%w%+%-%.]*):(.*)$")
  if scheme then
    parsed.scheme, rest = scheme, after
  end
  local authority, path = rest:match("^//([^/]*)(.*)$")
  if authority then
    read_authority(parsed, authority)
    rest = path
  end
  local before, params = rest:match("^([^;]*);(.*)$")
  if before then
    parsed.params, rest = params, before
  end
  if rest ~= "" then
    parsed.path = rest
  end
  return parsed
end

local function server_of(parsed)
  if not parsed.host then
    return parsed.authority
  end
  local host = parsed.host
  if host:find(":", 1, true) then
    host = "[" .. host .. "]"
  end
  local userinfo = parsed.userinfo
  if parsed.user then
    userinfo = parsed.user .. (parsed.password and ":" .. parsed.password or "")
  end
  return (userinfo and userinfo .. "@" or "") .. host .. (parsed.port and ":" .. tostring(parsed.port) or "")
end

function M.build(parsed)
  local authority = server_of(parsed)
  return (parsed.scheme and parsed.scheme .. ":" or "")
    .. (authority and "//" .. authority or "")
    .. (parsed.path or "")
    .. (parsed.params and ";" .. parsed.params or "")
    .. (parsed.query and "?" .. parsed.query or "")
    .. (parsed.fragment and "#" .. parsed.fragment or "")
end

-- Dots in a path are walked.
local function remove_dots(path)
  local out = {}
  local rooted = path:sub(1, 1) == "/"
  local last
  for segment in (path .. "/"):gmatch("([^/]*)/") do
    last = segment
    if segment == ".." then
      if #out > 0 and out[#out] ~= "" then
        out[#out] = nil
      end
    elseif segment ~= "." then
      out[#out + 1] = segment
    end
  end
  local joined = table.concat(out, "/")
  if (last == "." or last == "..") and joined:sub(-1) ~= "/" then
    joined = joined .. "/"
  end
  if rooted and joined:sub(1, 1) ~= "/" then
    joined = "/" .. joined
  end
  return joined
end

local function absolute_path(base, relative)
  if relative:sub(1, 1) == "/" then
    return remove_dots(relative)
  end
  return remove_dots((base:gsub("[^/]*$", "")) .. relative)
end

function M.absolute(base, relative)
  local from = type(base) == "table" and base or M.parse(base)
  if not from then
    return relative
  end
  local to = M.parse(relative)
  if not to then
    return type(base) == "table" and M.build(base) or base
  end
  if to.scheme then
    return relative
  end
  to.scheme = from.scheme
  if to.authority then
    return M.build(to)
  end
  to.authority = from.authority
  if to.path then
    to.path = absolute_path(from.path or "", to.path)
  else
    to.path = from.path
    to.params = to.params or from.params
    to.query = to.query or (not to.params or to.params == from.params) and from.query or nil
  end
  return M.build(to)
end

function M.parse_path(path)
  local parsed = {}
  path = path or ""
  for segment in path:gmatch("([^/]+)") do
    parsed[#parsed + 1] = M.unescape(segment)
  end
  if path:sub(1, 1) == "/" then
    parsed.is_absolute = 1
  end
  if path:sub(-1) == "/" then
    parsed.is_directory = 1
  end
  return parsed
end

function M.build_path(parsed, unsafe)
  local out = {}
  for i, segment in ipairs(parsed) do
    out[i] = unsafe and segment or protect(segment)
  end
  local path = table.concat(out, "/")
  if parsed.is_directory and #out > 0 then
    path = path .. "/"
  end
  if parsed.is_absolute then
    path = "/" .. path
  end
  return path
end

return M
