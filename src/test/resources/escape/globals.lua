--- a global stays with its function
x = 1 _G.y = 2
return x, y, _G.x
--> 1|2|1

--- the global of another function is not there
return x, y
--> nil|nil

--- the environment is no door to the real globals
return _G._G == _G, _G.io, _G.package, _G.debug, rawget
--> true|nil|nil|nil|nil

--- files are not there
return io, loadfile, dofile, os.remove, os.rename, os.tmpname
--> nil|nil|nil|nil|nil|nil

--- processes are not there
return os.execute, os.exit, os.getenv, os.setlocale, io and io.popen
--> nil|nil|nil|nil|nil

--- native code is not there
return ffi, jit, package, newproxy, collectgarbage, gcinfo
--> nil|nil|nil|nil|nil|nil

--- java is not there
return java, luajava, Java, Packages, javax, org, com
--> nil|nil|nil|nil|nil|nil|nil

--- nothing compiles text
return load, loadstring, loadfile, string.dump, module
--> nil|nil|nil|nil|nil

--- environments of functions cannot be taken
return getfenv, setfenv
--> nil|nil

--- metatables cannot be taken or set
return getmetatable, setmetatable, rawget, rawset, rawequal, rawlen
--> nil|nil|nil|nil|nil|nil

--- loaded text stays in the sandbox where load is listed
--@ environment=load,loadstring
return load("return io, os.execute, _G == ...")(_G), loadstring("return debug or 'none'")()
--> nil|none

--- globals of loaded text are the function's own
--@ environment=load,loadstring
loadstring("leak = 'mine'")()
return leak, load("return leak")()
--> mine|mine

--- an environment given to load is kept
--@ environment=load
return load("return x, os", "chunk", "t", { x = 5 })()
--> 5|nil

--- bytecode is not loaded
--@ environment=load,loadstring
local f, why = load("\27LJ\2\0", "bytes", "bt")
local g = loadstring("\27Lua\81\0\1\4\8")
return f, why, g
--> nil|attempt to load chunk with wrong mode|nil

--- string.dump gives no bytecode, where it is listed or by way of a string
--@ environment=string.dump
local ok, why = pcall(string.dump, function() end)
local again = pcall(function() return ("x").dump(function() end) end)
return ok, why:match("unable to dump") or why, again
--> false|unable to dump|false

--- getfenv stops at the sandbox where it is listed
--@ environment=getfenv
return getfenv() == _G, getfenv(0) == _G, getfenv(1) == _G, getfenv(print or pcall) == _G, getfenv(kong.request.get_path) == _G
--> true|true|true|true|true

--- getfenv of a module's function gives nothing of the module's world
--@ environment=getfenv requires=resty.lrucache,pl.stringx,kong.tools.string
local e = getfenv(require("resty.lrucache").new)
return e == _G, getfenv(require("pl.stringx").strip) == _G, e.io, e.debug
--> true|true|nil|nil

--- setfenv does not reach a module
--@ environment=setfenv requires=resty.lrucache
return try(setfenv, require("resty.lrucache").new, {})
--> 'setfenv' cannot change environment of given object

--- setfenv works on the function's own
--@ environment=setfenv
local function mine() return x end
setfenv(mine, { x = 7 })
return mine()
--> 7

--- one listed name does not bring its neighbours
--@ environment=os.getenv
return type(os.getenv), os.execute, os.remove, os.exit, io
--> function|nil|nil|nil|nil

--- a listed library does not bring what was not granted elsewhere
--@ environment=setmetatable,getmetatable
local up = getmetatable("").__index
return up.dump and pcall(up.dump, pcall), io, os.execute
--> false|nil|nil

--- the end of the process is never there
--@ environment=os,os.exit
return os.exit
--> nil

--- the end of the process is not there with everything open
--@ mode=on
return os.exit
--> nil

--- debug is not there with the standard library of strict
--@ mode=strict
return debug, io.open, io.popen, os.execute, jit.off, string.dump, setmetatable
--> nil|nil|nil|nil|nil|nil|nil

--- off runs nothing
--@ mode=off
return 1
--! loading of untrusted Lua code disabled because 'untrusted_lua' config option is set to 'off'


--- what is loaded sees what its function sees, where everything is open
--@ mode=on
return type(load("return ngx")()), type(loadstring("return kong.request")()), load("return require")()("cjson") == require("cjson"), getfenv(0).ngx == ngx
--> table|table|true|true

--- package.preload and package.loaded count where everything is open
--@ mode=on
package.preload["my.own"] = function(name) return { name = name } end
local mine, loaded = require("my.own").name, package.loaded["my.own"] ~= nil
package.preload["my.own"], package.loaded["my.own"] = nil, nil
return mine, loaded, package.loaded.string == string
--> my.own|true|true
