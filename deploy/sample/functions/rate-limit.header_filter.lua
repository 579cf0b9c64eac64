-- Tells how many requests are left, where rate-limit.access.lua counted.
if kong.ctx.plugin.remaining then
  kong.response.set_header("RateLimit-Remaining", kong.ctx.plugin.remaining)
end
