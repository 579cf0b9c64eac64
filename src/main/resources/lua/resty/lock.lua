-- Locks between workers on a shared dictionary. Who waits sleeps, and lets others run.
local M = { _VERSION = "0.09" }
local mt = { __index = M }

function M.new(_, dict_name, opts)
  local dict = dict_name
  if type(dict_name) == "string" then
    dict = ngx.shared[dict_name]
  end
  if not dict then
    return nil, "dictionary not found"
  end
  opts = opts or {}
  local exptime = opts.exptime or 30
  local timeout = opts.timeout or 5
  if timeout > exptime then
    timeout = exptime
  end
  return setmetatable({
    dict = dict,
    exptime = exptime,
    timeout = timeout,
    step = opts.step or 0.001,
    ratio = opts.ratio or 2,
    max_step = opts.max_step or 0.5,
  }, mt)
end

function M:lock(key)
  if not key then
    return nil, "nil key"
  end
  if self.key then
    return nil, "locked"
  end
  local step, waited = self.step, 0
  while true do
    local ok, err = self.dict:add(key, true, self.exptime)
    if ok then
      self.key = key
      return waited
    end
    if err ~= "exists" then
      return nil, err
    end
    if waited >= self.timeout then
      return nil, "timeout"
    end
    if step > self.timeout - waited then
      step = self.timeout - waited
    end
    if step <= 0 then
      return nil, "timeout"
    end
    ngx.sleep(step)
    waited = waited + step
    step = math.min(step * self.ratio, self.max_step)
  end
end

function M:unlock()
  local key = self.key
  if not key then
    return nil, "unlocked"
  end
  self.key = nil
  local ok, err = self.dict:delete(key)
  if ok == nil and err then
    return nil, err
  end
  return 1
end

function M:expire(time)
  if not self.key then
    return nil, "unlocked"
  end
  local ok, err = self.dict:replace(self.key, true, time or self.exptime)
  if not ok then
    return nil, err
  end
  return true
end

return M
