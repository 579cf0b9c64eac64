local cjson, safe = require "cjson", require "cjson.safe"
-- numbers
eq("thirds", cjson.encode(1 / 3), "0.33333333333333")
eq("integers", cjson.encode({ 1, -0.5, 1e14, 2 ^ 53, 1e300 }), "[1,-0.5,1e+14,9.007199254741e+15,1e+300]")
fails("infinity", function() cjson.encode(1 / 0) end, "Cannot serialise number: must not be NaN or Infinity")
fails("not a number", function() cjson.encode(0 / 0) end, "Cannot serialise number: must not be NaN or Infinity")
local other = cjson.new()
other.encode_number_precision(3)
eq("precision of one's own", other.encode(1 / 3), "0.333")
eq("and not of others", cjson.encode(1 / 3), "0.33333333333333")
fails("too much of it", function() cjson.encode_number_precision(17) end, "bad argument #1 to")
eq("read", cjson.decode("[1e3, -2.5, 0]"), { 1000, -2.5, 0 })
-- null, empty arrays and objects
eq("null is one object", cjson.null == ngx.null and cjson.decode("null") == cjson.null, true)
eq("null in a list", cjson.encode({ 1, cjson.null, 3 }), "[1,null,3]")
eq("empty tables are objects", cjson.encode({}), "{}")
eq("empty arrays", cjson.encode({ a = cjson.empty_array }), '{"a":[]}')
eq("by metatable", cjson.encode(setmetatable({}, cjson.empty_array_mt)), "[]")
eq("arrays by metatable", cjson.encode(setmetatable({ [1] = "a", x = 1 }, cjson.array_mt)), '["a"]')
other.encode_empty_table_as_object(false)
eq("set", other.encode({}), "[]")
other.decode_array_with_array_mt(true)
eq("kept on the way", other.encode(other.decode("[]")), "[]")
-- sparse arrays
fails("sparse", function() cjson.encode({ [1] = 1, [100] = 2 }) end, "Cannot serialise table: excessively sparse array")
other.encode_sparse_array(true)
eq("allowed as objects", #other.encode({ [1] = 1, [100] = 2 }) > 10, true)
eq("short ones are filled", cjson.encode({ 1, nil, nil, 4 }), "[1,null,null,4]")
-- depth
local deep = {}
for _ = 1, 1001 do deep = { deep } end
fails("too deep to write", function() cjson.encode(deep) end, "Cannot serialise, excessive depth (1001)")
fails("too deep to read", function() cjson.decode(("["):rep(1001) .. ("]"):rep(1001)) end,
  "Found too many nested data structures (1001)")
other.decode_max_depth(2)
fails("depth of one's own", function() other.decode("[[[]]]") end, "Found too many nested data structures (3)")
-- what cannot be written
fails("functions", function() cjson.encode(print) end, "Cannot serialise function: type not supported")
fails("keys", function() cjson.encode({ [{}] = 1 }) end, "Cannot serialise table: table key must be a number or string")
eq("number keys of objects", cjson.encode({ x = 1, [5] = 2 }):find('"5":2', 1, true) ~= nil, true)
-- text
eq("escapes", cjson.encode("a\"b\\c/\n\t\127"), [["a\"b\\c\/\n\t\u007f"]])
eq("unicode", cjson.decode([["\u00e9\u20ac\ud83d\ude00"]]), "\195\169\226\130\172\240\159\152\128")
fails("half a pair", function() cjson.decode([["\ud83d"]]) end, "invalid unicode escape code")
-- errors
fails("a word", function() cjson.decode("nope") end, "Expected value but found invalid token at character 1")
fails("an end", function() cjson.decode("[1,") end, "Expected value but found T_END at character 4")
fails("more", function() cjson.decode("[] x") end, "Expected the end but found invalid token at character 4")
fails("nothing", function() cjson.decode() end, "bad argument #1 to")
eq("safe", { safe.decode("{") }, { nil, "Expected object key string but found T_END at character 2" })
eq("safe to write", { safe.encode(print) }, { nil, "Cannot serialise function: type not supported" })
