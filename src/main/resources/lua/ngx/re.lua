-- Splitting by regular expressions, on ngx.re.find.
local find, match = ngx.re.find, ngx.re.match
local sub, tostring, type = string.sub, tostring, type

local M = { version = "0.1.27" }

-- Options of the regex engine do not apply here; a bad one is still an error.
function M.opt(option)
  if option ~= "jit_stack_size" then
    error("unrecognized option name: \"" .. tostring(option) .. "\"", 2)
  end
end

local function next_piece(subject, regex, options, from)
  local ctx = { pos = from }
  local caps, err = match(subject, regex, options, ctx)
  if err then
    return nil, nil, nil, err
  end
  if not caps then
    return nil
  end
  local whole = caps[0]
  local stop = ctx.pos - 1
  return caps, stop - #whole + 1, stop
end

function M.split(subject, regex, options, ctx, max, res)
  subject, regex = tostring(subject), tostring(regex)
  options = options or ""
  max = max or 0
  if not res then
    res = {}
  end
  local n = 0
  local function add(piece)
    n = n + 1
    res[n] = piece
  end
  local from = type(ctx) == "table" and ctx.pos or 1
  local length = #subject
  if from > length then
    res[1] = nil
    return res
  end

  if regex == "" then
    while from <= length and not (max > 0 and n >= max - 1) do
      add(sub(subject, from, from))
      from = from + 1
    end
    if from <= length then
      add(sub(subject, from))
    end
    res[n + 1] = nil
    return res
  end

  local search = from
  local pieces = 0
  while not (max > 0 and pieces >= max - 1) do
    local caps, start, stop, err = next_piece(subject, regex, options, search)
    if err then
      return nil, err
    end
    if not caps or start > length then
      break
    end
    if stop < start then
      -- An empty separator parts between characters, never at the edges.
      if start == from then
        search = search + 1
        if search > length then
          break
        end
        local again, s2, e2 = next_piece(subject, regex, options, search)
        if not again then
          break
        end
        caps, start, stop = again, s2, e2
        if start > length then
          break
        end
      end
    end
    add(sub(subject, from, start - 1))
    pieces = pieces + 1
    -- The first capture of the separator becomes a piece of its own.
    if caps[1] then
      add(caps[1])
    end
    from = stop + 1
    search = from
  end
  add(sub(subject, from))
  -- Empty pieces at the end are dropped unless a number of pieces was asked for.
  if max <= 0 then
    while n > 0 and res[n] == "" do
      res[n] = nil
      n = n - 1
    end
  end
  res[n + 1] = nil
  return res
end

return M
