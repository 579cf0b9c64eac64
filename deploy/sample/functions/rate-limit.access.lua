-- At most so many requests a caller in a minute, counted over all workers of the node in a shared dictionary.
local LIMIT = 5
local WINDOW = 60
local counters = ngx.shared.kong_rate_limiting_counters

return function()
  local now = ngx.time()
  local window = now - now % WINDOW
  local key = "sample:" .. kong.client.get_forwarded_ip() .. ":" .. window
  -- incr makes and counts in one step; the key goes by itself when the window is over.
  local count, err = counters:incr(key, 1, 0, WINDOW + 1)
  if not count then
    -- Rather let a request through than refuse all when the dictionary is full.
    kong.log.err("cannot count: ", err)
    return
  end
  kong.ctx.plugin.remaining = math.max(0, LIMIT - count)
  if count > LIMIT then
    return kong.response.exit(429, { message = "API rate limit exceeded" }, {
      ["Retry-After"] = window + WINDOW - now,
      ["RateLimit-Limit"] = LIMIT,
      ["RateLimit-Remaining"] = 0,
    })
  end
end
