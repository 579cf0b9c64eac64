--- a loop without end
--@ cpu=50 raw
while true do end
--! limit of 

--- pcall does not swallow the end
--@ cpu=50 raw
while true do pcall(function() while true do end end) end
--! limit of 

--- xpcall and its handler do not either
--@ cpu=50 raw
xpcall(function() while true do end end, function() while true do end end)
while true do end
--! limit of 

--- a handler that loops
--@ cpu=50 raw
xpcall(error, function() while true do end end)
--! limit of 

--- recursion that calls itself for ever in tail position
--@ cpu=50 raw
local function f() return f() end
return f()
--! limit of 

--- goto round and round
--@ cpu=50 raw
::again:: goto again
--! limit of 

--- a for loop to infinity
--@ cpu=50 raw
for i = 1, math.huge do end
--! limit of 

--- an iterator that never ends
--@ cpu=50 raw
for _ in function() return 1 end do end
--! limit of 

--- sorting with a comparison that loops
--@ cpu=50 raw
table.sort({ 3, 2, 1 }, function() while true do end end)
--! limit of 

--- gsub with a function that loops
--@ cpu=50 raw
("x"):gsub("x", function() while true do end end)
--! limit of 

--- a metamethod that loops
--@ cpu=50 raw environment=setmetatable
return setmetatable({}, { __index = function() while true do end end }).x
--! limit of 

--- a pattern that goes back and forth
--@ cpu=50 raw
return ("a"):rep(50000):find((".-"):rep(8) .. "b")
--! limit of 

--- a pattern that nests too deep
return (pcall(string.find, ("a"):rep(300000), ("a?"):rep(300000) .. "b"))
--*

--- a plain search that is slow
--@ cpu=100 raw
local s = ("a"):rep(2 ^ 22) while true do s:find(("a"):rep(2 ^ 16) .. "b", 1, true) end
--! limit

--- rep of rep
--@ raw
local s = "x" while true do s = s:rep(1000) end
--! memory

--- a string that doubles
--@ raw
local s = "x" while true do s = s .. s end
--! memory

--- a table that grows
--@ raw cpu=5000
local t = {} for i = 1, 1e10 do t[i] = { i } end
--! limit

--- many strings
--@ raw cpu=5000
local t = {} for i = 1, 1e10 do t[#t + 1] = ("x"):rep(1000) .. i end
--! memory limit

--- concat of much
--@ raw cpu=5000
local t = {} for i = 1, 100 do t[i] = ("x"):rep(1e6) end
for i = 1, 1e6 do table.concat(t) end
--! memory

--- pcall around what fills memory
--@ raw cpu=5000
local t = {}
while true do pcall(function() t[#t + 1] = ("x"):rep(1e6) .. #t end) end
--! limit

--- gsub that makes much of little
--@ raw cpu=5000
local s = ("x"):rep(1e5)
while true do s = s:gsub("x", "%0%0%0%0%0%0%0%0%0%0") end
--! memory

--- format that makes much of little
--@ raw cpu=5000
local s = "x" while true do s = string.format("%s%s%s%s%s%s%s%s", s, s, s, s, s, s, s, s) end
--! memory

--- string.buffer
--@ raw cpu=5000 requires=string.buffer
local b = require("string.buffer").new()
while true do b:put(("x"):rep(1e6)) end
--! memory

--- table.new of a huge size
--@ requires=table.new
return (pcall(require("table.new"), 1e9, 1e9)), (pcall(require("table.new"), -1, -1))
--*

--- the functions of a timer are under the budget
--@ cpu=50
ngx.timer.at(0, function() while true do end end)
return "set"
--> set
--~ CPU time limit of 50 ms exceeded

--- a recurring timer that never ends is not run again
--@ cpu=50
ngx.timer.every(0.001, function() while true do end end)
return "set"
--> set
--~ CPU time limit of 50 ms exceeded

--- a thread is under the budget of the function that started it
--@ cpu=100 raw
for i = 1, 100 do ngx.thread.spawn(function() local t = 0 for i = 1, 1e5 do t = t + i end ngx.sleep(0) while true do end end) end
--! limit of 

--- threads without number
--@ cpu=5000 raw
while true do ngx.thread.spawn(function() ngx.sleep(100) end) end
--! too many threads

--- a thread that starts threads
--@ cpu=200 raw
local function f() ngx.thread.spawn(f) ngx.thread.spawn(f) end
f()
ngx.sleep(10)
--! limit

--- timers without number
local n, why = 0
for i = 1, 100000 do local ok, err = ngx.timer.at(1000, function() end) if not ok then why = err break end n = n + 1 end
return why, n <= 16384
--> too many pending timers|true
--@ cpu=5000

--- a timer that starts itself twice
--@ cpu=2000
local n = 0
local function again() n = n + 1 if n < 2000 then ngx.timer.at(0, again) ngx.timer.at(0, again) end end
ngx.timer.at(0, again)
return "set"
--> set

--- sleeping for ever ends with the limit of time
--@ wall=100 raw
ngx.sleep(1e6)
--! wall time limit of 100 ms exceeded

--- waiting again and again does too
--@ wall=100 raw
while true do pcall(ngx.sleep, 0.01) end
--! wall time limit of 100 ms exceeded

--- a semaphore that nobody posts
--@ wall=100 raw requires=ngx.semaphore
local sem = require("ngx.semaphore").new()
while true do sem:wait(1000) end
--! wall time limit of 100 ms exceeded

--- a thread that waits is ended with its function
--@ wall=100 raw
local co = ngx.thread.spawn(function() ngx.sleep(1e6) end)
ngx.thread.wait(co)
--! wall time limit of 100 ms exceeded

--- a connection that never answers
--@ wall=200 raw silent
local s = ngx.socket.tcp() s:settimeout(1e8)
assert(s:connect("127.0.0.1", PORT))
s:receive("*a")
--! wall time limit of 200 ms exceeded

--- a lock that is held for ever
--@ wall=100 raw requires=resty.lock
local lock = require("resty.lock")
local a, b = lock:new("kong_locks", { timeout = 1e6, exptime = 1e6 }), lock:new("kong_locks", { timeout = 1e6 })
a:lock("k") b:lock("k")
--! wall time limit of 100 ms exceeded

--- deriving a key with rounds without end
--@ cpu=100 raw requires=resty.openssl.kdf
local kdf = require("resty.openssl.kdf")
kdf.derive({ type = kdf.PBKDF2, outlen = 32, pass = "p", salt = "s", md = "sha256", pbkdf2_iter = 2 ^ 31 - 1 })
--! limit of 

--- powers of huge numbers
--@ requires=resty.openssl.bn
local bn = require("resty.openssl.bn")
local huge = bn.new(1):lshift(1000000)
return (pcall(function() return huge:mod_exp(huge, huge) end)), huge:is_prime(), (pcall(function() return bn.new(2):exp(2 ^ 31) end))
--> false|false|false

--- keys too long to make
--@ requires=resty.openssl.pkey
return (require("resty.openssl.pkey").new({ type = "RSA", bits = 1e6 }))
--> nil

--- random bytes without number
--@ requires=resty.random raw
return (pcall(require("resty.random").bytes, 2 ^ 31 - 1))
--! memory limit

--- digests of much
--@ cpu=200 raw requires=resty.sha256
local sha = require("resty.sha256"):new()
local much = ("x"):rep(1e7)
while true do sha:update(much) end
--! limit
