-- Checks that a request was signed with a shared secret, is fresh, and was not changed on the way.
-- X-Signature is the HMAC-SHA256 in hexadecimal of: method, path with query, X-Timestamp and body, each on a line.
-- Needs the modules resty.openssl.hmac and resty.string.
local hmac = require "resty.openssl.hmac"
local to_hex = require("resty.string").to_hex

local SECRET = "change-me"
local LIFETIME = 300

-- Hashes are compared instead of the texts, so that time tells nothing about where those differ.
local function equal(a, b)
  return hmac.new(SECRET, "sha256"):final(a) == hmac.new(SECRET, "sha256"):final(b)
end

local function refuse(why)
  kong.log.notice("refused a request: ", why)
  return kong.response.exit(401, { message = "Bad signature" })
end

return function()
  local signature = kong.request.get_header("X-Signature")
  local timestamp = kong.request.get_header("X-Timestamp")
  if not signature or not timestamp then
    return refuse("not signed")
  end
  local seconds = tonumber(timestamp)
  if not seconds or math.abs(ngx.time() - seconds) > LIFETIME then
    return refuse("too old, or a clock is wrong")
  end
  local body, err = kong.request.get_raw_body()
  if err then
    return kong.response.exit(413, { message = "Body too large to check" })
  end
  local text = table.concat({
    kong.request.get_method(),
    kong.request.get_path_with_query(),
    timestamp,
    body or "",
  }, "\n")
  if not equal(signature:lower(), to_hex(hmac.new(SECRET, "sha256"):final(text))) then
    return refuse("the signature does not fit")
  end
end
