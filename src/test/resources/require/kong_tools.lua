local str = require "kong.tools.string"
eq("strip", { str.strip("  a "), str.strip(nil) }, { "a", "" })
eq("split", str.split("a,b", ","), { "a", "b" })
eq("utf8", { str.validate_utf8("a\195\169\240\159\146\169") }, { true })
eq("not utf8", { str.validate_utf8("ab\255") }, { false, 3 })
eq("overlong", { str.validate_utf8("\192\128") }, { false, 1 })
eq("bytes", { str.bytes_to_str(5497558), str.bytes_to_str(5497558, "m"), str.bytes_to_str(5497558, "G", 3) }, { "5497558", "5.24 MiB", "0.005 GiB" })
eq("dashes", { str.replace_dashes("a-B"), str.replace_dashes_lower("a-B") }, { "a_B", "a_b" })
local tbl = require "kong.tools.table"
eq("merge", tbl.table_merge({ a = 1 }, { b = 2 }), { a = 1, b = 2 })
eq("contains", { tbl.table_contains({ "a" }, "a"), tbl.table_contains({ "a" }, "b"), tbl.table_contains(nil, "b") }, { true, false, false })
eq("array", { tbl.is_array({ 1, 2 }), tbl.is_array({ [2] = 1 }), tbl.is_array({ [2] = 1 }, "fast"), tbl.is_array("x") }, { true, false, true, false })
eq("pack", tbl.pack(1, nil).n, 2)
local loop = {}
loop.self = loop
local copied = tbl.cycle_aware_deep_copy(loop)
eq("cycle", { copied ~= loop, copied.self == copied }, { true, true })
eq("deep merge", tbl.deep_merge({ a = { b = 1 } }, { a = { c = 2 } }), { a = { b = 1, c = 2 } })
eq("errors", tbl.add_error(tbl.add_error(nil, "k", "one"), "k", "two"), { k = { "one", "two" } })
local uri = require "kong.tools.uri"
eq("normalize", { uri.normalize("/a/../b/./c"), uri.normalize("/%61%2f"), uri.normalize("/a//b", true), uri.normalize("/a//b"), uri.normalize("/a/..") }, { "/b/c", "/a%2F", "/a/b", "/a//b", "/" })
eq("escape", uri.escape("/a b\195\169%20"), "/a%20b%C3%A9%20")
local uuid = require "kong.tools.uuid"
eq("uuid", { uuid.is_valid_uuid(uuid.uuid()), uuid.is_valid_uuid("x") }, { true, false })
local time = require "kong.tools.time"
eq("time", { time.nginx_conf_time_to_seconds("1h 30m"), time.get_now_ms() > 1e12, time.time_ns() > 1e18 }, { 5400, true, true })
fails("bad time", function() time.nginx_conf_time_to_seconds("x") end, "bad argument #1 'str'")
local gzip = require "kong.tools.gzip"
eq("gzip", gzip.inflate_gzip(gzip.deflate_gzip(("x"):rep(100000))), ("x"):rep(100000))
eq("no gzip", { gzip.inflate_gzip("nonsense") }, { [2] = "INFLATE: data error" })
local json = require "kong.tools.cjson"
eq("cjson", json.encode(json.decode_with_array_mt('{"a":[]}')), '{"a":[]}')
local ip = require "kong.tools.ip"
eq("ip", { ip.is_valid_ipv4("1.2.3.4"), ip.is_valid_ipv6("::1"), ip.is_valid_ip_or_cidr("10.0.0.0/8"), ip.is_valid_cidr("10.0.0.0/33"), ip.is_valid_cidr("::/128") }, { true, true, true, false, true })
eq("host types", { ip.hostname_type("1.2.3.4:80"), ip.hostname_type("::1"), ip.hostname_type("a.b") }, { "ipv4", "ipv6", "name" })
eq("normalize", { ip.normalize_ip("001.002.003.004:123"), ip.normalize_ip("[::1]:80"), ip.normalize_ip("a.b:1") }, {
  { type = "ipv4", host = "1.2.3.4", port = 123 },
  { type = "ipv6", host = "0000:0000:0000:0000:0000:0000:0000:0001", port = 80 },
  { type = "name", host = "a.b", port = 1 },
})
eq("bad", { ip.normalize_ip("bad .. name") }, { [2] = "invalid hostname: bad .. name" })
eq("format", { ip.format_host("1.2.3.4", 80), ip.format_host("::1", 80), ip.format_host({ host = "a", port = 1 }) }, { "1.2.3.4:80", "[0000:0000:0000:0000:0000:0000:0000:0001]:80", "a:1" })
local rand = require "kong.tools.rand"
eq("random", { #rand.random_string(), #rand.get_rand_bytes(7), rand.random_string():find("^%w+$") }, { 32, 7, 1, 32 })
local sha = require "kong.tools.sha256"
eq("sha256", { sha.sha256_hex("abc"):sub(1, 8), sha.sha256_base64("abc"):sub(1, 8) }, { "ba7816bf", "ungWv48B" })
local utils = require "kong.tools.utils"
eq("utils", { utils.split("a b"), utils.is_valid_uuid("x"), utils.encode_args({ b = { 1, 2 }, a = "x y" }) }, { { "a", "b" }, false, "a=x%20y&b%5B1%5D=1&b%5B2%5D=2" })
eq("constants", require("kong.constants").HEADERS.CONSUMER_ID, "X-Consumer-ID")
eq("meta", { require("kong.meta")._VERSION, require("kong.meta").version }, { "3.9.3", "3.9.3" })
