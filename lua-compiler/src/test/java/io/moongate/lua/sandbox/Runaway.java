package io.moongate.lua.sandbox;

/** Programs that would take forever or everything, each in its own way. */
enum Runaway {
    EMPTY_WHILE("while true do end"),
    EMPTY_REPEAT("repeat until false"),
    EMPTY_FOR("for i = 1, math.huge do end"),
    NO_STEP("for i = 1, 2, 0 do end"),
    GENERIC_FOR("for _ in function() return 1 end do end"),
    GOTO("::top:: goto top"),
    RECURSION_CAUGHT("local function r() return 1 + r() end while true do pcall(r) end"),
    TAIL_RECURSION("local function r(n) return r(n + 1) end r(1)"),
    MUTUAL_TAIL_RECURSION("local a, b function a() return b() end function b() return a() end a()"),
    PATTERN("return ('a'):rep(60):find(('a*'):rep(30) .. 'b')"),
    LAZY_PATTERN("return ('a'):rep(100000):find('.-.-.-b')"),
    BALANCED_PATTERN("return ('('):rep(300000):find('%b()')"),
    FRONTIER_PATTERN("while true do ('a b '):rep(50000):gsub('%f[%w]%w+', '') end"),
    PLAIN_FIND("return ('a'):rep(4e6):find(('a'):rep(2e6) .. 'b', 1, true)"),
    REP("while true do local s = ('x'):rep(1e6) end"),
    REP_ONCE("while true do local s = ('xy'):rep(1e7, ',') end"),
    CONCAT("local s = 'x' while true do s = s .. s if #s > 1e7 then s = 'x' end end"),
    CONCAT_SMALL("local s = '' while true do s = s .. 'x' end"),
    UPPER("local s = ('x'):rep(5e7) while true do s = s:upper():lower():reverse() end"),
    BYTES("local s = ('x'):rep(60000) while true do s:byte(1, -1) end"),
    TABLE_GROWTH("local t = {} for i = 1, math.huge do t[i] = i if i > 3e6 then t = {} end end"),
    KEY_GROWTH("local t, n = {}, 0 while true do n = n + 1 t['k' .. n] = n if n % 1e5 == 0 then t = {} end end"),
    TABLE_CONCAT("local t = {} for i = 1, 64 do t[i] = ('x'):rep(1e6) end while true do table.concat(t) end"),
    TABLE_INSERT("local t = {} while true do table.insert(t, 1, 1) end"),
    TABLE_MOVE("local t = {1} table.move(t, 1, 1e9, 2)"),
    TABLE_REMOVE("local t = {} for i = 1, 1e6 do t[i] = i end while #t > 0 do table.remove(t, 1) end"),
    FORMAT(
            "local t = {} for i = 1, 100 do t[i] = i end while true do local s = ('%99d'):rep(100):format(unpack(t)) end"),
    FORMAT_NUMBERS("while true do local s = ('%.99f %.14g'):format(1e308, 1e-308) end"),
    FORMAT_QUOTED("local s = ('\\n'):rep(2e7) while true do local q = ('%q'):format(s) end"),
    GSUB_CALLBACK("('x'):rep(1e7):gsub('.', function() return ('y'):rep(10) end)"),
    GSUB_ENDLESS_CALLBACK("('x'):gsub('.', function() while true do end end)"),
    GSUB_TABLE("while true do ('x'):rep(1e6):gsub('x', {x = 'yy'}) end"),
    GMATCH("while true do for w in ('x '):rep(1e6):gmatch('%w+') do end end"),
    COROUTINES("local c = coroutine.wrap(function() while true do coroutine.yield() end end) while true do c() end"),
    NEW_COROUTINES("while true do coroutine.wrap(function() coroutine.yield() end)() end"),
    UNSTARTED_COROUTINES("local t = {} for i = 1, math.huge do t[i % 1000] = coroutine.create(print) end"),
    NESTED_COROUTINES("local function n() return coroutine.wrap(n)() end while true do pcall(n) end"),
    IN_COROUTINE("coroutine.wrap(function() while true do end end)()"),
    SORT("local t = {} for i = 1, 3e6 do t[i] = i * 7919 % 1000003 end while true do table.sort(t) end"),
    SORT_STRINGS(
            "local t = {} for i = 1, 2e5 do t[i] = 'k' .. i * 7919 % 1000003 end while true do table.sort(t) table.sort(t, function(a, b) return a > b end) end"),
    SORT_LIAR(
            "local t = {} for i = 1, 1e6 do t[i] = i end while true do pcall(table.sort, t, function() return true end) end"),
    SORT_ENDLESS("table.sort({3, 1, 2}, function() while true do end end)"),
    SORT_RANDOM(
            "local t = {} for i = 1, 1e5 do t[i] = i end while true do pcall(table.sort, t, function() return math.random() < 0.5 end) end"),
    PCALL("while true do pcall(function() while true do end end) end"),
    PCALL_DEEP("local function f() pcall(f) while true do end end f()"),
    PCALL_ERROR("while true do pcall(error, 'x') end"),
    XPCALL("while true do xpcall(function() while true do end end, function() while true do end end) end"),
    XPCALL_HANDLER("xpcall(error, function() while true do end end)"),
    XPCALL_TRACEBACK("while true do xpcall(error, debug.traceback, 'x') end"),
    COROUTINE_CATCH("while true do coroutine.resume(coroutine.create(function() while true do end end)) end"),
    INDEX_FUNCTION(
            "local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) while true do pcall(function() return t[1] end) end"),
    INDEX_CHAIN(
            "local t = {} for i = 1, 90 do t = setmetatable({}, {__index = t}) end while true do local x = t.x end"),
    NEWINDEX_LOOP(
            "local t = setmetatable({}, {__newindex = function(t, k, v) t[k .. 'x'] = v end}) while true do pcall(function() t.a = 1 end) end"),
    CALL_LOOP("local t = setmetatable({}, {}) getmetatable(t).__call = t while true do pcall(t) end"),
    CONCAT_METAMETHOD(
            "local t t = setmetatable({}, {__concat = function(a, b) return a .. b end}) while true do pcall(function() return t .. 1 end) end"),
    TOSTRING_LOOP(
            "local t t = setmetatable({}, {__tostring = function() return tostring(t) end}) while true do pcall(tostring, t) end"),
    EQ_LOOP(
            "local m = {} m.__eq = function(a, b) while true do end end return setmetatable({}, m) == setmetatable({}, m)"),
    LEN_LOOP("local t = setmetatable({}, {__len = function() while true do end end}) return #t"),
    UNPACK("local t = {} for i = 1, 7000 do t[i] = i end while true do local n = select('#', unpack(t)) end"),
    UNPACK_HOLES("while true do pcall(unpack, {}, 1, 7000) pcall(unpack, {}, 1, 1e8) end"),
    SELECT(
            "local function f(...) return select('#', select(-1, ...)) end local t = {} for i = 1, 7000 do t[i] = i end while true do f(unpack(t)) end"),
    VARARGS(
            "local function f(...) if select('#', ...) > 200 then return end return f(1, ...) end while true do f() end"),
    BUFFER(
            "local b = require('string.buffer').new() while true do b:put('xxxxxxxxxxxxxxxxxxxx') if #b > 1e6 then b:reset() end end"),
    BUFFER_GET("local b = require('string.buffer').new():put(('x'):rep(1e7)) while true do local s = b:tostring() end"),
    ERRORS("while true do pcall(function() local x = nil + 1 end) end"),
    LOAD("while true do local f = loadstring('return 1 + ' .. os.clock()) end"),
    LOAD_LARGE("local f = loadstring(('x = x + 1 '):rep(3e5))"),
    LOAD_DEEP("local f = loadstring('return ' .. ('('):rep(1e5) .. '1' .. (')'):rep(1e5)) while true do end"),
    LOAD_LONG_STRING("while true do local f = loadstring('return [[' .. ('x'):rep(1e6) .. ']]') end"),
    LOAD_READER("load(function() return 'x = 1 ' end)"),
    LOAD_CONSTANTS(
            "local t = {} for i = 1, 2e5 do t[i] = i .. '.5' end local f = loadstring('return {' .. table.concat(t, ',') .. '}') while true do end"),
    JSON_LARGE("local c = require('cjson') local t = {} for i = 1, 1e6 do t[i] = i end while true do c.encode(t) end"),
    JSON_STRING("local c = require('cjson') local s = ('\"'):rep(2e7) while true do c.encode(s) end"),
    JSON_DEEP(
            "local c = require('cjson') local t = {} for i = 1, 900 do t = {t} end while true do pcall(c.encode, t) end"),
    JSON_DECODE("local c = require('cjson') local s = '[' .. ('1,'):rep(1e6) .. '1]' while true do c.decode(s) end"),
    TONUMBER("local s = ('1'):rep(1e7) while true do tonumber(s) tonumber(s, 2) end"),
    TONUMBER_HEX("local s = '0x' .. ('f'):rep(1e6) while true do tonumber(s) end"),
    PAIRS(
            "local t = {} for i = 1, 1e5 do t['k' .. i] = i end while true do for k in pairs(t) do t[k] = nil t[k] = 1 end end"),
    NEXT_AGAIN(
            "local t = {} for i = 1, 1e6 do t[i] = i end for i = 1, 1e6 - 1 do t[i] = nil end while true do next(t) end"),
    FOREACH("table.foreach({1}, function() while true do end end)"),
    SETFENV("while true do setfenv(function() end, {}) end"),
    GC("while true do collectgarbage('count') collectgarbage() end"),
    CLONE("local t = {} for i = 1, 1e6 do t[i] = i end local c = require('table.clone') while true do c(t) end"),
    NEW_TABLES("local new = require('table.new') while true do new(1e5, 1e5) end");

    final String source;

    Runaway(String source) {
        this.source = source;
    }
}
