-- JSON Web Tokens, signed (not encrypted).
local json = require "cjson.safe"
local base64 = require "ngx.base64"
local hmac = require "resty.openssl.hmac"
local pkey = require "resty.openssl.pkey"
local x509 = require "resty.openssl.x509"
local validators = require "resty.jwt-validators"

local AWESOME = "everything is awesome~ :p"
local PSS = pkey.PADDINGS.RSA_PKCS1_PSS_PADDING

local M = { _VERSION = "0.2.3" }
local mt = { __index = M }

-- Per family: the kind of key, and how that signs.
local FAMILIES = {
  HS = { mac = true },
  RS = { key = "rsaEncryption" },
  PS = { key = "rsaEncryption", padding = PSS, options = { pss_saltlen = pkey.RSA_PSS_SALTLEN_DIGEST } },
  ES = { key = "id-ecPublicKey", options = { ecdsa_use_raw = true } },
}
local DIGESTS = { ["256"] = "sha256", ["384"] = "sha384", ["512"] = "sha512" }

local function algorithm(alg)
  if alg == "EdDSA" then
    return { key = "ED" }, nil
  end
  local family, bits = tostring(alg):match("^(%u%u)(%d%d%d)$")
  if family and FAMILIES[family] and DIGESTS[bits] then
    return FAMILIES[family], DIGESTS[bits]
  end
  return nil
end

function M.new()
  return setmetatable({}, mt)
end

function M:jwt_encode(value, is_payload)
  if type(value) == "table" then
    value = is_payload and self.payload_encoder and self.payload_encoder(value) or json.encode(value)
  end
  return base64.encode_base64url(value)
end

function M:jwt_decode(text, decode_json, is_payload)
  local bytes = base64.decode_base64url((text:gsub("=+$", "")))
  if bytes and decode_json then
    return is_payload and self.payload_decoder and self.payload_decoder(bytes) or json.decode(bytes)
  end
  return bytes
end

function M:set_payload_encoder(encoder)
  if type(encoder) ~= "function" then
    error({ reason = "payload encoder must be function" })
  end
  self.payload_encoder = encoder
end

function M:set_payload_decoder(decoder)
  if type(decoder) ~= "function" then
    error({ reason = "payload decoder must be function" })
  end
  self.payload_decoder = decoder
end

-- nil allows all again.
function M:set_alg_whitelist(algorithms)
  self.alg_whitelist = algorithms
end

local function mac_of(secret, digest, data)
  if secret:find("^%s*%-%-%-%-%-BEGIN") then
    return nil, "key type mismatch: a key pair is no shared secret"
  end
  return hmac.new(secret, digest):final(data)
end

-- A key in PEM, a certificate, a JWK, or one that was loaded before.
local function load_key(secret)
  if pkey.istype(secret) then
    return secret
  end
  if x509.istype(secret) then
    return secret:get_pubkey()
  end
  if type(secret) == "table" then
    return pkey.new(json.encode(secret))
  end
  if secret:find("-----BEGIN CERTIFICATE", 1, true) then
    local certificate, err = x509.new(secret)
    if not certificate then
      return nil, err
    end
    return certificate:get_pubkey()
  end
  return pkey.new(secret)
end

local function key_for(family, secret)
  local key, err = load_key(secret)
  if not key then
    return nil, err
  end
  local kind = key:get_key_type().sn
  if kind ~= family.key and not (family.key == "ED" and kind:sub(1, 2) == "ED") then
    return nil, "key type mismatch: " .. kind
  end
  return key
end

function M:sign(secret, jwt_obj)
  local header = jwt_obj.header
  if not header then
    error({ reason = "missing part header" })
  end
  if not jwt_obj.payload then
    error({ reason = "missing part payload" })
  end
  local family, digest = algorithm(header.alg)
  if not family then
    error({ reason = "unsupported alg: " .. tostring(header.alg) })
  end
  if header.typ and header.typ ~= "JWT" and header.typ ~= "JWE" then
    error({ reason = "invalid typ: " .. tostring(header.typ) })
  end
  local data = (jwt_obj.raw_header or self:jwt_encode(header))
    .. "."
    .. (jwt_obj.raw_payload or self:jwt_encode(jwt_obj.payload, true))
  local signature, err
  if family.mac then
    if type(secret) == "function" then
      secret = header.kid and secret(header.kid)
    end
    if not secret then
      error({ reason = "missing secret" })
    end
    signature, err = mac_of(secret, digest, data)
  else
    local key
    key, err = key_for(family, secret)
    if key then
      signature, err = key:sign(data, digest, family.padding, family.options)
    end
  end
  if not signature then
    error({ reason = "signature error: " .. tostring(err) })
  end
  return data .. "." .. self:jwt_encode(signature)
end

