-- What older functions find here stands in smaller modules; this is all of them in one.
local M = {}

for _, name in ipairs({ "string", "table", "uuid", "rand", "time", "ip", "gzip" }) do
  for key, value in pairs(require("kong.tools." .. name)) do
    if M[key] == nil then
      M[key] = value
    end
  end
end

-- Arguments as Kong writes them: lists as name[1]=…, maps as name[key]=…, sorted by name.
function M.encode_args(args, raw, no_array_indexes)
  local pairs_of, keys = {}, {}
  local function escape(text)
    return raw and tostring(text) or ngx.escape_uri(tostring(text))
  end
  local function add(name, value)
    if type(value) == "table" then
      for k, v in pairs(value) do
        if type(k) == "number" then
          add(no_array_indexes and name or name .. "[" .. k .. "]", v)
        else
          add(name .. "." .. k, v)
        end
      end
    elseif value == true then
      pairs_of[#pairs_of + 1] = escape(name)
    elseif value ~= false and value ~= nil then
      pairs_of[#pairs_of + 1] = escape(name) .. "=" .. escape(value)
    end
  end
  for key in pairs(args) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b)
    return tostring(a) < tostring(b)
  end)
  for _, key in ipairs(keys) do
    add(tostring(key), args[key])
  end
  return table.concat(pairs_of, "&")
end

return M
