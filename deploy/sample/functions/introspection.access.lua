-- Has a bearer token looked at by the server that issued it (RFC 7662), and keeps the answer for a while: while one request
-- asks, others with the same token wait for its answer. Gives subject and scopes on as headers.
-- Needs the modules resty.http, cjson.safe, resty.sha256 and resty.string.
local http = require "resty.http"
local cjson = require "cjson.safe"
local sha256 = require "resty.sha256"
local to_hex = require("resty.string").to_hex

local ENDPOINT = "http://127.0.0.1:9003/introspect"
local CLIENT_ID, CLIENT_SECRET = "gateway", "change-me"
local NEEDED_SCOPE = "read"
local KEEP = 60      -- seconds that a good token is not asked about again, if it lives that long
local KEEP_BAD = 10  -- the same for a bad one

-- The cache gets a digest: a token has no business in there.
local function cache_key(token)
  local digest = sha256:new()
  digest:update(token)
  return "introspection:" .. to_hex(digest:final())
end

-- What the server says of a token, and for how long to believe it.
local function ask(token)
  local client = http.new()
  client:set_timeout(2000)
  local answer, err = client:request_uri(ENDPOINT, {
    method = "POST",
    body = ngx.encode_args({ token = token, token_type_hint = "access_token" }),
    headers = {
      ["Content-Type"] = "application/x-www-form-urlencoded",
      ["Authorization"] = "Basic " .. ngx.encode_base64(CLIENT_ID .. ":" .. CLIENT_SECRET),
    },
  })
  if not answer then
    return nil, err
  end
  local told = answer.status == 200 and cjson.decode(answer.body)
  if type(told) ~= "table" then
    return nil, "the introspection endpoint answered " .. answer.status
  end
  if told.active ~= true then
    return { active = false }, nil, KEEP_BAD
  end
  local lives = type(told.exp) == "number" and told.exp - ngx.time() or KEEP
  if lives <= 0 then
    return { active = false }, nil, KEEP_BAD
  end
  return { active = true, sub = told.sub, scope = told.scope }, nil, math.min(KEEP, lives)
end

local function has_scope(scopes, wanted)
  for scope in (type(scopes) == "string" and scopes or ""):gmatch("%S+") do
    if scope == wanted then
      return true
    end
  end
  return false
end

return function()
  local header = kong.request.get_header("Authorization")
  local token = header and header:match("^[Bb]earer%s+(%S+)$")
  if not token then
    return kong.response.exit(401, { message = "No token" }, { ["WWW-Authenticate"] = "Bearer" })
  end
  local told, err = kong.cache:get(cache_key(token), nil, ask, token)
  if not told then
    kong.log.err("cannot have the token looked at: ", err)
    return kong.response.exit(503, { message = "Tokens cannot be checked at the moment" }, { ["Retry-After"] = "5" })
  end
  if not told.active then
    return kong.response.exit(401, { message = "Invalid token" }, { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' })
  end
  if not has_scope(told.scope, NEEDED_SCOPE) then
    return kong.response.exit(403, { message = "Insufficient scope" },
      { ["WWW-Authenticate"] = 'Bearer error="insufficient_scope", scope="' .. NEEDED_SCOPE .. '"' })
  end
  kong.service.request.clear_header("Authorization")
  kong.service.request.set_header("X-Subject", tostring(told.sub))
  kong.service.request.set_header("X-Scope", tostring(told.scope))
end
