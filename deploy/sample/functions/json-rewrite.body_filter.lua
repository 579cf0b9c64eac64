-- Rewrites the JSON of the answer: what the upstream sends is put into an envelope.
-- Needs the module cjson.safe.
local cjson = require "cjson.safe"

if not (kong.response.get_header("Content-Type") or ""):find("json", 1, true) then
  return
end
-- Nil until the last piece is there; until then nothing is sent.
local body = kong.response.get_raw_body()
if body then
  local data = cjson.decode(body)
  if data ~= nil then
    kong.response.set_raw_body(cjson.encode({ data = data, status = kong.response.get_status() }))
  end
end
