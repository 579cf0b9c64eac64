-- Kinds of programs that can grow without end. Each makes a program of a size, and says what that program returns.
-- Called with the sizes to try, it compiles and runs all and prints what came of each, on any Lua.

local kinds = {}

local function rep(n, f)
  local parts = {}
  for i = 1, n do parts[i] = f(i) end
  return table.concat(parts)
end

local function list(n, f)
  local parts = {}
  for i = 1, n do parts[i] = f(i) end
  return table.concat(parts, ",")
end

-- Jumps.

function kinds.gotos(n)
  return "local i = 0 goto s1 " .. rep(n, function(i)
    return "::s" .. i .. ":: i = i + 1 goto s" .. (i + 1) .. " "
  end) .. "::s" .. (n + 1) .. ":: do return i end", n
end

function kinds.gotos_backwards(n)
  return "local i = 0 goto s" .. n .. " ::s0:: do return i end " .. rep(n, function(i)
    return "::s" .. i .. ":: i = i + 1 goto s" .. (i - 1) .. " "
  end), n
end

function kinds.gotos_everywhere(n)
  local steps, at = 0, 1
  for _ = 1, n do
    steps = steps + at
    at = (at * 7919 + steps % 3) % n + 1
  end
  return "local left, steps = " .. n .. ", 0 goto s1 " .. rep(n, function(i)
    return "::s" .. i .. ":: steps = steps + " .. i .. " left = left - 1 if left == 0 then goto done end do local r = steps % 3 "
      .. rep(3, function(r) return "if r == " .. (r - 1) .. " then goto s" .. ((i * 7919 + r - 1) % n + 1) .. " end " end)
      .. "end "
  end) .. "::done:: return steps", steps
end

function kinds.labels_in_blocks(n)
  return "local c = 0 for i = 1, 2 do " .. rep(n, function(i)
    return "do if c < 0 then goto c" .. i .. " end c = c + 1 ::c" .. i .. ":: end "
  end) .. " end return c", 2 * n
end

function kinds.continues_and_breaks(n)
  return "local c = 0 for i = 1, 9 do " .. rep(n, function(i)
    return "if i == 2 then goto continue end if i > 3 then break end c = c + 1 "
  end) .. " ::continue:: end return c", 2 * n
end

function kinds.loops(n)
  return "local c = 0 " .. rep(n, function()
    return "while true do c = c + 1 if c % 2 == 0 then break end end "
  end) .. " return c", 2 * n
end

function kinds.blocks(n)
  return ("do "):rep(n) .. "x = 1 " .. ("end "):rep(n) .. " return x", 1
end

-- Choices.

function kinds.elseifs(n)
  return "local x = " .. n .. " if x == 0 then return 0 " .. rep(n, function(i)
    return "elseif x == " .. i .. " then return " .. i .. " "
  end) .. "end", n
end

function kinds.large_elseifs(n)
  return "local x, y = " .. (n - 1) .. " if x == 0 then return 0 " .. rep(n - 2, function(i)
    return "elseif x == " .. i .. " then local z = x y = {z, z + 1} while true do break end y[3] = #y return y[3] "
  end) .. "else y = {x} end return y[1]", n - 1
end

function kinds.nested_elses(n)
  return "local x = " .. n .. rep(n, function(i)
    return " if x == " .. i .. " then return x * 2 else"
  end) .. " local y = 1" .. (" end"):rep(n), 2 * n
end

function kinds.comparisons(n)
  return "local x, c = 5, 0 " .. rep(n, function(i)
    return "if x == " .. i .. " then c = c + 1 end "
  end) .. " return c", 1
end

function kinds.comparisons_as_values(n)
  return "local x, t = 5, {} " .. rep(n, function(i)
    return "t[" .. i .. "] = x == " .. i .. " "
  end) .. " return #t", n
end

-- Expressions.

function kinds.methods(n)
  return "local o = {n = 0} function o:b(k) self.n = self.n + (k or 1) return self end return o" .. (":b():b(2)"):rep(n) .. ".n", 3 * n
end

function kinds.methods_at_the_end(n)
  return "local o = {n = 0} function o:b() self.n = self.n + 1 return self, self.n end "
    .. "local t = {o" .. (":b()"):rep(n) .. "} return t[2] + select('#', o" .. (":b()"):rep(n) .. ")", n + 2
end

function kinds.methods_in_tail_position(n)
  return "local o = {n = 0} function o:b() self.n = self.n + 1 return self, self.n end "
    .. "local function last() return o" .. (":b()"):rep(n) .. " end return (select(2, last()))", n
end

function kinds.calls(n)
  return "local k = 0 local function f() k = k + 1 return f end f" .. ("()"):rep(n) .. " return k", n
end

function kinds.additions(n)
  return "local x = ... x = x or 1 return x" .. (" + 1"):rep(n), n + 1
end

function kinds.additions_of_numbers(n)
  return "local x = 1 local y = x" .. (" + 1"):rep(n) .. " return y * 2", 2 * n + 2
end

function kinds.additions_of_globals(n)
  return "y = 1 return y" .. (" + y - 0"):rep(n), n + 1
end

function kinds.mixed_operators(n)
  return "local x, t = 2, {k = 3} return x" .. rep(n, function(i)
    return i % 2 == 0 and " - x * t.k" or " + t.k * x"
  end), n % 2 == 0 and 2 or 8
end

function kinds.powers(n)
  return "local x = 1 return x" .. ("^x"):rep(n), 1
end

function kinds.indexes(n)
  return "local a = {} a.b = a a.c = 4 return a" .. (".b"):rep(n) .. ".c", 4
end

