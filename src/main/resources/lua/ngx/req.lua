-- Adding to the headers of the request.
local _, part = ...
local added_values = part("ngx.added_values")
local M = { version = "0.1.27" }

function M.add_header(name, value)
  if type(name) ~= "string" then
    error("bad 'name' argument: string expected, got " .. type(name), 2)
  end
  if value == nil then
    error("bad 'value' argument: string or table expected, got nil", 2)
  end
  ngx.req.set_header(name, added_values(ngx.req.get_headers(0)[name], value))
end

return M
