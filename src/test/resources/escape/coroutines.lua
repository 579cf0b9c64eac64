--- a coroutine that ended the request does not go on
local co = coroutine.create(function() kong.response.exit(200, "from within") error("went on") end)
coroutine.resume(co)
error("went on")
--@ raw
--= from within

--- a coroutine cannot be resumed by itself
local co
co = coroutine.create(function() return coroutine.resume(co) end)
return select(2, coroutine.resume(co)), select(3, coroutine.resume(co))
--> false

--- a million coroutines are under the budget
--@ cpu=200 raw
local all = {}
for i = 1, 1e9 do all[i] = coroutine.wrap(function() coroutine.yield() end) all[i]() end
--! limit

--- wrapping all the way down ends in an error
local function deeper(n) return coroutine.wrap(function() return deeper(n + 1) end)() end
local ok, why = pcall(deeper, 1)
return ok, type(why)
--@ cpu=2000
--*

--- an endless loop in a coroutine is under the budget
--@ cpu=50 raw
local co = coroutine.wrap(function() while true do end end)
co()
--! limit of 

--- a coroutine that yields for ever is under the budget
--@ cpu=50 raw
local co = coroutine.wrap(function() while true do coroutine.yield() end end)
while true do co() end
--! limit of 

--- a thread cannot be had by another
local co = ngx.thread.spawn(function() ngx.sleep(0.01) end)
local other = coroutine.wrap(function() return ngx.thread.wait(co) end)
return try(other), ngx.thread.wait(co)
--> only the parent coroutine can wait on the thread|true

--- a thread is no longer there when its request is over
kept = ngx.thread.spawn(function() ngx.sleep(0.001) return "late" end)
return type(kept)
--> thread

--- killing what is no thread is refused
return ngx.thread.kill(coroutine.create(pcall))
--> nil|not user thread
