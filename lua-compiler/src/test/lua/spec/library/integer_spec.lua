describe("numbers too large for an int as arguments", function()
  local large = {2 ^ 31, 2 ^ 31 + 5, 2 ^ 32 + 2, 2 ^ 53, 1e300, 1 / 0, 0 / 0}
  local function each(f)
    local first = f(-2 ^ 31)
    for i = 1, #large do
      eq(f(large[i]), first)
    end
    return first
  end

  it("are the smallest one for select, whoever calls it", function()
    local function direct(n, ...) return (select(n, ...)) end
    local ordinary = select
    for i = 1, #large do
      eq(pcall(direct, large[i], "a", "b"), false)
      eq(pcall(ordinary, large[i], "a"), false)
    end
    eq(direct(2 ^ 31 - 1, "a"), nil)
  end)

  it("are the smallest one for ends and beginnings in strings", function()
    eq(each(function(n) return ("abc"):sub(1, n) end), "")
    eq(each(function(n) return ("abc"):sub(n) end), "abc")
    eq(each(function(n) return (("abc"):find("b", n)) end), 2)
    eq(each(function(n) return (("abc"):match("b", n)) end), "b")
    eq(each(function(n) return ("ab"):rep(n) end), "")
  end)

  it("are the smallest one for ends of lists", function()
    eq(each(function(n) return select("#", unpack({1, 2}, 1, n)) end), 0)
    eq(each(function(n) return table.concat({1, 2}, ",", 1, n) end), "")
  end)
end)
