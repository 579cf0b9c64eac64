-- Adding to the headers of the answer.
local _, part = ...
local added_values = part("ngx.added_values")
local M = { version = "0.1.27" }

function M.add_header(name, value)
  if type(name) ~= "string" then
    error("bad 'name' argument: string expected, got " .. type(name), 2)
  end
  if value == nil then
    error("invalid header value", 2)
  end
  ngx.header[name] = added_values(ngx.header[name], value)
end

-- The reason of a status line is the server's here.
function M.set_status(status)
  ngx.status = status
end

function M.bypass_if_checks() end

return M
