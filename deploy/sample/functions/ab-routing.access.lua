-- Sends a share of the visitors to another target, and each visitor always to the same.
local SHARE_OF_B = 20
local TARGETS = {
  a = { "127.0.0.1", 9000 },
  b = { "127.0.0.1", 9001 },
}

return function()
  local group = ngx.var.cookie_ab_group
  if not TARGETS[group] then
    group = math.random(100) <= SHARE_OF_B and "b" or "a"
    kong.ctx.plugin.new_group = group
  end
  kong.service.set_target(TARGETS[group][1], TARGETS[group][2])
  kong.service.request.set_header("X-Group", group)
end
