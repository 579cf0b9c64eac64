-- A small describe/it. Run a spec on a real LuaJIT with: luajit harness.lua library/string_spec.lua …
-- Under the project's own test runner the same file only collects: it returns the list of cases.

local cases = {}
local names = {}
local needs = nil

local compat52 = #setmetatable({}, { __len = function() return 7 end }) == 7
local ours = rawget(_G, "moongate") ~= nil
local available = { ["5.2"] = compat52, moongate = ours }

-- describe(name, body) or describe(name, dialect, body): cases of a dialect run only where it is spoken.
function describe(name, dialect, body)
  if not body then dialect, body = nil, dialect end
  local outer = needs
  names[#names + 1] = name
  needs = dialect or needs
  body()
  needs = outer
  names[#names] = nil
end

function it(name, body)
  local path = {}
  for i = 1, #names do path[i] = names[i] end
  path[#path + 1] = name
  cases[#cases + 1] = { name = table.concat(path, " / "), body = body, skip = needs ~= nil and not available[needs] }
end

local function show(value)
  if type(value) == "string" then return (string.format("%q", value):gsub("\n", "n")) end
  return tostring(value)
end

local function same(a, b)
  return a == b or (a ~= a and b ~= b)
end

function eq(got, wanted)
  if not same(got, wanted) then error("got " .. show(got) .. ", wanted " .. show(wanted), 2) end
end

local function list(count, values)
  local out = {}
  for i = 1, count do out[i] = show(values[i]) end
  return count .. " values (" .. table.concat(out, ", ") .. ")"
end

local function compare(count, got, wantedCount, wanted, level)
  local ok = count == wantedCount
  for i = 1, count do ok = ok and same(got[i], wanted[i]) end
  if not ok then error("got " .. list(count, got) .. ", wanted " .. list(wantedCount, wanted), level + 1) end
end

local function pack(...) return select("#", ...), { ... } end

local function compile(code)
  local chunk, problem = loadstring(code, "=t")
  if not chunk then error("does not compile: " .. problem, 3) end
  return chunk
end

-- A case: this code returns exactly these values.
function gives(code, ...)
  local wantedCount, wanted = pack(...)
  it(code, function()
    local count, got = pack(compile(code)())
    compare(count, got, wantedCount, wanted, 1)
  end)
end

-- A case: this code raises this error, place included (its chunk is called t).
function raises(code, message)
  it(code, function()
    local ok, got = pcall(compile(code))
    if ok then error("raised nothing") end
    eq(got, message)
  end)
end

-- A case: this code is refused by the compiler with this message.
function refused(code, message)
  it(code, function()
    local chunk, got = loadstring(code, "=t")
    eq(chunk, nil)
    eq(got, message)
  end)
end

-- Within a case: this function fails with this error.
function fails(message, f, ...)
  local ok, got = pcall(f, ...)
  if ok then error("raised nothing", 2) end
  if not same(got, message) then error("raised " .. show(got) .. ", wanted " .. show(message), 2) end
end

if ours then return cases end

local files = { ... }
for i = 1, #files do dofile(files[i]) end
local failed, skipped = 0, 0
for i = 1, #cases do
  local case = cases[i]
  if case.skip then
    skipped = skipped + 1
  else
    local ok, problem = pcall(case.body)
    if not ok then
      failed = failed + 1
      print("FAILED " .. case.name .. "\n       " .. tostring(problem))
    end
  end
end
print(#cases .. " cases, " .. failed .. " failed, " .. skipped .. " skipped")
os.exit(failed == 0 and 0 or 1)
