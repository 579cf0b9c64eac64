-- Rewrites the JSON of the request: a field gets another name, and one is added.
local body, err = kong.request.get_body("application/json")
if not body then
  return kong.response.exit(400, { message = "Not JSON", error = err })
end
body.userName, body.user = body.user, nil
body.receivedAt = ngx.time()
kong.service.request.set_body(body, "application/json")
