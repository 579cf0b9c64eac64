local t, n = {}, nil
local function P(f, ...) print(select(2, pcall(f, ...))) end
P(function()
  local x = 1 +
    n
end)
P(function()
  local x = n
    + 1
end)
P(function()
  return t.a
    .b
    .c
end)
P(function()
  t.foo(
    1,
    2
  )
end)
P(function()
  t
  .foo(
    1
  )
end)
P(function()
  local s = "a" ..
    "b" ..
    n ..
    "c"
end)
P(function()
  t:bar(
  1)
end)
P(function()
  t.x.y = 
    1
end)
P(function()
  if n
    < 1
  then
  end
end)
P(function()
  for i = 1,
    n
  do
  end
end)
P(function()
  for k in
    n
  do
  end
end)
P(function()
  local a = {
    x = n.z,
    y = 2,
  }
end)
P(function()
  local a = {
    x = 1,
    [n] = 2,
  }
end)
P(function()
  error(
    "multi"
  )
end)
P(function()
  local v = math.floor(
    n
  )
end)
P(function()
  return -
    n
end)
P(function()
  while n.x do
  end
end)
P(function()
  repeat
  until n.x
end)
P(function()
  local f = function() return n.q end
  local z = f()
    + 1
end)
P(function(a, b)
  return a and b.
  c.d
end, 1, {})
P(function() t[nil]
   = 1 end)
P(function()
  n()
end)
P(function()
  local q = #
  n
end)
P(function()
  t.a, t.b.c = 1,
   2
end)
