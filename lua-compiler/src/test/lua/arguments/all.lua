-- Calls every function of the library with too few and with wrong arguments, and prints what each says. Run it on any Lua.

local left_out = {
  -- They do something to the machine, wait for somebody, or tell of the time or of chance.
  "_G.collectgarbage", "_G.print", "_G.dofile", "_G.gcinfo", "debug.debug", "debug.sethook", "debug.setmetatable",
  "io.close", "io.flush", "io.input", "io.lines", "io.output", "io.popen", "io.read", "io.tmpfile", "io.write",
  "math.random", "math.randomseed", "os.clock", "os.date", "os.execute", "os.exit", "os.remove", "os.rename", "os.time",
  "os.tmpname", "coroutine.yield",
  -- These differ, as LuaJIT is built with 5.2's or not.
  "_G.rawlen", "coroutine.running", "table.pack", "table.unpack",
  -- LuaJIT has written these in Lua, and their errors come from inside; ours say which argument is wrong.
  "math.deg", "math.rad",
  -- LuaJIT looks at what else it gets only once it has done its work.
  "_G.loadfile", "_G.module",
  -- Its form is our own.
  "string.dump",
}
for _, name in ipairs(left_out) do
  left_out[name] = true
end

local values = {
  {""}, {"nil", n=1}, {"nil,nil", n=2}, {"1", 1}, {"'a'", "a"}, {"{}", {}}, {"true", true}, {"f", function() end}, 
  {"1,nil", 1, nil, n=2}, {"'a',nil", "a", nil, n=2}, {"'a','b'", "a", "b"}, {"'a',1", "a", 1}, {"'a',{}", "a", {}}, {"{},nil", {}, nil, n=2}, {"{},1", {}, 1}, {"{},'a'", {}, "a"}, {"{},{}", {}, {}}, {"1,2",1,2},{"1,'x'",1,'x'},{"1,{}",1,{}},
  {"'a','b',nil", "a","b",nil,n=3}, {"'a','b',{}", "a","b",{}}, {"'a','b',true", "a","b",true}, {"{},1,nil",{},1,nil,n=3}, {"{},'a',1",{},"a",1}, {"{},{},{}",{},{},{}}, {"f,1", function() end, 1}, {"1,2,{}",1,2,{}}, {"1,2,nil",1,2,nil,n=3}, {"'a',1,{}", "a",1,{}}, {"{},'',1,{}", {}, "", 1, {}}, {"'a','b','c',{}","a","b","c",{}},{"{},'',{}",{},"",{}}, {"{1},',','x'",{1},",","x"},
  {"true,1",true,1}, {"'1e1'", "1e1"}, {"'0x10',16", "0x10",16}, {"'z',37","z",37}, {"-1",-1},
}

local function clean(value)
  return (tostring(value):match("[^\n]*"):gsub("0x%x+", "0x"):gsub("builtin#%d+", "builtin"))
end

for _, lib in ipairs { "_G", "string", "table", "math", "bit", "os", "io", "coroutine", "debug" } do
  local names = {}
  for name, value in pairs(_G[lib]) do
    if type(value) == "function" and not left_out[lib .. "." .. name] then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local f = _G[lib][name]
    for _, value in ipairs(values) do
      local count = value.n or #value - 1
      local ok, got = pcall(function()
        local first = f(unpack(value, 2, count + 1))
        return first
      end)
      local plain = type(got) == "nil" or type(got) == "boolean" or type(got) == "number" or type(got) == "string"
      print(lib .. "." .. name .. "(" .. value[1] .. ")\t" .. (ok and "gives " or "says ") .. (plain and clean(got) or type(got)))
    end
  end
end
