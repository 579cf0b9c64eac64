--- arrays nested without end
--@ requires=cjson.safe
return require("cjson.safe").decode(("["):rep(1e5) .. ("]"):rep(1e5))
--*

--- objects nested without end
--@ requires=cjson.safe
return (require("cjson.safe").decode(('{"a":'):rep(1e6)))
--> nil

--- a table that holds itself
--@ requires=cjson
local t = {} t.t = t
return (pcall(require("cjson").encode, t))
--> false

--- tables nested without end
--@ requires=cjson.safe
local t = {} for i = 1, 1e5 do t = { t } end
return (require("cjson.safe").encode(t))
--> nil

--- an answer that holds itself is an error of the server
local t = {} t.t = t
kong.response.exit(200, t)
--@ raw
--# Finalized[status=500]

--- a sparse array does not fill memory
--@ requires=cjson.safe
return (require("cjson.safe").encode({ [1] = 1, [2 ^ 40] = 2 })), (pcall(kong.response.exit, 200, "x"))
--*

--- numbers of any length
--@ requires=cjson.safe
return (require("cjson.safe").decode("1" .. ("0"):rep(1e6))), (require("cjson.safe").decode("1e999999999")), (require("cjson.safe").decode("0x" .. ("f"):rep(1e5)))
--*

--- settings of depth cannot take the stack
--@ requires=cjson.safe
local cjson = require("cjson.safe")
cjson.decode_max_depth(2 ^ 31 - 1) cjson.encode_max_depth(2 ^ 31 - 1)
local ok = pcall(cjson.decode, ("["):rep(1e6) .. ("]"):rep(1e6))
local t = {} for i = 1, 1e6 do t = { t } end
return type(ok), type((pcall(cjson.encode, t)))
--> boolean|boolean
--@ cpu=5000 memory=2000

--- a request's body that nests without end
--@ body
return tostring(kong.request.get_body("application/json"))
--> nil
