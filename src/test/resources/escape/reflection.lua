--- text of an object shows no address of memory and no class
for _, v in ipairs({ print or pcall, {}, coroutine.create(pcall), ngx.null }) do
  if tostring(v):find("java") or tostring(v):find("@") or tostring(v):find("io%.moongate") then return tostring(v) end
end
return "fine"
--> fine

--- the object in a dictionary is opaque
local d = ngx.shared.kong[1]
return type(d), (pcall(function() return d.getClass end)), (pcall(function() return d:getClass() end)), (pcall(function() d.x = 1 end))
--> userdata|false|false|false

--- a forged dictionary is refused
local get = ngx.shared.kong.get
return (pcall(get, {}, "k")), (pcall(get, { "kong" }, "k")), (pcall(get, { ngx.null }, "k")), (pcall(get, nil, "k")), (pcall(get, "kong", "k"))
--> false|false|false|false|false

--- an object of one kind is none of another
--@ requires=ngx.semaphore,resty.sha256
local sem = require("ngx.semaphore").new(1)
local get = ngx.shared.kong.get
return (pcall(get, { sem.sem }, "k")), (pcall(require("resty.sha256").final, { ctx = sem.sem })), (pcall(sem.post, { sem = ngx.shared.kong[1] }))
--> false|false|false

--- the insides of a socket are opaque
local s = ngx.socket.tcp()
for k, v in pairs(s) do
  if type(v) == "userdata" and pcall(function() return v.class end) then return k end
end
return "fine", tostring(s):match("^table: ") ~= nil
--> fine|true

--- an error of the gateway's own shows no Java stack
local _, why = pcall(ngx.re.match, "x", "(")
local _, other = pcall(kong.request.get_header, {})
return tostring(why):find("java") or tostring(other):find("java") or "fine"
--> fine

--- a fault in a library call comes as an error
return (pcall(string.rep, "x", -1)), (pcall(string.format, "%d", "x")), (pcall(table.concat, { {} })), (pcall(string.char, 999)), (pcall(select, 0))
--> true|false|false|false|false

--- numbers at the edges break nothing
return (pcall(string.sub, "x", -2 ^ 63, 2 ^ 63)), (pcall(table.concat, {}, "", -2 ^ 31, 2 ^ 31)), (pcall(unpack, {}, 1, 2 ^ 31 - 1)), (pcall(unpack, {}, 1, 2 ^ 31)), (pcall(string.byte, "x", 1, 2 ^ 40))
--> true|false|false|true|true

--- unpack of a huge range is refused
return (pcall(unpack, {}, 1, 1e8)), (pcall(unpack, {}, -1e9, 1e9))
--> false|false

--- a format of a huge width is refused
return (pcall(string.format, "%1000000000d", 1)), (pcall(string.format, "%.999999999f", 1)), (pcall(string.format, "%" .. ("0"):rep(1000) .. "d", 1))
--> false|false|true

--- a huge scale of the memory report is refused or small
local ok, stats = pcall(kong.node.get_memory_stats, "k", 1e9)
return not ok or #tostring(stats.lua_shared_dicts.kong.capacity) < 1000
--> true

--- the settings show no secrets
return kong.configuration.pg_password
--> ******

--- the settings cannot be written
return try(function() kong.configuration.prefix = "/evil" end), kong.configuration.prefix
--> [string "..."]:LINE: cannot write to configuration|/x

--- a list in the settings is a copy
kong.configuration.plugins[1] = "evil"
return kong.configuration.plugins[1]
--> bundled

--- a repetition of any length ends the run
--@ raw
pcall(string.rep, "x", 2 ^ 31 - 1)
--! memory limit
