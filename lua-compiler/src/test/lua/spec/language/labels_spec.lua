-- Which label a goto finds, and which mistake is told first.

local function gives(source, wanted)
  eq(assert(loadstring(source, "=t"))(), wanted)
end

local function refused(source, message)
  local program, got = loadstring(source, "=t")
  eq(program, nil)
  eq(got, message)
end

describe("labels of one name", function()
  it("the innermost block that has one wins, even if it comes later", function()
    gives("local n = 0 ::x:: n = n + 1 if n > 3 then return n end do goto x ::x:: return 'inner' end", "inner")
    gives("local n = 0 ::x:: n = n + 1 if n > 3 then return n end do do goto x end ::x:: return 'inner' end", "inner")
  end)

  it("a block does not see the labels of blocks in it", function()
    gives("local n = 0 do goto x do ::x:: n = 5 end n = 7 end ::x:: return n", 0)
    gives("local n = 0 do goto x end do ::x:: n = 1 end ::x:: return n", 0)
    refused("do goto x end do ::x:: end", "t:1: undefined label 'x'")
    refused("\ndo goto x do ::x:: end end return 1", "t:2: undefined label 'x'")
  end)

  it("an inner label goes before the outer one that came earlier", function()
    gives("local n = 0 ::x:: n = n + 1 if n > 30 then return n end do ::x:: n = n + 1 if n < 10 then goto x end end return n", 10)
  end)

  it("functions have their own", function()
    gives("::x:: local function f() ::x:: return 1 end return f()", 1)
    refused("::x:: local function f()\n goto x end", "t:2: undefined label 'x'")
    refused("for i = 1, 2 do local function f()\n goto c end ::c:: end", "t:2: undefined label 'c'")
  end)
end)

describe("mistakes", function()
  it("the one that comes first in the source is told", function()
    refused("function f() goto x end local = 3", "t:1: undefined label 'x'")
    refused("goto x local = 3", "t:1: '<name>' expected near '='")
    refused("goto x local a ::x:: print(a) local =", "t:1: <goto x> jumps into the scope of local 'a'")
    refused("do goto x end local a ::x:: print(a) local =", "t:1: <goto x> jumps into the scope of local 'a'")
    refused("goto x ::x:: ::x:: local =", "t:1: duplicate label 'x'")
    refused("\ngoto c\n goto d\n", "t:2: undefined label 'c'")
    refused("\ndo goto d end\n goto c\n", "t:2: undefined label 'd'")
    refused("local function f() break end local =", "t:1: no loop to break")
    refused("goto c\n break", "t:1: undefined label 'c'")
  end)

  it("a loop takes three locals of its own", function()
    local function after(count, rest)
      return ("local a "):rep(count) .. rest
    end
    gives(after(196, "for i = 1, 2 do end return 2"), 2)
    refused(after(197, "for i = 1, 2 do end"), "t:1: main function has more than 200 local variables")
    refused(after(196, "for i, j in pairs {} do end"), "t:1: main function has more than 200 local variables")
    refused(after(201, "local ="), "t:1: main function has more than 200 local variables")
    refused("local function f() " .. after(201, "end"), "t:1: function at line 1 has more than 200 local variables")
  end)

  it("too many targets are too many variable names", function()
    refused(("t.x,"):rep(250) .. "y = 1", "t:1: main function has more than 200 variable names")
  end)
end)
