--- the methods of strings cannot be replaced through a string
return try(function() ("").rep = function() return "evil" end end), ("ab"):rep(2)
--> [string "..."]:LINE: attempt to index a string value|abab

--- nor through the table string
return try(function() string.rep = function() return "evil" end end), ("ab"):rep(2)
--> KONG: Can not modify string.rep. Protected by the sandbox.|abab

--- a field of a number, a boolean, nil or a function cannot be made
local n, b, z, f = 5, true, nil, function() end
return pcall(function() n.x = 1 end), pcall(function() b.x = 1 end), pcall(function() z.x = 1 end), (pcall(function() f.x = 1 end))
--> false|false|false|false

--- the metatable of strings is a copy where getmetatable is listed
--@ environment=getmetatable
local mt = getmetatable("")
mt.__index.upper = function() return "evil" end
mt.__index = function() return "evil" end
mt.__add = function() return "evil" end
return ("a"):upper(), ("a").nothing, (pcall(function() return "x" + "y" end))
--> A|nil|false

--- the metatable of ngx.shared's dictionaries is a copy
--@ environment=getmetatable
local mt = getmetatable(ngx.shared.kong)
mt.__index.get = function() return "evil" end
mt.__index = nil
return type(ngx.shared.kong.get), (ngx.shared.kong:get("none"))
--> function|nil

--- the metatables of kong, ngx, ngx.var, ngx.header, kong.ctx are copies
--@ environment=getmetatable
for _, t in ipairs({ kong, ngx, ngx.var, ngx.header, kong.ctx, ngx.arg, kong.log, kong.configuration }) do
  local mt = getmetatable(t)
  for k in pairs(mt) do mt[k] = function() return "evil" end end
end
return type(kong.request), ngx.var.nothing, ngx.header["x"], type(kong.ctx.shared), type(ngx.status)
--> table|nil|nil|table|number

--- the metatable of tables of headers is a copy
--@ environment=getmetatable
local mt = getmetatable(kong.request.get_headers())
mt.__index = function() return "evil" end
return kong.request.get_headers()["X-None"], kong.request.get_headers()["HOST"]
--> nil|example.test:8000

--- a copy of a table with its metatable works still
--@ environment=getmetatable,setmetatable
local headers = kong.request.get_headers()
local copy = {}
for k, v in pairs(headers) do copy[k] = v end
setmetatable(copy, getmetatable(headers))
return copy["HOST"]
--> example.test:8000

--- the metatable of a guarded table cannot be set
--@ environment=setmetatable
return try(setmetatable, ngx.shared.kong, {}), try(setmetatable, kong, {}), try(setmetatable, string, {})
--> cannot change a protected metatable|cannot change a protected metatable|cannot change a protected metatable

--- a table that is the function's own may get another metatable
--@ environment=setmetatable requires=cjson
local headers = setmetatable(kong.request.get_headers(), { __index = function(_, k) return "mine" end })
local raw = setmetatable(ngx.req.get_headers(), nil)
local cjson = require("cjson")
local list = setmetatable(setmetatable({}, cjson.array_mt), {})
return headers["HOST"], headers.host, raw["HOST"], cjson.encode(list)
--> mine|example.test:8000|nil|{}

--- and those of the next are as ever
return kong.request.get_headers()["HOST"], ngx.req.get_headers()["HOST"]
--> example.test:8000|example.test:8000

--- a metatable for a string is refused
--@ environment=setmetatable
return (pcall(setmetatable, "", {})), (pcall(setmetatable, 1, {})), (pcall(setmetatable, print, {}))
--> false|false|false

--- rawset into libraries reaches the function's own only
--@ environment=rawset,rawget
rawset(string, "rep", function() return "evil" end)
rawset(table, "concat", 1) rawset(math, "floor", 2) rawset(os, "time", 3)
return type(string.rep), ("ab"):rep(2), rawget(string, "upper")
--> function|abab|nil

--- rawset into kong and ngx reaches the function's own only
--@ environment=rawset
rawset(kong, "request", 1) rawset(ngx, "say", 2) rawset(ngx.shared.kong, "get", 3) rawset(kong.ctx, "shared", 4)
return kong.request, ngx.say, ngx.shared.kong.get
--> 1|2|3

--- and the next function has none of it
return type(kong.request), type(ngx.say), type(ngx.shared.kong.get), type(kong.ctx.shared)
--> table|function|function|table

--- a listed library written to is the function's own
--@ environment=string,table
string.rep = function() return "evil" end
table.insert = nil
return ("ab"):rep(2), string.rep("ab", 2), type(table.insert)
--> abab|evil|function

--- and the next has it whole
--@ environment=string,table
return string.rep("ab", 2), type(table.insert), type(table.concat)
--> abab|function|function

--- a listed member written to is the function's own
--@ environment=os.getenv,table.unpack,table.concat
os.getenv = nil table.unpack = nil os.x = 1
return os.getenv, table.unpack
--> nil|nil

--- the next has that too
--@ environment=os.getenv,table.unpack,table.concat
return type(os.getenv), type(table.unpack), os.x
--> function|function|nil

--- a finaliser of a table is not run
--@ environment=setmetatable,collectgarbage
local ran = false
setmetatable({}, { __gc = function() ran = true end })
collectgarbage() collectgarbage()
return ran
--> false

--- a metatable that answers for itself does not fool the gateway's JSON
--@ environment=setmetatable requires=cjson
local t = setmetatable({}, { __index = function(_, k) return k end, __pairs = function() error("asked") end, __len = function() return 1e9 end })
return require("cjson").encode(t)
--> {}

--- the marks of arrays are the function's own
--@ environment=getmetatable,setmetatable requires=cjson
local cjson = require("cjson")
cjson.array_mt.__index = function() return "evil" end
cjson.empty_array_mt.__index = cjson.array_mt.__index
return cjson.encode(setmetatable({}, cjson.array_mt))
--> []

--- and the next has them plain
--@ environment=getmetatable,setmetatable requires=cjson
return require("cjson").array_mt.__index, kong.request.get_uri_captures and type(kong.request.get_query())
--> nil|table
