-- Chance.
local random = require "resty.random"

local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

local M = {}

function M.get_rand_bytes(n)
  return random.bytes(n, true)
end

-- A string of 32 letters and digits; bytes that would favour some of them are thrown away.
function M.random_string()
  local out = {}
  while #out < 32 do
    for _, byte in ipairs({ random.bytes(48, true):byte(1, -1) }) do
      if byte < 248 and #out < 32 then
        local at = byte % 62 + 1
        out[#out + 1] = ALPHABET:sub(at, at)
      end
    end
  end
  return table.concat(out)
end

return M
