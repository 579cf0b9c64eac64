-- Answers everybody with a page while the upstream is being worked at, except those who work at it.
local OPEN = true
local ALLOWED = { ["192.0.2.10"] = true }
local RETRY_AFTER = 600

local PAGE = [[<!doctype html>
<title>Back soon</title>
<h1>Back soon</h1>
<p>We are working on it.</p>
]]

return function()
  if not OPEN or ALLOWED[kong.client.get_forwarded_ip()] then
    return
  end
  local headers = { ["Retry-After"] = RETRY_AFTER, ["Cache-Control"] = "no-store" }
  if (kong.request.get_header("Accept") or ""):find("text/html", 1, true) then
    headers["Content-Type"] = "text/html; charset=utf-8"
    return kong.response.exit(503, PAGE, headers)
  end
  return kong.response.exit(503, { message = "The service is under maintenance" }, headers)
end
