-- Strings in the manner of another language; indices begin with 1. Lists that come out are plain tables.
local M = {}

local function need(n, value, kind)
  if type(value) ~= kind then
    error(("argument %d expected a '%s' got a '%s'"):format(n, kind, type(value)), 3)
  end
end

local function has_only(class)
  local pattern = "^" .. class .. "+$"
  return function(s)
    need(1, s, "string")
    return s:find(pattern) == 1
  end
end

M.isalpha = has_only("%a")
M.isdigit = has_only("%d")
M.isalnum = has_only("%w")
M.isspace = has_only("%s")

function M.islower(s)
  need(1, s, "string")
  return s:find("^[%l%s]+$") == 1
end

function M.isupper(s)
  need(1, s, "string")
  return s:find("^[%u%s]+$") == 1
end

local function any_edge(s, candidates, test)
  need(1, s, "string")
  if type(candidates) == "string" then
    return test(s, candidates)
  end
  need(2, candidates, "table")
  for _, each in ipairs(candidates) do
    if test(s, each) then
      return true
    end
  end
  return false
end

function M.startswith(s, prefix)
  return any_edge(s, prefix, function(text, edge)
    return text:sub(1, #edge) == edge
  end)
end

function M.endswith(s, suffix)
  return any_edge(s, suffix, function(text, edge)
    return #text >= #edge and text:sub(#text - #edge + 1) == edge
  end)
end

function M.join(s, list)
  need(1, s, "string")
  return table.concat(list, s)
end

function M.splitlines(s, keep_ends)
  need(1, s, "string")
  local lines, at = {}, 1
  while at <= #s do
    local from, to = s:find("[\r\n]", at)
    if not from then
      break
    end
    if s:sub(from, to + 1) == "\r\n" then
      to = to + 1
    end
    lines[#lines + 1] = s:sub(at, keep_ends and to or from - 1)
    at = to + 1
  end
  if at <= #s then
    lines[#lines + 1] = s:sub(at)
  end
  return lines
end

-- Without a separator: at white space, with nothing empty at the edges.
function M.split(s, separator, n)
  need(1, s, "string")
  local parts, at = {}, 1
  local plain = true
  if not separator then
    separator, plain = "%s+", false
    s = s:gsub("^%s+", "")
    if not n then
      s = s:gsub("%s+$", "")
    end
  end
  if separator == "" then
    return { s }
  end
  if s == "" then
    return {}
  end
  if s == separator then
    return { "" }
  end
  while not n or #parts < n - 1 do
    local from, to = s:find(separator, at, plain)
    if not from then
      break
    end
    parts[#parts + 1] = s:sub(at, from - 1)
    at = to + 1
  end
  parts[#parts + 1] = s:sub(at)
  return parts
end

function M.splitv(s, separator)
  return unpack(M.split(s, separator))
end

function M.expandtabs(s, size)
  need(1, s, "string")
  size = size or 8
  return (s:gsub("([^\t\r\n]*)\t", function(before)
    if size == 0 then
      return before
    end
    return before .. (" "):rep(size - #before % size)
  end))
end

local function bounds(s, first, last)
  local length = #s
  first, last = first or 1, last or length
  if first < 0 then
    first = length + first + 1
  end
  if last < 0 then
    last = length + last + 1
  end
  return math.max(first, 1), last
end

function M.lfind(s, sub, first, last)
  need(1, s, "string")
  need(2, sub, "string")
  first, last = bounds(s, first, last)
  local from, to = s:find(sub, first, true)
  if from and to <= last then
    return from
  end
  return nil
end

function M.rfind(s, sub, first, last)
  need(1, s, "string")
  need(2, sub, "string")
  first, last = bounds(s, first, last)
  for from = last - #sub + 1, first, -1 do
    if s:sub(from, from + #sub - 1) == sub then
      return from
    end
  end
  return nil
end

local function quote_pattern(text)
  return (text:gsub("[%-%.%+%[%]%(%)%$%^%%%?%*]", "%%%1"):gsub("%z", "%%z"))
end

function M.replace(s, old, new, n)
  need(1, s, "string")
  need(2, old, "string")
  need(3, new, "string")
  return (s:gsub(quote_pattern(old), (new:gsub("%%", "%%%%")), n))
end

function M.count(s, sub, allow_overlap)
  need(1, s, "string")
  if sub == "" then
    return #s
  end
  local found, at = 0, 1
  while true do
    local from, to = s:find(sub, at, true)
    if not from then
      return found
    end
    found = found + 1
    at = allow_overlap and from + 1 or to + 1
  end
end

local function padding(s, w, ch)
  return w > #s and (ch or " "):rep(w - #s) or ""
end

function M.ljust(s, w, ch)
  need(1, s, "string")
  need(2, w, "number")
  return s .. padding(s, w, ch)
end

function M.rjust(s, w, ch)
  need(1, s, "string")
  need(2, w, "number")
  return padding(s, w, ch) .. s
end

function M.center(s, w, ch)
  need(1, s, "string")
  need(2, w, "number")
  if w <= #s then
    return s
  end
  local left = math.floor((w - #s) / 2)
  ch = ch or " "
  return ch:rep(left) .. s .. ch:rep(w - #s - left)
end

local function trim(s, chars, left, right)
  need(1, s, "string")
  local set = chars and "[" .. chars:gsub("[%]%%%-%^]", "%%%1") .. "]" or "%s"
  local from, to = 1, #s
  if left then
    while from <= to and s:find(set, from) == from do
      from = from + 1
    end
  end
  if right then
    while to >= from and s:find(set, to) == to do
      to = to - 1
    end
  end
  return s:sub(from, to)
end

function M.lstrip(s, chars)
  return trim(s, chars, true, false)
end

function M.rstrip(s, chars)
  return trim(s, chars, false, true)
end

function M.strip(s, chars)
  return trim(s, chars, true, true)
end

function M.partition(s, ch)
  need(1, s, "string")
  need(2, ch, "string")
  local at = M.lfind(s, ch)
  if not at then
    return s, "", ""
  end
  return s:sub(1, at - 1), ch, s:sub(at + #ch)
end

function M.rpartition(s, ch)
  need(1, s, "string")
  need(2, ch, "string")
  local at = M.rfind(s, ch)
  if not at then
    return "", "", s
  end
  return s:sub(1, at - 1), ch, s:sub(at + #ch)
end

function M.at(s, idx)
  need(1, s, "string")
  need(2, idx, "number")
  return s:sub(idx, idx)
end

function M.lines(s)
  need(1, s, "string")
  if s:sub(-1) ~= "\n" then
    s = s .. "\n"
  end
  return s:gmatch("([^\n]*)\n")
end

function M.title(s)
  need(1, s, "string")
  return (s:gsub("(%S)(%S*)", function(first, rest)
    return first:upper() .. rest:lower()
  end))
end
M.capitalize = M.title

function M.shorten(s, w, tail)
  need(1, s, "string")
  local dots = "..."
  if #s <= w then
    return s
  end
  if w < #dots then
    return dots:sub(1, w)
  end
  if tail then
    return dots .. s:sub(#s - w + #dots + 1)
  end
  return s:sub(1, w - #dots) .. dots
end

function M.indent(s, n, ch)
  need(1, s, "string")
  need(2, n, "number")
  local lines = M.splitlines(s)
  local before = (ch or " "):rep(n)
  for i, line in ipairs(lines) do
    lines[i] = before .. line
  end
  return table.concat(lines, "\n") .. "\n"
end

function M.dedent(s)
  need(1, s, "string")
  local lines = M.splitlines(s)
  local common
  for _, line in ipairs(lines) do
    local blank = line:match("^(%s*)%S")
    if blank and (not common or #blank < common) then
      common = #blank
    end
  end
  for i, line in ipairs(lines) do
    lines[i] = line:sub((common or 0) + 1)
  end
  return table.concat(lines, "\n") .. "\n"
end

function M.wrap(s, width)
  need(1, s, "string")
  width = width or 70
  local lines, line = {}, nil
  for word in s:gmatch("%S+") do
    if line and #line + 1 + #word <= width then
      line = line .. " " .. word
    else
      if line then
        lines[#lines + 1] = line
      end
      line = word
    end
  end
  lines[#lines + 1] = line
  return lines
end

function M.fill(s, width)
  return table.concat(M.wrap(s, width), "\n") .. "\n"
end

function M.quote_string(s)
  need(1, s, "string")
  if s:find("[\n\"]") then
    return ("%q"):format(s):gsub("\\\n", "\\n"), nil
  end
  return '"' .. s .. '"'
end

return M
