-- Random programs full of labels, jumps, loops and closures that see each turn's variables. Prints what each returns; the
-- arguments are the first and the last seed.
local from, to = ...
for s = from, to do
local once = 0
local function acc_once() once = once + 1 return once % 8 == 0 end
local seed = tonumber(s)
local function rnd(n) seed = (seed * 1103515245 + 12345) % 2147483648 return math.floor(seed / 65536) % n + 1 end
local out = {}
local function emit(s) out[#out + 1] = s end
local labelno = 0
local function block(depth, outer)
  local own = {}
  local n = rnd(4) + 1
  for i = 1, n do labelno = labelno + 1 own[i] = "L" .. labelno end
  local all = {} for _, l in ipairs(outer) do all[#all+1] = l end for _, l in ipairs(own) do all[#all+1] = l end
  for i = 1, n do
    emit("::" .. own[i] .. "::")
    emit("fuel = fuel - 1 if fuel < 0 then return log() end acc = (acc * 31 + " .. labelno + i .. ") % 1000003")
    for _ = 1, rnd(3) do
      local k = rnd(9)
      if k == 1 and depth < 3 and #out < 500 then emit("do local x" .. depth .. " = acc fs[#fs+1] = function() x" .. depth .. " = x" .. depth .. " + 1 return x" .. depth .. " end") block(depth + 1, all) emit("end")
      elseif k == 2 and depth < 3 and #out < 500 then emit("for i = 1, 3 do local y = i fs[#fs+1] = function() return y + i end") block(depth + 1, all) emit("if acc % 5 == 0 then break end end")
      elseif k == 3 and depth < 3 and #out < 500 then emit("while acc % 3 ~= 0 do acc = acc + 1 ") block(depth + 1, all) emit("if acc % 7 == 0 then break end end")
      elseif k == 4 and depth < 3 and #out < 500 then emit("repeat local z = acc ") block(depth + 1, all) emit("until z % 2 == 0 or fuel < 5")
      elseif k == 5 and depth < 3 and #out < 500 then emit("if acc % 4 == 1 then") block(depth + 1, all) emit("elseif acc % 4 == 2 then") block(depth + 1, all) emit("else") block(depth + 1, all) emit("end")
      elseif k == 6 and acc_once() then emit("if acc % 11 == " .. rnd(11) - 1 .. " then return log() end")
      elseif k == 7 then emit("fs[#fs + 1] = function() acc = (acc + 1) % 1000003 return acc end")
      else emit("if acc % " .. rnd(5) + 1 .. " == 0 then goto " .. all[rnd(#all)] .. " end") end
    end
  end
end
emit("local fuel, acc, fs = 3000, " .. rnd(100) .. ", {} local function log() local s = 0 for i = 1, #fs do s = (s * 7 + fs[i]() + fs[i]()) % 1000003 end return acc .. ' ' .. fuel .. ' ' .. #fs .. ' ' .. s end")
block(0, {})
emit("do return log() end")
local src = table.concat(out, "\n")
local f, e = loadstring(src, "=t")
if not f then print(s .. "\t" .. e) else local ok, r = pcall(f) print(s .. "\t" .. tostring(r)) end
end
