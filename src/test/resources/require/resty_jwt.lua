local jwt = require "resty.jwt"
local validators = require "resty.jwt-validators"
-- The token of the documentation.
local token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJmb28iOiJiYXIifQ.VAoRL1IU0nOguxURF2ZcKR0SGKE1gCbqwyh8u2MLAyY"
local obj = jwt:verify("lua-resty-jwt", token)
eq("verified", { obj.verified, obj.valid, obj.reason }, { true, true, "everything is awesome~ :p" })
eq("payload", obj.payload, { foo = "bar" })
eq("raw", { obj.raw_header, obj.raw_payload }, { "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9", "eyJmb28iOiJiYXIifQ" })
eq("signs", jwt:verify("lua-resty-jwt", jwt:sign("lua-resty-jwt", { header = { typ = "JWT", alg = "HS256" }, payload = { foo = "bar" } })).verified, true)
eq("wrong secret", jwt:verify("other", token).reason, "signature mismatch: VAoRL1IU0nOguxURF2ZcKR0SGKE1gCbqwyh8u2MLAyY")
eq("no token", { jwt:verify("x", "nonsense").valid, jwt:verify("x", "nonsense").reason }, { false, "invalid jwt string" })
eq("bad header", jwt:load_jwt("x.eyJmb28iOiJiYXIifQ.x").reason, "invalid header: x")
local expired = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJmb28iOiJiYXIiLCJleHAiOjB9.btivkb1guN1sQBYYVcrigEuNVvDOp1PDrbgaNSD3Whg"
eq("expired", jwt:verify("lua-resty-jwt", expired).reason, "'exp' claim expired at Thu, 01 Jan 1970 00:00:00 GMT")
local loaded = jwt:load_jwt(token)
eq("loaded", { loaded.valid, loaded.verified }, { true, false })
eq("loaded, then verified", jwt:verify_jwt_obj("lua-resty-jwt", loaded).verified, true)

for alg, pair in pairs({ RS256 = { "rsa1", "rsapub" }, RS512 = { "rsa8", "cert" }, PS256 = { "rsa1", "rsapub" }, ES256 = { "ec1", "ecpub" }, EdDSA = { "ed", "edpub" } }) do
  local signed = jwt:sign(keys[pair[1]], { header = { alg = alg }, payload = { sub = "me" } })
  eq(alg, jwt:verify(keys[pair[2]], signed).verified, true)
  local forged = signed:gsub("%.[^.]+%.", "." .. jwt:jwt_encode({ sub = "you" }) .. ".")
  eq(alg .. " forged", jwt:verify(keys[pair[2]], forged).verified, false)
end
local confused = jwt:sign("x", { header = { alg = "HS256" }, payload = {} })
eq("public key as secret", jwt:verify(keys.rsapub, confused).reason, "key type mismatch: a key pair is no shared secret")
eq("wrong kind of key", jwt:verify(keys.ecpub, jwt:sign(keys.rsa1, { header = { alg = "RS256" }, payload = {} })).verified, false)
eq("none", jwt:verify("x", jwt:jwt_encode({ alg = "none" }) .. ".e30.eA").reason, "unsupported alg: none")

local spec = { iss = validators.equals_any_of({ "a", "b" }), __jwt = validators.require_one_of({ "foo" }) }
local function sign(payload) return jwt:sign("s", { header = { alg = "HS256", kid = "k1" }, payload = payload }) end
eq("claims", jwt:verify("s", sign({ iss = "a", foo = 1 }), spec).verified, true)
eq("claim that fails", jwt:verify("s", sign({ iss = "c", foo = 1 }), spec).reason, "Claim 'iss' ('c') returned failure")
eq("claim missing", jwt:verify("s", sign({ foo = 1 }), spec).reason, "'iss' claim is required.")
eq("legacy", jwt:verify("s", sign({ iss = "c" }), { valid_issuers = { "a" } }).verified, false)
eq("grace", jwt:verify("s", sign({ exp = ngx.time() - 5 }), { lifetime_grace_period = 60 }).verified, true)
eq("required date", jwt:verify("s", sign({}), { require_exp_claim = true }).reason, "'exp' claim is required.")
eq("not yet", jwt:verify("s", sign({ nbf = ngx.time() + 100 })).reason:sub(1, 28), "'nbf' claim not valid until ")
eq("by kid", jwt:verify(function(kid) return kid == "k1" and "s" end, sign({})).verified, true)
jwt:set_alg_whitelist({ RS256 = 1 })
eq("whitelist", jwt:verify("s", sign({})).reason, "whitelist unsupported alg: HS256")
jwt:set_alg_whitelist(nil)
local ok, err = pcall(jwt.sign, jwt, "s", { header = { alg = "XX" }, payload = {} })
eq("cannot sign", { ok, err.reason }, { false, "unsupported alg: XX" })

local parser = require "kong.plugins.jwt.jwt_parser"
local parsed = assert(parser:new(token))
eq("parsed", { parsed.header.alg, parsed.claims.foo, parsed.header_64 }, { "HS256", "bar", "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9" })
eq("signature", { parsed:verify_signature("lua-resty-jwt"), parsed:verify_signature("other") }, { true, false })
eq("registered", { parsed:verify_registered_claims({ "exp" }) }, { false, { exp = "must be a number" } })
local dated = assert(parser:new(parser.encode({ exp = 5, nbf = ngx.time() + 50 }, "k")))
eq("dates", { dated:verify_registered_claims({ "exp", "nbf" }) }, { false, { exp = "token expired", nbf = "token not valid yet" } })
eq("no dates asked", dated:verify_registered_claims(), true)
eq("maximum", { assert(parser:new(parser.encode({ exp = ngx.time() + 500 }, "k"))):check_maximum_expiration(100) }, { false, { exp = "exceeds maximum allowed expiration" } })
eq("not JSON", { parser:new("a.b.c") }, { [2] = "invalid JSON" })
eq("bad alg", { parser:new(jwt:jwt_encode({ alg = "none" }) .. ".e30.") }, { [2] = "invalid alg" })
fails("no text", function() parser:new(nil) end, "Token must be a string, got nil")
for alg, pair in pairs({ RS256 = { "rsa1", "rsapub" }, PS384 = { "rsa1", "rsapub" }, ES256 = { "ec8", "ecpub" }, EdDSA = { "ed", "edpub" } }) do
  local made = assert(parser:new(parser.encode({ sub = "me" }, keys[pair[1]], alg)))
  eq("parser " .. alg, made:verify_signature(keys[pair[2]]), true)
end
