-- Tokens: taken apart, and their signatures and dates checked.
local json = require "cjson.safe"
local base64 = require "ngx.base64"
local hmac = require "resty.openssl.hmac"
local pkey = require "resty.openssl.pkey"

local M = {}
local mt = { __index = M }

-- Keyed hashes.
local function hs(md)
  local function sign(data, key)
    return hmac.new(key, md):final(data)
  end
  return {
    sign = sign,
    verify = function(data, signature, key)
      return signature == sign(data, key)
    end,
  }
end

-- Key pairs; check looks at the signature before the key is asked.
local function pair(md, padding, options, check)
  local function load(key)
    local loaded = pkey.new(key)
    assert(loaded, "Consumer Public Key is Invalid")
    return loaded
  end
  return {
    sign = function(data, key)
      return assert(load(key):sign(data, md, padding, options))
    end,
    verify = function(data, signature, key)
      local loaded = load(key)
      if check then
        check(signature)
      end
      return loaded:verify(signature, data, md, padding, options)
    end,
  }
end

local function ecdsa(md, length)
  return pair(md, nil, { ecdsa_use_raw = true }, function(signature)
    assert(#signature == length, "Signature must be " .. length .. " bytes.")
  end)
end

local PSS = pkey.PADDINGS.RSA_PKCS1_PSS_PADDING
local DIGEST_LONG = { pss_saltlen = pkey.RSA_PSS_SALTLEN_DIGEST }

local ALGORITHMS = {
  HS256 = hs("sha256"),
  HS384 = hs("sha384"),
  HS512 = hs("sha512"),
  RS256 = pair("sha256"),
  RS384 = pair("sha384"),
  RS512 = pair("sha512"),
  PS256 = pair("sha256", PSS, DIGEST_LONG),
  PS384 = pair("sha384", PSS, DIGEST_LONG),
  PS512 = pair("sha512", PSS, DIGEST_LONG),
  ES256 = ecdsa("sha256", 64),
  ES384 = ecdsa("sha384", 96),
  ES512 = ecdsa("sha512", 132),
  EdDSA = pair(),
}

local function decode_part(part)
  local bytes = part and base64.decode_base64url((part:gsub("=+$", "")))
  return bytes, bytes and json.decode(bytes)
end

local function take_apart(token)
  local header_64, claims_64, signature_64 = token:match("^([^.]*)%.([^.]*)%.(.*)$")
  local _, header = decode_part(header_64)
  local _, claims = decode_part(claims_64)
  if type(header) ~= "table" or claims == nil or not signature_64 then
    return nil, "invalid JSON"
  end
  if type(header.alg) ~= "string" or not ALGORITHMS[header.alg] then
    return nil, "invalid alg"
  end
  if type(claims) ~= "table" then
    return nil, "invalid claims"
  end
  local signature = base64.decode_base64url((signature_64:gsub("=+$", "")))
  if not signature then
    return nil, "invalid signature"
  end
  return {
    token = token,
    header_64 = header_64,
    claims_64 = claims_64,
    signature_64 = signature_64,
    header = header,
    claims = claims,
    signature = signature,
  }
end

function M:new(token)
  if type(token) ~= "string" then
    error("Token must be a string, got " .. tostring(token), 2)
  end
  local parsed, err = take_apart(token)
  if not parsed then
    return nil, err
  end
  return setmetatable(parsed, mt)
end

function M:verify_signature(key)
  return ALGORITHMS[self.header.alg].verify(self.header_64 .. "." .. self.claims_64, self.signature, key)
end

function M:base64_decode(text)
  return (decode_part(text))
end

function M:get_header()
  return self.header
end

-- Dates; each gives what is wrong, or nothing.
local REGISTERED = {
  nbf = function(value)
    return value > ngx.time() and "token not valid yet" or nil
  end,
  exp = function(value)
    return value <= ngx.time() and "token expired" or nil
  end,
}

function M:verify_registered_claims(claims_to_verify)
  local errors
  for _, name in pairs(claims_to_verify or {}) do
    local value = self.claims[name]
    local wrong
    if type(value) ~= "number" then
      wrong = "must be a number"
    else
      wrong = REGISTERED[name](value)
    end
    if wrong then
      errors = errors or {}
      errors[name] = wrong
    end
  end
  return errors == nil, errors
end

function M:check_maximum_expiration(maximum_expiration)
  if maximum_expiration <= 0 then
    return true
  end
  local exp = self.claims.exp
  if exp == nil or exp - ngx.time() > maximum_expiration then
    return false, { exp = "exceeds maximum allowed expiration" }
  end
  return true
end

function M.encode(data, key, alg, header)
  if type(data) ~= "table" then
    error("Argument #1 must be table", 2)
  end
  if type(key) ~= "string" then
    error("Argument #2 must be string", 2)
  end
  if header and type(header) ~= "table" then
    error("Argument #4 must be a table", 2)
  end
  alg = alg or "HS256"
  local algorithm = ALGORITHMS[alg]
  if not algorithm then
    error("Algorithm not supported", 2)
  end
  local input = base64.encode_base64url(json.encode(header or { typ = "JWT", alg = alg }))
    .. "."
    .. base64.encode_base64url(json.encode(data))
  return input .. "." .. base64.encode_base64url(algorithm.sign(input, key))
end

return M
