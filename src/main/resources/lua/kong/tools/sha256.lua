-- SHA-256 of a string in several spellings.
local sha256 = require "resty.sha256"
local to_hex = require("resty.string").to_hex
local to_base64url = require("ngx.base64").encode_base64url

local M = {}

function M.sha256_bin(text)
  local digest = sha256:new()
  digest:update(text)
  return digest:final()
end

function M.sha256_hex(text)
  return to_hex(M.sha256_bin(text))
end

function M.sha256_base64(text)
  return ngx.encode_base64(M.sha256_bin(text))
end

function M.sha256_base64url(text)
  return to_base64url(M.sha256_bin(text))
end

return M
