-- table.*
local new, clear, nkeys = require "table.new", require "table.clear", require "table.nkeys"
local isarray, isempty, clone = require "table.isarray", require "table.isempty", require "table.clone"
local t = new(4, 4)
t.x, t[1] = 1, 2
eq("new", { nkeys(t), isempty(t), isempty({}) }, { 2, false, true })
clear(t)
eq("clear", { nkeys(t), isempty(t) }, { 0, true })
eq("isarray", { isarray({ 1, 2 }), isarray({ x = 1 }), isarray({}), isarray({ [2] = 1 }) }, { true, false, true, true })
local original = { 1, x = { y = 2 } }
local copy = clone(original)
eq("clone is shallow", { copy[1], copy.x == original.x, copy == original }, { 1, true, false })
fails("new takes numbers", function() new("x", 1) end, "bad argument #1 to")
fails("clear takes tables", function() clear(1) end, "bad argument #1 to")
fails("nkeys takes tables", function() nkeys() end, "bad argument #1 to")
-- bit
local bit = require "bit"
eq("bits", { bit.band(12, 10), bit.bor(12, 10), bit.bxor(12, 10), bit.bnot(0) }, { 8, 14, 6, -1 })
eq("shifts", { bit.lshift(1, 31), bit.rshift(-1, 28), bit.arshift(-256, 4), bit.rol(1, 33) }, { -2147483648, 15, -16, 2 })
eq("hex", { bit.tohex(255), bit.tohex(-1, -4), bit.tobit(2 ^ 32 + 5), bit.bswap(1) }, { "000000ff", "FFFF", 5, 16777216 })
fails("a word is no number", function() bit.band("x") end, "bad argument #1 to 'band'")
-- string.buffer
local buffer = require "string.buffer"
local b = buffer.new()
b:put("a", 1, "b"):putf("%03d", 7)
eq("put", { b:tostring(), #b }, { "a1b007", 6 })
eq("get", { b:get(2), b:get(), #b }, { "a1", "b007", 0 })
b:set("hello"):skip(1)
eq("skip", tostring(b), "ello")
eq("reset", #b:reset(), 0)
fails("a table is no text", function() b:put({}) end, "bad argument #1 to 'put'")
fails("a negative length", function() b:get(-1) end, "bad argument #1 to 'get'")
-- ngx.semaphore
local semaphore = require "ngx.semaphore"
local sem = semaphore.new(1)
eq("taken and not to be had again", { sem:wait(0), select(2, sem:wait(0)) }, { true, "timeout" })
ngx.timer.at(0, function() sem:post(2) end)
eq("posted", { sem:wait(2), sem:wait(0), sem:count() }, { true, true, 0 })
fails("no negative number", function() semaphore.new(-1) end, "no negative number")
fails("only positive numbers", function() sem:post(0) end, "positive number required")
