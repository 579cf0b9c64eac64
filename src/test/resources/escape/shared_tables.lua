--- kong and ngx take fields of one's own
kong.x = 1 ngx.x = 2 kong.request.x = 3 ngx.req.x = 4 kong.log.x = 5 ngx.shared.x = 6 ngx.shared.kong.x = 7
return kong.x, ngx.x, kong.request.x, ngx.req.x, kong.log.x, ngx.shared.x, ngx.shared.kong.x
--> 1|2|3|4|5|6|7

--- which the next does not see
return kong.x, ngx.x, kong.request.x, ngx.req.x, kong.log.x, ngx.shared.x, ngx.shared.kong.x
--> nil|nil|nil|nil|nil|nil|nil

--- functions of kong and ngx can be replaced for oneself
kong.request.get_path = function() return "evil" end
kong.response.exit, ngx.exit, ngx.log, ngx.re.match = kong.response.exit, nil, nil, nil
ngx.shared.kong.set = nil ngx.shared.kong = nil
return kong.request.get_path(), ngx.exit, ngx.shared.kong
--> evil|nil|nil

--- which the next has as they were
return kong.request.get_path(), type(ngx.exit), type(ngx.re.match), type(ngx.shared.kong.set)
--> /|function|function|function

--- kong.ctx.shared set anew is this request's
kong.ctx.shared = { evil = true }
return kong.ctx.shared.evil
--> true

--- the next request has its own
return kong.ctx.shared.evil, next(kong.ctx.shared)
--> nil|nil

--- kong.ctx and its tables hold nothing over
kong.ctx.x = 1 kong.ctx.plugin.x = 2 ngx.ctx.x = 3 kong.ctx.shared.x = 4
ngx.ctx = { y = 5 }
return kong.ctx.plugin.x, ngx.ctx.y
--> 2|5

--- the next finds them empty
return kong.ctx.x, kong.ctx.plugin.x, ngx.ctx.x, ngx.ctx.y, kong.ctx.shared.x
--> nil|nil|nil|nil|nil

--- a format of the log is the function's own
kong.log.set_format("evil %message") kong.log.inspect.off()
return "set"
--> set

--- the next logs as ever
kong.log.warn("a plain line")
return "logged"
--> logged
--~ [pre-function] a plain line

--- ngx.null takes no fields
return (pcall(function() ngx.null.x = 1 end)), (pcall(function() ngx.null() end)), ngx.null == ngx.null
--> false|false|true

--- constants changed are the function's own
ngx.ERR = ngx.DEBUG ngx.HTTP_OK = 500 ngx.null = "evil" math = nil
return ngx.HTTP_OK, ngx.null, math
--> 500|evil|nil

--- the next has them right
return ngx.HTTP_OK, ngx.ERR, tostring(ngx.null), type(math.floor)
--> 200|4|userdata: NULL|function

--- a dictionary takes no tables, functions, coroutines or objects
local d = ngx.shared.kong
return select(2, d:set("k", {})), select(2, d:set("k", function() end)), select(2, d:set("k", coroutine.create(pcall))), select(2, d:set("k", ngx.null)), select(2, d:lpush("k", {})), (d:get("k"))
--> bad value type|bad value type|bad value type|bad value type|bad value type|nil

--- the tables of headers and arguments are copies
kong.request.get_headers().host = "evil" kong.request.get_query().x = "evil"
return kong.request.get_headers().host, kong.request.get_query().x
--> example.test:8000|nil

--- names of the gateway hidden in _G are the function's own
_G.kong = nil _G.ngx = nil _G.require = nil _G.pcall = nil
return kong, ngx
--> nil|nil

--- and whole for the next
return type(kong), type(ngx), type(pcall)
--> table|table|function

--- the next function of the same plugin has an environment of its own
secret = "mine"
return secret
--> mine

--- a function's upvalue is its own
local kept = 0
return function() kept = kept + 1 kong.response.exit(200, tostring(kept)) end
--@ raw
--= 1

--- a chunk that looks the same elsewhere begins anew
local kept = 0
return function() kept = kept + 1 kong.response.exit(200, tostring(kept)) end
--@ raw
--= 1

--- strings with methods of one's own do not exist
function string.evil() return 1 end
return 1
--! Can not modify string.evil. Protected by the sandbox.
--@ raw

--- writing through a library's proxy is refused, each of them
return try(function() table.insert = nil end), try(function() math.floor = nil end), try(function() os.time = nil end), try(function() coroutine.wrap = nil end)
--> KONG: Can not modify table.insert. Protected by the sandbox.|KONG: Can not modify math.floor. Protected by the sandbox.|KONG: Can not modify os.time. Protected by the sandbox.|KONG: Can not modify coroutine.wrap. Protected by the sandbox.

--- a vault is read by references only
return (pcall(kong.vault.get, "/etc/passwd")), (kong.vault.get("{vault://file/etc/passwd}")), kong.vault.is_reference("x")
--> true|nil|false

--- functions and objects do not get into kong.cache
local v, why = kong.cache:get("f", nil, function() return pcall end)
local w, because = kong.cache:get("g", nil, function() return ngx.null end)
return v, type(why), type(w)
--*
