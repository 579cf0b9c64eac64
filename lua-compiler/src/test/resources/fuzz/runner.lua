-- Runs one program in an environment of its own and answers what it printed and how it ended. The same file runs on
-- both sides of a comparison.
-- Fewer than coroutines may nest: LuaJIT nests them until it crashes.
local FUEL = 950

local function shown(value, depth)
  local kind = type(value)
  if kind == "string" then return value end
  if kind == "table" then
    if depth > 2 then return "{...}" end
    local keys = {}
    for key in next, value do
      local of = type(key)
      if of == "number" or of == "string" or of == "boolean" then keys[#keys + 1] = key end
    end
    table.sort(keys, function(a, b)
      if type(a) ~= type(b) then return type(a) < type(b) end
      if type(a) == "boolean" then return a and not b end
      return a < b
    end)
    local out = {}
    for i, key in ipairs(keys) do out[i] = tostring(key) .. "=" .. shown(rawget(value, key), depth + 1) end
    return "{" .. table.concat(out, " ") .. "}"
  end
  if kind == "number" or kind == "boolean" or kind == "nil" then return tostring(value) end
  return kind
end

local function hasTostring(value)
  local metatable = getmetatable(value)
  return type(metatable) == "table" and rawget(metatable, "__tostring") ~= nil
end

local function run(source)
  local out, size = {}, 0
  local function say(...)
    local parts = {}
    for i = 1, select("#", ...) do parts[i] = shown((select(i, ...)), 0) end
    local line = table.concat(parts, "\t")
    size = size + #line
    if size < 50000 then out[#out + 1] = line end
  end
  local left = FUEL
  local env = {}
  for name, value in pairs(_G) do env[name] = value end
  env._G = env
  env.print = say
  -- Without addresses, which a program could take apart.
  function env.tostring(...)
    local value = ...
    local kind = type(value)
    if kind == "function" or kind == "thread" then return kind end
    if kind == "table" and not hasTostring(value) then return "a table" end
    return tostring(...)
  end
  -- Ends what would run too long, after the same number of turns everywhere.
  function env.tick()
    left = left - 1
    if left < 0 then error("out of fuel", 0) end
  end
  -- The keys of a table in an order that both sides agree on.
  function env.sorted(t)
    local keys = {}
    for key in next, t do if type(key) == "string" or type(key) == "number" then keys[#keys + 1] = key end end
    table.sort(keys, function(a, b)
      if type(a) ~= type(b) then return type(a) == "number" end
      return a < b
    end)
    return keys
  end
  local chunk, problem = loadstring(source, "=t")
  if not chunk then return "does not compile: " .. problem end
  setfenv(chunk, env)
  say("ends", pcall(chunk))
  return table.concat(out, "\n")
end

-- What is wrong with a source.
local function check(source)
  local chunk, problem = loadstring(source, "=t")
  return chunk and "compiles" or problem
end

local answers = { serve = run, check = check }
local answer = answers[...]
if answer then
  -- Sources come on standard input, each after a line with its length; answers go back in the same way.
  while true do
    local length = io.read("*l")
    if not length then break end
    local text = answer(length == "0" and "" or io.read(tonumber(length)))
    io.write(#text, "\n", text)
    io.flush()
  end
end
return run
