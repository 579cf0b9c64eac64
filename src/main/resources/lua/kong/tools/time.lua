-- Times in milliseconds, and nginx's way to write lengths of time.
local monotonic_msec = require("resty.core.time").monotonic_msec

local M = {}

local SECONDS = { y = 31536000, M = 2592000, w = 604800, d = 86400, h = 3600, m = 60, s = 1, [""] = 1 }
local ORDER = { y = 1, M = 2, w = 3, d = 4, h = 5, m = 6, s = 7, [""] = 8 }

function M.nginx_conf_time_to_seconds(text)
  local total, order, at = 0, 0, 1
  text = tostring(text)
  while at <= #text do
    local number, unit, after = text:match("^(%d+)([yMwdhms]?)%s*()", at)
    if not number or ORDER[unit] <= order then
      error("bad argument #1 'str'", 2)
    end
    total = total + tonumber(number) * SECONDS[unit]
    order, at = ORDER[unit], after
  end
  if order == 0 then
    error("bad argument #1 'str'", 2)
  end
  return total
end

function M.time_ns()
  ngx.update_time()
  return ngx.now() * 1e9
end

function M.get_now_ms()
  return ngx.now() * 1000
end

function M.get_updated_now_ms()
  ngx.update_time()
  return ngx.now() * 1000
end

function M.get_start_time_ms()
  return ngx.req.start_time() * 1000
end

function M.get_updated_now()
  ngx.update_time()
  return ngx.now()
end

function M.get_updated_monotonic_ms()
  return monotonic_msec()
end

return M