function M:load_jwt(text)
  local function invalid(reason)
    return { valid = false, verified = false, reason = reason }
  end
  if type(text) ~= "string" then
    return invalid("invalid jwt string")
  end
  local raw_header, raw_payload, signature = text:match("^([^.]+)%.([^.]+)%.([^.]+)$")
  if not raw_header then
    return invalid("invalid jwt string")
  end
  local header = self:jwt_decode(raw_header, true)
  if type(header) ~= "table" then
    return invalid("invalid header: " .. raw_header)
  end
  local payload = self:jwt_decode(raw_payload, true, true)
  if type(payload) ~= "table" then
    return invalid("invalid payload: " .. raw_payload)
  end
  return {
    valid = true,
    verified = false,
    raw_header = raw_header,
    raw_payload = raw_payload,
    header = header,
    payload = payload,
    signature = signature,
  }
end

-- The older way to ask for checks: a few options instead of functions for claims.
local LEGACY = {
  valid_issuers = "table",
  lifetime_grace_period = "number",
  require_nbf_claim = "boolean",
  require_exp_claim = "boolean",
}

local function is_legacy(spec)
  local legacy
  for name, value in pairs(spec) do
    if LEGACY[name] then
      legacy = true
      if type(value) ~= LEGACY[name] then
        error("'" .. name .. "' validation option is expected to be a " .. LEGACY[name] .. ".", 0)
      end
    elseif legacy then
      error("'" .. name .. "' cannot stand beside validation options.", 0)
    end
  end
  return legacy
end

local function from_legacy(options)
  local slack = { leeway = options.lifetime_grace_period or 0 }
  local spec = {
    nbf = (options.require_nbf_claim and validators.is_not_before or validators.opt_is_not_before)(slack),
    exp = (options.require_exp_claim and validators.is_not_expired or validators.opt_is_not_expired)(slack),
  }
  if options.valid_issuers then
    spec.iss = validators.equals_any_of(options.valid_issuers)
  end
  return spec
end

function M.get_default_validation_options(_, jwt_obj)
  return {
    require_exp_claim = jwt_obj.payload.exp ~= nil,
    require_nbf_claim = jwt_obj.payload.nbf ~= nil,
  }
end

local function shown(value)
  return type(value) == "table" and json.encode(value) or tostring(value)
end

-- What is wrong with the claims by one specification, or nil.
local function check_claims(jwt_obj, spec)
  local legacy = is_legacy(spec)
  for claim, validator in pairs(legacy and from_legacy(spec) or spec) do
    if type(validator) ~= "function" then
      return "Claim spec value must be a function - see jwt-validators.lua for helper functions"
    end
    local value
    if claim == "__jwt" then
      value = jwt_obj
    else
      value = jwt_obj.payload[claim]
    end
    local ok, result = pcall(validator, value, claim, json.encode(jwt_obj))
    if not ok then
      return (tostring(result):gsub("^.-:%d+: ", ""))
    end
    if result == false then
      return ("Claim '%s' ('%s') returned failure"):format(claim, shown(value))
    end
  end
  return nil
end

local function check_signature(self, secret, jwt_obj)
  local header = jwt_obj.header
  local alg = header.alg
  if self.alg_whitelist and not self.alg_whitelist[alg] then
    return "whitelist unsupported alg: " .. tostring(alg)
  end
  local family, digest = algorithm(alg)
  if not family then
    return "unsupported alg: " .. tostring(alg)
  end
  if type(secret) == "function" then
    if header.kid == nil then
      return "secret function specified without kid in header"
    end
    secret = secret(header.kid)
    if not secret then
      return "function returned nil for kid: " .. tostring(header.kid)
    end
  end
  if secret == nil then
    return "missing secret"
  end
  local data = jwt_obj.raw_header .. "." .. jwt_obj.raw_payload
  local signature = self:jwt_decode(jwt_obj.signature)
  if not signature then
    return "Wrongly encoded signature"
  end
  if family.mac then
    if type(secret) ~= "string" then
      return "key type mismatch: a shared secret must be a string"
    end
    local mac, err = mac_of(secret, digest, data)
    if not mac then
      return err
    end
    -- Compared by their own hashes, so that time tells nothing about where they differ.
    local blind = hmac.new(secret, "sha256"):final(mac)
    if blind ~= hmac.new(secret, "sha256"):final(signature) then
      return "signature mismatch: " .. jwt_obj.signature
    end
    return nil
  end
  local key, err = key_for(family, secret)
  if not key then
    return err
  end
  if not key:verify(signature, data, digest, family.padding, family.options) then
    return "signature mismatch: " .. jwt_obj.signature
  end
  return nil
end

function M:verify_jwt_obj(secret, jwt_obj, ...)
  if not jwt_obj.valid then
    return jwt_obj
  end
  jwt_obj.verified = false
  local reason = jwt_obj.reason or check_signature(self, secret, jwt_obj)
  local specs = { ... }
  if #specs == 0 then
    specs[1] = { exp = validators.opt_is_not_expired(), nbf = validators.opt_is_not_before() }
  end
  for _, spec in ipairs(specs) do
    if reason then
      break
    end
    reason = check_claims(jwt_obj, spec)
  end
  if reason then
    jwt_obj.reason = reason
    return jwt_obj
  end
  jwt_obj.verified = true
  jwt_obj.reason = AWESOME
  return jwt_obj
end

function M:verify(secret, text, ...)
  return self:verify_jwt_obj(secret, self:load_jwt(text), ...)
end

return M
