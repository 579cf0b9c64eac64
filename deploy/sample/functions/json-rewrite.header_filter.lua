-- The body will have another length: the upstream's must go.
if (kong.response.get_header("Content-Type") or ""):find("json", 1, true) then
  kong.response.clear_header("Content-Length")
end
