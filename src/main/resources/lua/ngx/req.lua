-- Adding to the headers of the request.
local M = { version = "0.1.27" }

function M.add_header(name, value)
  if type(name) ~= "string" then
    error("bad 'name' argument: string expected, got " .. type(name), 2)
  end
  if value == nil then
    error("bad 'value' argument: string or table expected, got nil", 2)
  end
  local all = {}
  local present = ngx.req.get_headers(0)[name]
  for _, list in ipairs({ present or {}, value }) do
    if type(list) == "table" then
      for _, each in ipairs(list) do
        all[#all + 1] = tostring(each)
      end
    else
      all[#all + 1] = tostring(list)
    end
  end
  ngx.req.set_header(name, all)
end

return M
