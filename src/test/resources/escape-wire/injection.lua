--- a value of a header for the upstream
kong.service.request.set_header("X-A", "a\r\nInjected: yes")
kong.service.request.add_header("X-B", "a\nInjected: yes")
kong.service.request.set_headers({ ["X-C"] = { "a\rInjected: yes", "b\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n" } })
--*

--- a name of a header for the upstream
pcall(kong.service.request.set_header, "X-A: b\r\nInjected", "yes")
pcall(kong.service.request.set_header, "X-B\nInjected", "yes")
--*

--- ngx.req.set_header
ngx.req.set_header("X-A", "a\r\nInjected: yes")
pcall(ngx.req.set_header, "X-B: b\r\nInjected", "yes")
ngx.req.set_header("X-C", { "a\r\nInjected: yes", "b\n\nInjected: yes" })
--*

--- the path
pcall(kong.service.request.set_path, "/a HTTP/1.1\r\nInjected: yes\r\n\r\nGET /second")
--*

--- the path by nginx's variable
ngx.var.upstream_uri = "/a HTTP/1.1\r\nInjected: yes\r\n\r\nGET /second"
--*

--- the query
pcall(kong.service.request.set_raw_query, "a=b HTTP/1.1\r\nInjected: yes\r\n\r\nGET /second")
--*

--- arguments of the query
pcall(kong.service.request.set_query, { ["a HTTP/1.1\r\nInjected"] = "b\r\nInjected: yes" })
--*

--- ngx.req.set_uri and set_uri_args
pcall(ngx.req.set_uri, "/a HTTP/1.1\r\nInjected: yes\r\n\r\nGET /second")
pcall(ngx.req.set_uri_args, "a=b HTTP/1.1\r\nInjected: yes")
--*

--- the method
pcall(kong.service.request.set_method, "GET /x HTTP/1.1\r\nInjected: yes\r\nX:")
pcall(ngx.req.set_method, 3)
--*

--- the scheme
pcall(kong.service.request.set_scheme, "http://x\r\nInjected: yes")
--*

--- the Host header
pcall(kong.service.request.set_header, "Host", "h\r\nInjected: yes")
ngx.var.upstream_host = "h\r\nInjected: yes"
--*

--- what the gateway tells of the client
for _, name in ipairs({ "for", "proto", "host", "port", "path", "prefix" }) do
  pcall(function() ngx.var["upstream_x_forwarded_" .. name] = "a\r\nInjected: yes" end)
end
pcall(function() ngx.var.upstream_upgrade = "x\r\nInjected: yes" end)
pcall(function() ngx.var.upstream_connection = "x\r\nInjected: yes" end)
pcall(function() ngx.var.upstream_te = "x\r\nInjected: yes" end)
--*

--- the target
pcall(kong.service.set_target, "127.0.0.1\r\nInjected: yes", UPSTREAM)
pcall(kong.service.set_target, "user@127.0.0.1", UPSTREAM)
pcall(kong.service.set_target, "127.0.0.1", 70000)
pcall(kong.service.set_target, "127.0.0.1", "80\r\nInjected: yes")
--*

--- the upstream by name
pcall(kong.service.set_upstream, "x\r\nInjected: yes")
--*

--- the type of a body
pcall(kong.service.request.set_body, { a = 1 }, "application/json\r\nInjected: yes")
pcall(kong.service.request.set_body, { ["a\r\nInjected"] = "yes\r\n" }, "multipart/form-data; boundary=x\r\nInjected: yes")
--*

--- a length of one's own for the body, to smuggle a second request
kong.service.request.set_method("POST")
kong.service.request.set_raw_body("GET /second HTTP/1.1\r\nHost: x\r\nInjected: yes\r\n\r\n")
pcall(kong.service.request.set_header, "Content-Length", "0")
pcall(ngx.req.set_header, "Content-Length", "0")
--*

--- two lengths for the body
kong.service.request.set_method("POST")
kong.service.request.set_raw_body("GET /second HTTP/1.1\r\nHost: x\r\n\r\n")
pcall(kong.service.request.set_headers, { ["Content-Length"] = { "0", "39" } })
--*

--- a transfer encoding of one's own
kong.service.request.set_method("POST")
kong.service.request.set_raw_body("0\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n")
pcall(kong.service.request.set_header, "Transfer-Encoding", "chunked")
pcall(ngx.req.set_header, "Transfer-Encoding", "chunked")
--*

--- credentials for the upstream
pcall(kong.client.authenticate, { id = "a\r\nInjected: yes", username = "u\r\nInjected: yes", custom_id = "c\r\nInjected: yes" }, { id = "x\r\nInjected: yes", username = "y\r\nInjected: yes" })
--*

--- a value of a header of the answer
kong.response.set_header("X-A", "a\r\nInjected: yes")
kong.response.add_header("X-B", "a\n\nInjected: yes")
ngx.header["X-C"] = { "a\r\nInjected: yes", "b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" }
--*

--- a name of a header of the answer
pcall(kong.response.set_header, "X-A: b\r\nInjected", "yes")
pcall(function() ngx.header["X-B: b\r\nInjected"] = "yes" end)
pcall(kong.response.set_headers, { ["X-C\nInjected"] = "yes" })
--*

--- headers of an answer of one's own
kong.response.exit(200, "x", { ["X-A"] = "a\r\nInjected: yes", ["X-B: b\r\nInjected"] = "yes" })
--*

--- the place of a redirection
ngx.redirect("/x\r\nInjected: yes\r\n\r\n", 302)
--*

--- a length of one's own for an answer
kong.response.exit(200, "HTTP/1.1 200 OK\r\nInjected: yes\r\nContent-Length: 0\r\n\r\n", { ["Content-Length"] = "0" })
--*

--- a length of one's own for what is said
ngx.header["Content-Length"] = 0
ngx.say("HTTP/1.1 200 OK\r\nInjected: yes\r\nContent-Length: 0\r\n\r\n")
ngx.exit(200)
--*

--- a transfer encoding of one's own for an answer
pcall(function() ngx.header["Transfer-Encoding"] = "chunked" end)
kong.response.exit(200, "0\r\n\r\nHTTP/1.1 200 OK\r\nInjected: yes\r\n\r\n", { ["Transfer-Encoding"] = "chunked" })
--*

--- a body for a status that has none
kong.response.exit(204, "HTTP/1.1 200 OK\r\nInjected: yes\r\n\r\n")
--*

--- statuses that are none
pcall(kong.response.exit, 99, "x") pcall(kong.response.exit, 1000, "x") pcall(kong.response.exit, "200\r\nInjected: yes", "x")
pcall(function() ngx.status = "200 OK\r\nInjected: yes" end)
kong.response.exit(200, "fine")
--*

--- headers in header_filter
--@ phase=header_filter
kong.response.set_header("X-A", "a\r\nInjected: yes")
ngx.header["Content-Length"] = "0"
--*

--- a body that grows in body_filter
--@ phase=body_filter
if ngx.arg[1] ~= "" then ngx.arg[1] = ngx.arg[1] .. "HTTP/1.1 200 OK\r\nInjected: yes\r\n\r\n" end
--*

--- a body that shrinks in body_filter
--@ phase=body_filter
ngx.arg[1] = nil
--*

--- a cookie
kong.response.set_header("Set-Cookie", "a=b\r\nInjected: yes; Path=/")
--*

--- an error page
kong.response.error(400, "a\r\nInjected: yes", { ["X-A"] = "b\r\nInjected: yes" })
--*
