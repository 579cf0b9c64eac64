-- Adding to the headers of the answer.
local M = { version = "0.1.27" }

function M.add_header(name, value)
  if type(name) ~= "string" then
    error("bad 'name' argument: string expected, got " .. type(name), 2)
  end
  if value == nil then
    error("invalid header value", 2)
  end
  local all = {}
  local present = ngx.header[name]
  for _, list in ipairs({ present or {}, value }) do
    if type(list) == "table" then
      for _, each in ipairs(list) do
        all[#all + 1] = tostring(each)
      end
    else
      all[#all + 1] = tostring(list)
    end
  end
  ngx.header[name] = all
end

-- The reason of a status line is the server's here.
function M.set_status(status)
  ngx.status = status
end

function M.bypass_if_checks() end

return M
