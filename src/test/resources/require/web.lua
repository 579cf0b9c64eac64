local url = require "socket.url"
eq("parse", url.parse("http://user:pw@example.com:8080/a/b;p?q=1#f"), {
  scheme = "http", authority = "user:pw@example.com:8080", userinfo = "user:pw", user = "user", password = "pw",
  host = "example.com", port = "8080", path = "/a/b", params = "p", query = "q=1", fragment = "f",
})
eq("host only", url.parse("//[::1]:80/x"), { authority = "[::1]:80", host = "::1", port = "80", path = "/x" })
eq("path only", url.parse("a/b"), { path = "a/b" })
eq("nothing", { url.parse("") }, { [2] = "invalid url" })
eq("defaults", url.parse("/x", { scheme = "https" }), { scheme = "https", path = "/x" })
eq("build", url.build({ scheme = "https", host = "h", port = 8443, path = "/p", query = "a=b" }), "https://h:8443/p?a=b")
for relative, wanted in pairs({
  ["g"] = "http://a/b/c/g", ["./g"] = "http://a/b/c/g", ["g/"] = "http://a/b/c/g/", ["/g"] = "http://a/g",
  ["//g"] = "http://g", ["?y"] = "http://a/b/c/d?y", ["g?y"] = "http://a/b/c/g?y", ["../g"] = "http://a/b/g",
  ["../../g"] = "http://a/g", [".."] = "http://a/b/", ["."] = "http://a/b/c/", ["http://x/y"] = "http://x/y",
}) do
  eq("absolute " .. relative, url.absolute("http://a/b/c/d", relative), wanted)
end
eq("escape", url.escape("a b&c"), "a%20b%26c")
eq("unescape", url.unescape("a%20b%26c"), "a b&c")
eq("parse_path", url.parse_path("/a%20b/c/"), { "a b", "c", is_absolute = 1, is_directory = 1 })
eq("build_path", url.build_path({ "a b", "c", is_absolute = 1 }), "/a%20b/c")

local lyaml = require "lyaml"
eq("yaml", lyaml.load("a: 1\nb: [x, 'y', true, ~]\nc:\n  d: 1.5\n"), { a = 1, b = { "x", "y", true, lyaml.null }, c = { d = 1.5 } })
eq("yaml all", lyaml.load("---\na\n---\nb\n", { all = true }), { "a", "b" })
eq("yaml first", lyaml.load("---\na\n---\nb\n"), "a")
eq("yaml alias", lyaml.load("x: &n {a: 1}\ny: *n\nz:\n  <<: *n\n  b: 2\n"), { x = { a = 1 }, y = { a = 1 }, z = { a = 1, b = 2 } })
eq("yaml tags make nothing", lyaml.load("!!java.net.URL [x]"), { "x" })
eq("yaml numbers", lyaml.load("[0x10, 010, 1_000, -5, .inf, 1e3]"), { 16, 8, 1000, -5, math.huge, 1000 })
eq("yaml unicode", lyaml.load("\"\\u00e9\""), "\195\169")
fails("yaml broken", function() lyaml.load("a: [") end, "1:5: ")
eq("yaml dump", lyaml.dump({ { a = 1, b = { "x", "1", true, lyaml.null } } }), "---\na: 1\nb:\n- x\n- '1'\n- true\n- ~\n...\n")
eq("yaml dump of two", lyaml.dump({ { 1 }, { 2 } }), "---\n- 1\n...\n---\n- 2\n...\n")
local deep = {}
for i = 1, 30 do deep[i] = ("&a%d [%s]"):format(i, i > 1 and ("*a%d, *a%d"):format(i - 1, i - 1) or "x") end
eq("yaml aliases do not grow", #lyaml.load("- " .. table.concat(deep, "\n- ")), 30)

local cookie = require "resty.cookie"
ngx.req.set_header("Cookie", 'a=1; b="two"; c=x=y')
local c = assert(cookie:new())
eq("cookie", { c:get("a"), c:get("b"), c:get("c"), c:get("none") }, { "1", "two", "x=y" })
eq("cookies", c:get_all(), { a = "1", b = "two", c = "x=y" })
eq("set", c:set({ key = "k", value = "v", path = "/", max_age = 5, secure = true, httponly = true, samesite = "Lax" }), true)
c:set({ key = "l", value = "w" })
c:set({ key = "l", value = "w" })
eq("header", ngx.header["Set-Cookie"], { "k=v; Max-Age=5; Path=/; Secure; HttpOnly; SameSite=Lax", "l=w" })
eq("set nothing", { c:set({ key = "k" }) }, { [2] = 'missing cookie field "key" or "value"' })
ngx.req.clear_header("Cookie")
eq("no cookies", { cookie:new():get("a") }, { [2] = "no cookie found in the current request" })
ngx.header["Set-Cookie"] = nil

require("ngx.req").add_header("X-A", "1")
require("ngx.req").add_header("X-A", { "2", 3 })
eq("request headers", ngx.req.get_headers()["X-A"], { "1", "2", "3" })
require("ngx.resp").add_header("X-B", "1")
require("ngx.resp").add_header("X-B", "2")
eq("response headers", ngx.header["X-B"], { "1", "2" })
fails("no name", function() require("ngx.req").add_header(nil, "x") end, "bad 'name' argument")
