--- an object whose text is asked for answers in the sandbox
--@ environment=setmetatable raw
error(setmetatable({}, { __tostring = function() return "text of the object " .. type(io) end }))
--! text of the object nil

--- an object whose text fails is logged all the same
--@ environment=setmetatable raw
error(setmetatable({}, { __tostring = function() error("again") end }))
--! error

--- an object whose text never ends is under the budget
--@ environment=setmetatable cpu=50 raw
error(setmetatable({}, { __tostring = function() while true do end end }))
--! limit of 50 ms exceeded

--- an object whose text is no text
--@ environment=setmetatable raw
error(setmetatable({}, { __tostring = function() return {} end }))
--! error

--- an object that is asked for fields is not asked
--@ environment=setmetatable raw
error(setmetatable({}, { __index = function() while true do end end }))
--! error

--- an error that is nil
--@ raw
error(nil)
--! nil

--- an error that is a table of tables without end
--@ raw
local t = {} t.t = t
error(t)
--! error

--- an error in the handler of an error
local ok, why = xpcall(error, function() error("again") end, "first")
return ok, tostring(why)
--> false|error in error handling

--- a handler that calls itself
local function handler() error("again") end
local ok = xpcall(function() xpcall(error, handler) end, handler)
return ok
--> true

--- recursion without end is caught
local function f() return 1 + f() end
local ok, why = pcall(f)
return ok, tostring(why):find("stack overflow", 1, true) ~= nil
--> false|true

--- recursion by way of a library is caught
local function f() return (("x"):gsub("x", function() return f() end)) end
local ok, why = pcall(f)
return ok, tostring(why):find("overflow", 1, true) ~= nil
--> false|true

--- recursion by way of pcall is caught
local depth = 0
local function f() depth = depth + 1 local ok = pcall(f) return ok end
return f(), depth < 1e6
--*

--- recursion by way of metamethods is caught
--@ environment=setmetatable
local t = setmetatable({}, {}) 
local mt = { __index = function(t, k) return t[k] end }
return (pcall(function() return setmetatable({}, mt).x end))
--> false

--- a chain of __index that goes in a circle is caught
--@ environment=setmetatable
local a, b = {}, {}
setmetatable(a, { __index = b }) setmetatable(b, { __index = a })
return (pcall(function() return a.x end))
--> false

--- a comparison that lies does not hang sort
return (pcall(table.sort, { 5, 3, 1, 4, 2, 6, 9, 7 }, function() return true end))
--*

--- an exit is not swallowed by pcall
pcall(kong.response.exit, 200, "out")
error("went on")
--@ raw
--= out

--- nor by ngx.exit within pcall
pcall(ngx.exit, 403)
error("went on")
--@ raw
--# Finalized[status=403]
