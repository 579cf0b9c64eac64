describe("string.buffer's serializer", function()
  local buffer = require("string.buffer")
  local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
  local function goes(value, wanted)
    it(wanted, function()
      local text = buffer.encode(value)
      eq(hex(text), wanted)
      local back = buffer.decode(text)
      if type(value) == "string" or type(value) == "boolean" then eq(back, value) end
      eq(hex(buffer.encode(back)), wanted)
    end)
  end
  goes(nil, "00") goes(true, "02") goes(false, "01")
  goes(0, "070000000000000000") goes(1, "07000000000000f03f") goes(-1.5, "07000000000000f8bf")
  goes(1 / 0, "07000000000000f07f") goes(0 / 0, "07000000000000f8ff")
  goes("", "20") goes("abc", "23616263") goes(("x"):rep(200), "e008" .. ("78"):rep(200))
  goes(("x"):rep(300), "e06c" .. ("78"):rep(300)) goes(("x"):rep(10000), "ff30270000" .. ("78"):rep(10000))
  goes({}, "08") goes({ "a" }, "0c022161") goes({ x = "y" }, "090121782179")
  goes({ 1, 2, x = "y" }, "0d030107000000000000f03f07000000000000004021782179")
  goes({ { "a" }, { "b" } }, "0c030c0221610c022162") goes({ [true] = false }, "09010201")
  goes(1LL, "100100000000000000") goes(1ULL, "110100000000000000")
  goes(2i, "1200000000000000000000000000000040")

  it("refuses what has no form", function()
    fails("cannot serialize 'function'", buffer.encode, print)
    fails("cannot serialize 'thread'", buffer.encode, { coroutine.create(print) })
    local loop = {}
    loop[1] = loop
    fails("too deep to serialize", buffer.encode, loop)
    fails("bad argument #1 to '?' (value expected)", buffer.encode)
  end)

  it("refuses what is no form of a value", function()
    for _, text in ipairs { "", "\6", "\7abc", "\255", "\37ab", "\10\1" } do
      fails("unexpected end of buffer", buffer.decode, text)
    end
    fails("left-over data in buffer", buffer.decode, "\0\0")
    fails("table index is nil", buffer.decode, "\9\1\0\0")
    fails("cannot deserialize tag 0x1e", buffer.decode, "\30")
    fails("bad argument #1 to '?' (string expected, got number)", buffer.decode, 5)
    eq(buffer.decode("\6\1\0\0\0"), 1)
  end)

  it("writes to buffers and reads from them", function()
    local b = buffer.new()
    b:encode({ 1, 2 }):encode("q")
    eq(b:decode()[2], 2)
    eq(b:decode(), "q")
    fails("unexpected end of buffer", b.decode, b)
    eq(#buffer.new():encode(1), 9)
  end)
end)
