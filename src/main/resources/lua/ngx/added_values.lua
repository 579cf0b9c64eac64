-- The values that a header has, or none, and one or several more behind them.
return function(present, more)
  local all = {}
  for _, given in ipairs({ present or {}, more }) do
    for _, value in ipairs(type(given) == "table" and given or { given }) do
      all[#all + 1] = tostring(value)
    end
  end
  return all
end
