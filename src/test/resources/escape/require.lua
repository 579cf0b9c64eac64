--- nothing is required that is not listed
return try(require, "os"), try(require, "io"), try(require, "debug"), try(require, "ffi")
--> REQ 'os' not allowed within sandbox|REQ 'io' not allowed within sandbox|REQ 'debug' not allowed within sandbox|REQ 'ffi' not allowed within sandbox

--- a path up is no module
--@ path
return try(require, "../secret"), try(require, "..secret"), try(require, "/etc/passwd"), try(require, "./secret")
--> REQ '../secret' not allowed within sandbox|REQ '..secret' not allowed within sandbox|REQ '/etc/passwd' not allowed within sandbox|REQ './secret' not allowed within sandbox

--- a file in the path that is not listed is not read
--@ path
return try(require, "secret")
--> REQ 'secret' not allowed within sandbox

--- a file in the path that is listed is
--@ path requires=secret
return require("secret").word
--> from a file

--- a name with a zero byte is none that is listed
--@ path requires=secret
return try(require, "secret\0.cjson"), try(require, "secret\n")
--> REQ 'secret\0.cjson' not allowed within sandbox|REQ 'secret\n' not allowed within sandbox

--- another spelling of a listed name is not listed
--@ requires=cjson
return (pcall(require, "CJSON")), (pcall(require, " cjson")), (pcall(require, "cjson.")), (pcall(require, "cjson/safe"))
--> false|false|false|false

--- an object that turns into a listed name is none
--@ requires=cjson environment=setmetatable
local name = setmetatable({}, { __tostring = function() return "cjson" end, __eq = function() return true end })
return (pcall(require, name)), (pcall(require, 1)), (pcall(require))
--> false|false|false

--- a search path of one's own does nothing
package = { path = "/tmp/?.lua", preload = { x = function() return 1 end }, loaded = { y = 2 } }
return (pcall(require, "x")), (pcall(require, "y"))
--> false|false

--- a module listed twice over is the function's own
--@ requires=cjson.safe
require("cjson.safe").encode = function() return "evil" end
return require("cjson.safe").encode({})
--> evil

--- the next function has its own
--@ requires=cjson.safe
return require("cjson.safe").encode({})
--> {}

--- settings of a module are the function's own
--@ requires=cjson
require("cjson").encode_number_precision(3)
return require("cjson").encode(1.23456)
--> 1.23

--- settings of another's do not count
--@ requires=cjson
return require("cjson").encode(1.23456)
--> 1.23456

--- a listed library is a copy without what is not granted
--@ requires=os,string,debug
local os = require("os")
os.time = nil
return os.execute, os.getenv, (pcall(require, "io")), type(require("debug").setupvalue), require("debug").getregistry
--> nil|nil|false|nil|nil

--- the string library by require is not that of others
--@ requires=string
require("string").rep = function() return "evil" end
return ("ab"):rep(2), string.rep("ab", 2)
--> abab|abab

--- the metatables of strings cannot be had by a listed debug module
--@ requires=debug
local mt = require("debug").getmetatable("")
if mt then mt.__index = function() return "evil" end end
return ("x").nothing
--> nil

--- the table ngx by require is the function's own
--@ requires=ngx
require("ngx").say = nil
return ngx.say
--> nil

--- strict gives its own list whatever the setting says
--@ mode=strict requires=io,os,resty.http
return (pcall(require, "os")), (pcall(require, "io")), (pcall(require, "resty.http")), type(require("cjson"))
--> false|false|false|table

--- lax gives requests too
--@ mode=lax
return type(require("resty.http")), (pcall(require, "os")), (pcall(require, "ngx.pipe"))
--> table|false|false
