package io.moongate.lua.lib;

import io.moongate.lua.op.Call;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs, once in a process, a script in which most things go wrong. What raises and catches errors is linked by the JVM
 * at its first use; were that when the stack is nearly full, linking would fail, and the JVM never tries again.
 */
final class Rehearsal {
    private static final AtomicBoolean DONE = new AtomicBoolean();

    static final String SCRIPT = """
            local up, t, o = nil, {}, setmetatable({}, {})
            local function fails(f, ...) pcall(f, ...) xpcall(f, debug.traceback, ...) end
            local wrong = {
              function() local x return x.y end, function() return up.x end, function() return t.x.y end,
              function() return none.x end, function() t.x.y = 1 end, function() t[nil] = 1 end, function() none() end,
              function() t.x() end, function() t:x() end, function() up() end, function() return t + 1 end,
              function() return 1 + up end, function() return t.x * 2 end, function() return -t end,
              function() return #up end, function() return t .. 'x' end, function() return 'x' .. up .. 'y' end,
              function() return t < t end, function() return 1 < 'x' end, function() return up <= 1 end,
              function() for i = 'x', 2 do end end, function() for _ in up do end end, function() error('x') end,
              function() error('x', 2) end, function() error(t) end, function() error() end, function() assert(false) end,
              function() assert(nil, 'x') end, function() return math.floor('x') end, function() ('x'):rep({}) end,
              function() string.format('%d', 'x') end, function() ('x'):find('[') end, function() setmetatable(1, 2) end,
              function() table.concat({{}}) end, function() table.sort({1, 'x', 2}) end, function() select(0) end,
              function() unpack({}, 1, 1e8) end, function() next({}, 1) end, function() coroutine.wrap(error)('x') end,
              function() return o.x + o end, function() return o() end, function() tostring() end,
              function() coroutine.yield() end, function() loadstring('x =')() end, function() ipairs() end,
            }
            for i = 1, #wrong do fails(wrong[i]) end
            local m = getmetatable(o)
            m.__index = function(_, k) return k end
            m.__newindex = function() error('read only') end
            m.__call = function(_, ...) return ... end
            m.__tostring = function() return 'o' end
            m.__concat, m.__add, m.__eq, m.__lt = m.__call, m.__call, m.__call, m.__call
            for i = 1, #wrong do fails(wrong[i]) end
            fails(function() o.x = 1 end)
            fails(o, o .. 'x', o + 1, o == setmetatable({}, m), tostring(o), o.x)
            local co = coroutine.create(function(...) coroutine.yield(...) error('x') end)
            coroutine.resume(co, 1) coroutine.resume(co) coroutine.resume(co)
            debug.traceback(co) debug.traceback('x', 1)
            local s = tostring(1.5) .. tostring(nil) .. tostring(true) .. tostring(print) .. tostring(t) .. 1 .. 'x'
            s = s:upper():lower():reverse():rep(2):sub(1, 9):gsub('.', '%0'):gsub('.', {}):gsub('.', function() end)
            s = string.format('%d %s %q %5.2f %x %g', 1, t, 's', 1.5, 255, 1e300) .. table.concat({1, 'x'}, ',')
            table.sort({3, 1, 2}, function(a, b) return a > b end)
            for k, v in pairs({1, x = 2}) do s = k end
            for w in ('a b'):gmatch('%a') do s = w end
            local function down(n) if n > 0 then return 1 + down(n - 1) end error('deep') end
            fails(down, 200)
            """;

    private Rehearsal() {}

    static void once(ChunkLoader loader) {
        if (DONE.getAndSet(true)) {
            return;
        }
        LuaState outer = LuaState.currentOrNull();
        LuaState state = new LuaState();
        state.enter();
        try {
            new StandardLibrary(loader, Grant.NONE, line -> {}).install(state);
            LuaTable globals = state.globals();
            Call.call(loader.load(SCRIPT, "=rehearsal", globals));
        } catch (LuaError unplanned) {
            // Then less has been rehearsed; nobody else notices.
        } finally {
            LuaState.restore(outer);
            state.dispose();
        }
    }
}
