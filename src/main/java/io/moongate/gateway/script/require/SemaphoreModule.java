package io.moongate.gateway.script.require;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Context;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code ngx.semaphore}: threads and requests of one worker wait for each other. */
final class SemaphoreModule {
    private final LuaWorker worker;
    private final LuaTable metatable = Namespace.hide(new LuaTable(0, 2));

    private SemaphoreModule(LuaWorker worker) {
        this.worker = worker;
        LuaTable methods = new Namespace()
                .of2("post", this::post)
                .of2("wait", this::await)
                .of1("count", self -> semaphore(self).count())
                .table();
        metatable.put(
                Metamethod.INDEX.key(),
                NativeFunction.of2("__index", (self, name) -> name instanceof String text ? methods.get(text) : null));
    }

    static LuaTable create(LuaWorker worker) {
        SemaphoreModule module = new SemaphoreModule(worker);
        return new Namespace()
                .value("version", "0.1.28")
                .of1("new", module::make)
                .table();
    }

    /** Units to be had, and who waits for one. */
    private static final class Semaphore {
        double units;
        final ArrayDeque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();

        Semaphore(double units) {
            this.units = units;
        }

        double count() {
            return waiting.isEmpty() ? units : -waiting.size();
        }

        void give(double more) {
            units += more;
            while (units >= 1) {
                CompletableFuture<Boolean> next = waiting.poll();
                if (next == null) {
                    return;
                }
                if (next.complete(true)) {
                    units--;
                }
            }
        }
    }

    private Object make(@Nullable Object units) {
        Double given = units == null ? Double.valueOf(0) : Convert.toNumber(units);
        double count = given == null ? 0 : given;
        if (count < 0) {
            throw LuaError.caller("no negative number");
        }
        LuaTable object = new LuaTable(0, 1);
        object.put("sem", new Userdata(new Semaphore(Math.floor(count)), null));
        object.setMetatable(metatable);
        return object;
    }

    private static Semaphore semaphore(@Nullable Object self) {
        if (self instanceof LuaTable table
                && table.get("sem") instanceof Userdata userdata
                && userdata.object() instanceof Semaphore semaphore) {
            return semaphore;
        }
        throw LuaError.caller("not a semaphore instance");
    }

    private Object post(@Nullable Object self, @Nullable Object units) {
        Semaphore semaphore = semaphore(self);
        Double given = units == null ? Double.valueOf(1) : Convert.toNumber(units);
        if (given == null || given < 1) {
            throw LuaError.caller("positive number required");
        }
        semaphore.give(Math.floor(given));
        return true;
    }

    private Object await(@Nullable Object self, @Nullable Object seconds) {
        Semaphore semaphore = semaphore(self);
        Double timeout = Convert.toNumber(seconds);
        if (timeout == null || timeout < 0) {
            throw LuaError.caller("no negative number");
        }
        if (!Context.mayWait(worker)) {
            return Values.of2(null, Context.disabled(worker.exchangeOrNull()));
        }
        if (semaphore.units >= 1 && semaphore.waiting.isEmpty()) {
            semaphore.units--;
            return true;
        }
        long millis = (long) Math.min(timeout * 1000, Integer.MAX_VALUE);
        if (millis == 0) {
            return Values.of2(null, "timeout");
        }
        return awaitTurn(semaphore, millis) ? true : Values.of2(null, "timeout");
    }

    private boolean awaitTurn(Semaphore semaphore, long millis) {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        semaphore.waiting.add(turn);
        Future<?> alarm = worker.loop().schedule(() -> turn.complete(false), millis, TimeUnit.MILLISECONDS);
        boolean back = false;
        try {
            boolean mine = worker.await(turn);
            back = true;
            return mine;
        } finally {
            alarm.cancel(false);
            semaphore.waiting.remove(turn);
            if (!back && !turn.complete(false) && turn.join()) {
                // The unit came when the thread was already being ended: the next one gets it.
                semaphore.give(1);
            }
        }
    }
}
