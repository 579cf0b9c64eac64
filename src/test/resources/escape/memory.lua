--- a dictionary holds no more than its size
--@ cpu=8000 memory=4000
local d, value = ngx.shared.kong_dns_cache, ("x"):rep(100000)
for i = 1, 300 do d:set("k" .. i, value) end
return d:free_space() >= 0, d:get("k1"), #d:get_keys(0) < 60, d:get("k300") == value
--> true|nil|true|true

--- a value larger than the dictionary is refused
--@ memory=4000
return (select(2, ngx.shared.kong_dns_cache:set("big", ("x"):rep(6 * 1024 * 1024))))
--> no memory

--- a list in a dictionary is bounded
--@ cpu=8000 memory=4000
local d, value, n, why = ngx.shared.kong_secrets, ("x"):rep(100000), 0
for i = 1, 1000 do local len, err = d:rpush("list", value) if not len then why = err break end n = len end
return why, n < 60
--> no memory|true

--- many short items of a list are as well
--@ cpu=8000 memory=4000
local d, n, why = ngx.shared.kong_secrets, 0
d:flush_all() d:flush_expired()
for i = 1, 1e6 do local len, err = d:lpush("short", 1) if not len then why = err break end n = len end
return why, n < 200000
--> no memory|true

--- a key too long is refused
return select(2, ngx.shared.kong:set(("k"):rep(65536), 1)), select(2, ngx.shared.kong:set("", 1)), select(2, ngx.shared.kong:set(nil, 1))
--> key too long|empty key|nil key

--- a list of keys without bound is under the budget
--@ cpu=8000 memory=64 raw
for i = 1, 30000 do ngx.shared.kong_dns_cache:set("k" .. i, true) end
while true do ngx.shared.kong_dns_cache:get_keys(0) end
--! limit

--- kong.cache is bounded
--@ cpu=8000 memory=4000
for i = 1, 300 do kong.cache:get("k" .. i, nil, function() return ("x"):rep(1e6) .. i end) end
return (kong.cache:probe("k1")), (kong.cache:probe("k300")) ~= nil
--> nil|true

--- posts to a semaphore are a number
--@ requires=ngx.semaphore
local sem = require("ngx.semaphore").new(0)
for i = 1, 1e5 do sem:post(1e9) end
return sem:count() > 0
--> true

--- a cache of resty.lrucache is bounded
--@ requires=resty.lrucache cpu=8000 memory=4000
local c = require("resty.lrucache").new(100)
for i = 1, 50000 do c:set(i, i) end
return c:get(1), c:count()
--> nil|100

--- arguments without number
--@ cpu=2000
return (pcall(ngx.encode_args, (function() local t = {} for i = 1, 1e5 do t[i] = i end return t end)())), (pcall(string.char, unpack({}, 1, 7000)))
--*

--- headers without number
for i = 1, 10000 do kong.response.set_header("x-" .. i, "v") end
return "fine"
--> fine

--- bodies are counted
--@ raw cpu=5000
while true do ngx.say(("x"):rep(1e6)) end
--! memory

--- decoding much
--@ requires=cjson.safe cpu=8000 raw
local s = "[" .. ("[],"):rep(3e6) .. "[]]"
local all = {}
for i = 1, 1000 do all[i] = require("cjson.safe").decode(s) end
--! limit

--- base64 and hashes of much
--@ raw cpu=5000
local s = "x" while true do s = ngx.encode_base64(s) .. ngx.escape_uri(s) end
--! memory

--- gzip that makes much of little
--@ requires=kong.tools.gzip raw cpu=8000 memory=64
local gzip = require("kong.tools.gzip")
local small = gzip.deflate_gzip(("x"):rep(2e7))
local all = {} for i = 1, 100 do all[i] = assert(gzip.inflate_gzip(small)) end
--! limit

--- yaml that makes much of little
--@ requires=lyaml cpu=3000
local bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
local ok, t = pcall(require("lyaml").load, bomb)
return ok and type(t) or "refused"
--*

--- yaml makes no objects
--@ requires=lyaml
return tostring(select(2, pcall(require("lyaml").load, "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL ['http://127.0.0.1/']]]]"))):find("ScriptEngineManager@") or "fine"
--> fine
