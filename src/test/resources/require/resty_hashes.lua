local hex = require("resty.string").to_hex
local vectors = {
  md5 = "900150983cd24fb0d6963f7d28e17f72",
  sha1 = "a9993e364706816aba3e25717850c26c9cd0d89d",
  sha224 = "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
  sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  sha384 = "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
  sha512 = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
}
for name, wanted in pairs(vectors) do
  local digest = require("resty." .. name):new()
  eq(name .. " update", digest:update("a"), true)
  digest:update("bc")
  eq(name, hex(digest:final()), wanted)
  digest:update("zzz")
  eq(name .. " reset", digest:reset(), true)
  digest:update("abcdef", 3)
  eq(name .. " again, by length", hex(digest:final()), wanted)
end
eq("to_hex", hex("\0\255a"), "00ff61")
eq("atoi", require("resty.string").atoi("  -12x"), -12)
eq("atoi of nothing", require("resty.string").atoi("x"), 0)

local hmac = require "resty.hmac"
local h = hmac:new("key", hmac.ALGOS.SHA256)
h:update("The quick brown fox ")
eq("hmac", h:final("jumps over the lazy dog", true), "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")
eq("hmac reset", h:reset(), true)
eq("hmac md5", hmac:new("key", hmac.ALGOS.MD5):final("The quick brown fox jumps over the lazy dog", true), "80070713463e7749b90c2dc24911e275")
eq("hmac with an empty key", hmac:new("", hmac.ALGOS.SHA1):final("", true), "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d")

local random = require "resty.random"
eq("random length", #random.bytes(24), 24)
eq("random strong", #random.bytes(24, true), 24)
eq("random differs", random.bytes(16) == random.bytes(16), false)
fails("update needs a string", function() require("resty.sha1"):new():update({}) end, "string expected, got table")
fails("update needs an object", function() require("resty.sha1").update({}, "x") end, "digest expected, got table")
