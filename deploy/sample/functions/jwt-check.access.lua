-- Checks a bearer token signed by HS256 or RS256 against the keys below, and its dates; gives the claims on as headers.
-- The algorithm is fixed with the key: a token cannot choose it.
-- Needs the module kong.plugins.jwt.jwt_parser.
local jwt_parser = require "kong.plugins.jwt.jwt_parser"

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
}

local function refuse(why)
  return kong.response.exit(401, { message = why }, { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' })
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
  if not jwt:verify_signature(issuer.key) then
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
