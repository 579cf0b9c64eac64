package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code ngx.thread}: functions that run side by side, each while the others wait. */
final class ThreadArea {
    private final LuaWorker worker;

    private ThreadArea(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        ThreadArea area = new ThreadArea(worker);
        return new Namespace()
                .ofN("spawn", area::spawn)
                .ofN("wait", area::await)
                .of1("kill", area::kill)
                .table();
    }

    /** A function under way; the future has its results with true or false before them. */
    private static final class Thread {
        final CompletableFuture<@Nullable Object[]> done = new CompletableFuture<>();
        boolean taken;
    }

    private Object spawn(@Nullable Object[] arguments) {
        Context.waiting(worker);
        LuaFunction function = Check.function(Check.at(arguments, 0), 1);
        @Nullable Object[] given = Arrays.copyOfRange(arguments, 1, arguments.length);
        Thread thread = new Thread();
        worker.beside(() -> run(thread, function, given));
        return new Userdata(thread, null);
    }

    private void run(Thread thread, LuaFunction function, @Nullable Object[] given) {
        try {
            @Nullable Object[] results = Values.array(Call.callN(function, given));
            @Nullable Object[] all = new @Nullable Object[results.length + 1];
            all[0] = true;
            System.arraycopy(results, 0, all, 1, results.length);
            thread.done.complete(all);
        } catch (HostSignal signal) {
            thread.done.completeExceptionally(signal);
        } catch (RuntimeException | StackOverflowError thrown) {
            LuaError error = LuaError.of(thrown);
            if (worker.log().enabled(LogLevel.ERROR)) {
                worker.log()
                        .line(
                                LogLevel.ERROR,
                                "lua user thread aborted: runtime error: " + error.text() + "\n" + error.traceback());
            }
            thread.done.complete(new @Nullable Object[] {false, error.value()});
        }
    }

    private @Nullable Object await(@Nullable Object[] arguments) {
        Context.waiting(worker);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            Thread thread = thread(arguments[i], i + 1);
            if (thread.taken) {
                return Values.of2(null, "already waited or killed");
            }
            threads.add(thread);
        }
        Thread first = firstDone(threads);
        if (first == null) {
            worker.<Object>await(CompletableFuture.anyOf(
                    threads.stream().map(thread -> thread.done).toArray(CompletableFuture[]::new)));
            first = firstDone(threads);
        }
        if (first == null) {
            return Values.NONE;
        }
        first.taken = true;
        return Values.of(worker.await(first.done));
    }

    private static @Nullable Thread firstDone(List<Thread> threads) {
        for (Thread thread : threads) {
            if (thread.done.isDone()) {
                return thread;
            }
        }
        return null;
    }

    private static Thread thread(@Nullable Object value, int argument) {
        if (value instanceof Userdata userdata && userdata.object() instanceof Thread thread) {
            return thread;
        }
        throw io.moongate.lua.op.ArgumentError.of(argument, "lua thread expected");
    }

    private Object kill(@Nullable Object value) {
        Thread thread = thread(value, 1);
        if (thread.done.isDone()) {
            return Values.of2(null, "already terminated");
        }
        return Values.of2(null, "killing is not supported by this gateway");
    }
}
