-- Paths: what may be decoded is, what must be encoded is, dots are walked.
local M = {}

local RESERVED = {}
for c in ("!*'();:@&=+$,/?%#[]"):gmatch(".") do
  RESERVED[c] = true
end

function M.escape(uri)
  return (uri:gsub("[^!#$&'%(%)%*%+,/:;=%?@%[%]%w%-_%.~%%]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

local function decode(uri)
  return (uri:gsub("%%(%x%x)", function(hex)
    local c = string.char(tonumber(hex, 16))
    return RESERVED[c] and "%" .. hex:upper() or c
  end))
end

-- Segments one after the other; a relative path's leading dots vanish.
local function walk(path, merge_slashes)
  local out, rooted = {}, path:sub(1, 1) == "/"
  local segments = {}
  for segment in ((rooted and path:sub(2) or path) .. "/"):gmatch("([^/]*)/") do
    segments[#segments + 1] = segment
  end
  for i, segment in ipairs(segments) do
    local last = i == #segments
    if segment == ".." then
      out[#out] = nil
      if last and (rooted or #out > 0) then
        out[#out + 1] = ""
      end
    elseif segment == "." then
      if last and (rooted or #out > 0) then
        out[#out + 1] = ""
      end
    elseif segment ~= "" or last or not merge_slashes then
      out[#out + 1] = segment
    end
  end
  return (rooted and "/" or "") .. table.concat(out, "/")
end

function M.normalize(uri, merge_slashes)
  if uri == "" or uri == "/" then
    return uri
  end
  uri = decode(uri)
  if not uri:find(".", 1, true) and not (merge_slashes and uri:find("//", 1, true)) then
    return uri
  end
  return walk(uri, merge_slashes)
end

return M
