-- Keeps the group that ab-routing.access.lua chose in a cookie.
local group = kong.ctx.plugin.new_group
if group then
  kong.response.add_header("Set-Cookie", "ab_group=" .. group .. "; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax")
end
