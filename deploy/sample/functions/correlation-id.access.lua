-- Each request has an id, the caller's or a new one, which the upstream gets as well.
-- Needs the module resty.jit-uuid.
local uuid = require "resty.jit-uuid"

return function()
  local id = kong.request.get_header("X-Correlation-ID")
  -- What comes from outside goes into logs: only what looks like an id is taken.
  if not id or #id > 64 or id:find("[^%w%-_%.]") then
    id = uuid.generate_v4()
  end
  kong.ctx.shared.correlation_id = id
  kong.service.request.set_header("X-Correlation-ID", id)
end
