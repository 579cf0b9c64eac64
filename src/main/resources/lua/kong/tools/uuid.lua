-- UUIDs.
local uuid = require "resty.jit-uuid"

local M = { uuid = uuid.generate_v4 }

-- Any 8-4-4-4-12 of hexadecimal digits will do, whatever its version.
function M.is_valid_uuid(text)
  return type(text) == "string"
    and #text == 36
    and ngx.re.find(text, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "ijo") ~= nil
end

return M
