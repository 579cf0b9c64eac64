-- Lets only callers in whose X-Api-Key is known, and tells the upstream who they are.
local CALLERS = {
  ["s3cr3t-of-anna"] = "anna",
  ["s3cr3t-of-bert"] = "bert",
}

return function()
  local key = kong.request.get_header("X-Api-Key")
  if not key then
    return kong.response.exit(401, { message = "No API key found in request" }, {
      ["WWW-Authenticate"] = 'Key realm="sample"',
    })
  end
  local caller = CALLERS[key]
  if not caller then
    kong.log.warn("unknown key from ", kong.client.get_forwarded_ip())
    return kong.response.exit(401, { message = "Unauthorized" })
  end
  kong.service.request.clear_header("X-Api-Key")
  kong.service.request.set_header("X-Caller", caller)
end
