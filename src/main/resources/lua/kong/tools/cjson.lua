-- JSON with Kong's settings: sixteen digits, and arrays that know that they are.
local json = require("cjson.safe").new()

json.decode_array_with_array_mt(true)
json.encode_sparse_array(nil, nil, 2 ^ 15)
json.encode_number_precision(require("kong.constants").CJSON_MAX_PRECISION)

return {
  encode = json.encode,
  decode = json.decode,
  decode_with_array_mt = json.decode,
  array_mt = json.array_mt,
}
