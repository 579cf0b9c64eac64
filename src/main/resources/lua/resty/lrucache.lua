-- A cache that forgets what was not used for longest: a ring of nodes, the head before the youngest.
local now = ngx.now
local setmetatable, type = setmetatable, type

local M = { _VERSION = "0.13" }
local mt = { __index = M }

local function take_out(node)
  node.prev.next = node.next
  node.next.prev = node.prev
end

local function put_after(head, node)
  node.prev = head
  node.next = head.next
  head.next.prev = node
  head.next = node
end

function M.new(size)
  if type(size) ~= "number" or size < 1 then
    return nil, "size too small"
  end
  local head = {}
  head.prev, head.next = head, head
  return setmetatable({ nodes = {}, head = head, used = 0, size = size }, mt)
end

function M:count()
  return self.used
end

function M:capacity()
  return self.size
end

function M:get(key)
  local node = self.nodes[key]
  if not node then
    return nil
  end
  take_out(node)
  put_after(self.head, node)
  if node.expire and node.expire < now() then
    return nil, node.value, node.flags
  end
  return node.value, nil, node.flags
end

function M:delete(key)
  local node = self.nodes[key]
  if not node then
    return false
  end
  self.nodes[key] = nil
  take_out(node)
  self.used = self.used - 1
  return true
end

function M:set(key, value, ttl, flags)
  local node = self.nodes[key]
  if node then
    take_out(node)
  else
    if self.used >= self.size then
      node = self.head.prev
      take_out(node)
      self.nodes[node.key] = nil
    else
      node = {}
      self.used = self.used + 1
    end
    node.key = key
    self.nodes[key] = node
  end
  put_after(self.head, node)
  node.value = value
  node.expire = ttl and now() + ttl or nil
  node.flags = type(flags) == "number" and flags >= 0 and flags or 0
end

function M:get_keys(max_count, res)
  if not max_count or max_count <= 0 then
    max_count = self.used
  end
  res = res or {}
  local n, node = 0, self.head.next
  while node ~= self.head and n < max_count do
    n = n + 1
    res[n] = node.key
    node = node.next
  end
  res[n + 1] = nil
  return res
end

function M:flush_all()
  local head = self.head
  head.prev, head.next = head, head
  self.nodes = {}
  self.used = 0
end

return M
