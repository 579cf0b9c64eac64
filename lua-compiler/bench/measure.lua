-- <lua> measure.lua FILE WARMUP SAMPLES: runs a benchmark program until so many seconds of processor time have passed,
-- then takes samples of at least a fifth of a second and prints the median of a run in milliseconds, and its checksum.
-- The clock is os.clock, the processor time of the whole process, which a busy machine does not falsify.
local file, warmup, samples = ...
warmup, samples = tonumber(warmup), tonumber(samples)
local clock = os.clock
local bench = assert(loadfile(file))()
local run, n = bench.run, bench.n

local sum
local begun, runs = clock(), 0
repeat
  sum = run(n)
  runs = runs + 1
until clock() - begun >= warmup and runs >= 3

begun, runs = clock(), 0
repeat
  run(n)
  runs = runs + 1
until clock() - begun >= 0.2

local times = {}
for i = 1, samples do
  local from = clock()
  for _ = 1, runs do run(n) end
  times[i] = (clock() - from) / runs
end
table.sort(times)
print(string.format("%.3f %s", times[(samples + 1) / 2] * 1000, tostring(sum)))