function kinds.indexes_in_a_target(n)
  return "local a, b = {} a.b = a a" .. (".b"):rep(n) .. ".c, b = 4, a" .. (".b"):rep(n) .. " return b.c", 4
end

function kinds.ands(n)
  return "local x = 1 return x" .. (" and x"):rep(n), 1
end

function kinds.ors(n)
  return "local x = false return x" .. (" or x"):rep(n) .. " or 5", 5
end

function kinds.a_condition_of_ands(n)
  return "local x = 1 if x" .. (" and x == 1"):rep(n) .. " then return 3 end", 3
end

function kinds.a_condition_of_both(n)
  return "local x, c = 1, 0 local function f() c = c + 1 return false end while f()" .. rep(n, function(i)
    return i % 2 == 0 and " or f()" or " and x"
  end) .. " do return 3 end return c", 1 + (n - n % 2) / 2
end

function kinds.chained_comparisons(n)
  return "local x = 1 return tostring(x == 1" .. (" == true"):rep(n) .. ")", "true"
end

function kinds.concatenations(n)
  return "local x = 'a' return #(x" .. (" .. x"):rep(n) .. ")", n + 1
end

function kinds.concatenations_of_sums(n)
  return "local x = 1 return #(x" .. rep(n, function() return " .. (x" .. ("*x"):rep(100) .. ")" end) .. ")", n + 1
end

function kinds.captured_in_a_sum(n)
  return "local x = 1 local function f() x = x + 1 return 1 end return x" .. (" + f()"):rep(n) .. " + x", 2 * n + 3
end

function kinds.parentheses(n)
  return "return " .. ("("):rep(n) .. "1" .. (")"):rep(n), 1
end

function kinds.nots(n)
  return "return " .. ("not "):rep(n) .. "nil == " .. tostring(n % 2 == 1) .. " and 1", 1
end

-- Lists.

function kinds.arguments(n)
  return "return select('#'," .. list(n, tostring) .. ")", n
end

function kinds.arguments_of_sums(n)
  return "local x = 1 return select('#'," .. list(n, function() return "x" .. (" + x"):rep(20) end) .. ")", n
end

function kinds.results(n)
  return "return select('#', (function() return " .. list(n, tostring) .. " end)())", n
end

function kinds.locals(n)
  return "local " .. list(n, function(i) return "a" .. i end) .. " = " .. list(n, tostring) .. " return a" .. n, n
end

function kinds.targets(n)
  return "local t = {} " .. list(n, function(i) return "t[" .. i .. "]" end) .. " = " .. list(n, tostring) .. " return #t", n
end

function kinds.a_constructor(n)
  return "local t = {" .. list(n, tostring) .. "} return #t", n
end

function kinds.a_constructor_of_all(n)
  return "local x = 1 local t = {" .. list(n, function(i)
    return i % 50 == 0 and "{f = function() return x end}" or "{x, y = {x + " .. i .. ", 'k" .. i .. "'}, k" .. i .. " = x}"
  end) .. "} return #t + t[" .. n .. " - 1].y[1]", 2 * n
end

function kinds.nested_constructors(n)
  return "local t = " .. ("{"):rep(n) .. ("}"):rep(n) .. " return #t", n > 1 and 1 or 0
end

function kinds.large_constructors_in_constructors(n)
  return "local t = {" .. list(10, function()
    return "{" .. list(n / 10, function(i) return "{" .. i .. "}" end) .. "}"
  end) .. "} return t[10][" .. n / 10 .. "][1]", n / 10
end

-- Constants and functions.

function kinds.strings(n)
  return "local t = {} " .. rep(n, function(i) return "t.k" .. i .. " = 'v" .. i .. "' " end) .. " return t.k" .. n, "v" .. n
end

function kinds.numbers(n)
  return "local x = 0 " .. rep(n, function(i) return "x = x + " .. i .. ".25 " end) .. " return x", n * (n + 1) / 2 + n / 4
end

function kinds.boxed_numbers(n)
  return "local t = {} " .. rep(n, function(i) return "t[1] = " .. i .. ".25 " end) .. " return t[1]", n + 0.25
end

function kinds.functions(n)
  return "local t = {} " .. rep(n / 4, function(i)
    return "function t.f" .. i .. "() return " .. i .. " end "
  end) .. " return t.f" .. n / 4 .. "()", n / 4
end

function kinds.nested_functions(n)
  return ("return (function() "):rep(n) .. "return 7 " .. (" end)()"):rep(n), 7
end

function kinds.locals_and_upvalues(n)
  local upvalues = list(60, function(i) return "u" .. i end)
  local sum = "0" .. rep(60, function(i) return " + u" .. i end)
  return "local " .. upvalues .. " = " .. list(60, tostring) .. " local function f() local " .. list(199, function(i)
    return "a" .. i
  end) .. " = " .. list(199, tostring) .. " local r = 0 " .. rep(n, function(i)
    return "a" .. (i % 199 + 1) .. " = a" .. (i * 7 % 199 + 1) .. " u" .. (i % 60 + 1) .. " = u" .. (i % 60 + 1) .. " + 1 "
  end) .. "return " .. sum .. " end return f()", 1830 + n
end

if not ... then
  return kinds
end
local names = {}
for name in pairs(kinds) do
  names[#names + 1] = name
end
table.sort(names)
for _, name in ipairs(names) do
  for _, size in ipairs {...} do
    local source, expected = kinds[name](tonumber(size))
    local program, refusal = loadstring(source, "=t")
    local ok, result = true, refusal
    if program then
      ok, result = pcall(program)
    end
    local outcome = not program and "refused" or ok and result == expected and "right" or "wrong"
    print(name .. " " .. size .. "\t" .. outcome .. "\t" .. tostring(result):sub(1, 150))
  end
end
