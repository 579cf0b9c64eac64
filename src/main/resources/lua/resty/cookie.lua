-- Cookies of the request, and Set-Cookie of the answer.
local M = { _VERSION = "0.02" }
local mt = { __index = M }

local SAME_SITE = { Strict = true, Lax = true, None = true }

local function parse(text)
  local cookies = {}
  for part in (text .. ";"):gmatch("([^;]*);") do
    local name, value = part:match("^%s*([^=]-)%s*=%s*(.-)%s*$")
    if name and name ~= "" then
      cookies[name] = value:match('^"(.*)"$') or value
    end
  end
  return cookies
end

function M.new(_)
  return setmetatable({}, mt)
end

local function cookies_of(self)
  if self.cookies then
    return self.cookies
  end
  local text = ngx.var.http_cookie
  if not text or text == "" then
    return nil, "no cookie found in the current request"
  end
  self.cookies = parse(text)
  return self.cookies
end

function M:get(key)
  if not key then
    return nil, "bad argument #1 to 'get' (string expected, got nil)"
  end
  local cookies, err = cookies_of(self)
  if not cookies then
    return nil, err
  end
  return cookies[key]
end

function M:get_all()
  return cookies_of(self)
end

function M.get_cookie_size(cookie)
  return #(cookie.key or "") + #(cookie.value or "")
end

function M.get_cookie_string(cookie)
  if not cookie.key or not cookie.value then
    return nil, "missing cookie field \"key\" or \"value\""
  end
  local max_age = cookie.max_age or cookie["max-age"]
  local out = { cookie.key .. "=" .. cookie.value }
  local function add(text)
    out[#out + 1] = text
  end
  if cookie.expires then
    add("Expires=" .. cookie.expires)
  end
  if max_age then
    add("Max-Age=" .. max_age)
  end
  if cookie.domain then
    add("Domain=" .. cookie.domain)
  end
  if cookie.path then
    add("Path=" .. cookie.path)
  end
  if cookie.secure then
    add("Secure")
  end
  if cookie.httponly then
    add("HttpOnly")
  end
  if cookie.samesite then
    if SAME_SITE[cookie.samesite] then
      add("SameSite=" .. cookie.samesite)
    else
      ngx.log(ngx.WARN, "SameSite value must be 'Strict', 'Lax' or 'None'")
    end
  end
  if cookie.extension then
    add(cookie.extension)
  end
  return table.concat(out, "; ")
end

function M:set(cookie)
  local text, err = M.get_cookie_string(cookie)
  if not text then
    return nil, err
  end
  local present = ngx.header["Set-Cookie"]
  if present == nil then
    ngx.header["Set-Cookie"] = text
    return true
  end
  local all = type(present) == "table" and present or { present }
  for _, each in ipairs(all) do
    if each == text then
      return true
    end
  end
  all[#all + 1] = text
  ngx.header["Set-Cookie"] = all
  return true
end

return M
