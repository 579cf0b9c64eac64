-- Checks a bearer token signed by HS256 or RS256 and its dates; gives its subject on as a header. Keys stand below, or are
-- fetched from the issuer as a JWKS and kept. The algorithm is fixed with the issuer: a token cannot choose it.
-- Needs the modules kong.plugins.jwt.jwt_parser, cjson.safe, resty.http, resty.lrucache and resty.openssl.pkey.
local jwt_parser = require "kong.plugins.jwt.jwt_parser"
local cjson = require "cjson.safe"
local http = require "resty.http"
local lrucache = require "resty.lrucache"
local pkey = require "resty.openssl.pkey"

-- By the claim iss.
local ISSUERS = {
  ["https://hs.example"] = { alg = "HS256", key = "change-me-to-32-bytes-of-chance!" },
  ["https://rs.example"] = {
    alg = "RS256",
    key = [[
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuxM+jK9+7c4vB9v0rGg1
-----END PUBLIC KEY-----
]],
  },
  ["https://jwks.example"] = { alg = "RS256", jwks = "http://127.0.0.1:9002/jwks.json" },
}
local KEEP = 300     -- seconds that fetched keys are kept
local ASK_AGAIN = 10 -- seconds before an unknown key has them fetched again

local fetched = lrucache.new(16)

local function refuse(why)
  return kong.response.exit(401, { message = why }, { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' })
end

-- The keys of a JWKS as PEM, by their kid.
local function fetch(url)
  local client = http.new()
  client:set_timeout(2000)
  local answer, err = client:request_uri(url, { headers = { Accept = "application/json" } })
  local set = answer and answer.status == 200 and cjson.decode(answer.body)
  if not set or type(set.keys) ~= "table" then
    return nil, err or "no key set at " .. url
  end
  local keys = {}
  for _, jwk in ipairs(set.keys) do
    if jwk.kty == "RSA" and jwk.kid then
      local key = pkey.new(cjson.encode(jwk), { format = "JWK" })
      keys[jwk.kid] = key and key:to_PEM("public")
    end
  end
  return { keys = keys, at = ngx.now() }
end

local function key_of(issuer, kid)
  if issuer.key then
    return issuer.key
  end
  local set, stale = fetched:get(issuer.jwks)
  if not set or (not set.keys[kid] and ngx.now() - set.at > ASK_AGAIN) then
    local fresh, err = fetch(issuer.jwks)
    if fresh then
      set = fresh
      fetched:set(issuer.jwks, set, KEEP)
    else
      -- Keys that were good five minutes ago are better than none.
      kong.log.err("cannot fetch keys: ", err)
      set = set or stale
    end
  end
  return set and set.keys[kid]
end

return function()
  local header = kong.request.get_header("Authorization")
  local token = header and header:match("^[Bb]earer%s+(%S+)$")
  if not token then
    return refuse("No token")
  end
  local jwt, err = jwt_parser:new(token)
  if not jwt then
    return refuse("Bad token; " .. err)
  end
  local issuer = ISSUERS[jwt.claims.iss]
  if not issuer or jwt.header.alg ~= issuer.alg then
    return refuse("Unknown issuer")
  end
  local key = key_of(issuer, jwt.header.kid)
  if not key then
    return refuse("Unknown key")
  end
  if not jwt:verify_signature(key) then
    return refuse("Invalid signature")
  end
  local ok, errors = jwt:verify_registered_claims({ "exp" })
  if not ok then
    return refuse(errors.exp)
  end
  if jwt.claims.nbf and not jwt:verify_registered_claims({ "nbf" }) then
    return refuse("token not valid yet")
  end
  kong.service.request.set_header("X-Subject", tostring(jwt.claims.sub))
  kong.ctx.shared.claims = jwt.claims
end
