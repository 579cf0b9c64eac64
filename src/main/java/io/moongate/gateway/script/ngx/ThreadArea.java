package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.script.LuaThread;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.value.Coroutine;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ngx.thread}: functions that run side by side, each while the others wait. To Lua each is a coroutine. */
public final class ThreadArea {
    private static final @Nullable Object[] NOTHING = {};

    /** What {@code error} makes of a text, which errors of the language itself are not. */
    private static final Pattern PLACED = Pattern.compile(
            "(?:\\[string \"[^\\n]*\"\\]|[^:\\s]+):\\d+: (?!attempt to |bad argument )(.*)", Pattern.DOTALL);

    /** A thread runs on top of the one that starts it until it first waits. */
    private static final int DEEPEST = 100;

    private static final int MOST = 4096;

    private final LuaWorker worker;
    private final Map<Coroutine, UserThread> threads = new WeakHashMap<>();

    private int depth;

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

    /**
     * Makes the table {@code coroutine} OpenResty's: outside coroutines {@code yield} lets others run and goes on, and a
     * function of {@code wrap} that has ended answers false and a reason.
     */
    public static void patch(LuaWorker worker, LuaTable coroutine) {
        if (coroutine.get("yield") instanceof LuaFunction plain) {
            coroutine.put("yield", NativeFunction.ofN("yield", values -> {
                if (worker.state().running() != null || !Context.mayWait(worker)) {
                    return Values.resolve(plain.callN(values));
                }
                worker.sleep(0);
                return Values.NONE;
            }));
        }
        coroutine.put("wrap", NativeFunction.of1("wrap", function -> wrap(Check.function(function, 1))));
    }

    private static LuaFunction wrap(LuaFunction function) {
        Coroutine coroutine = new Coroutine(function);
        return NativeFunction.ofN("wrap", values -> switch (coroutine.status()) {
            case SUSPENDED -> Values.of(coroutine.resume(values.clone()));
            case DEAD -> Values.of2(false, "cannot resume dead coroutine");
            case RUNNING, NORMAL ->
                Values.of2(false, "cannot resume " + coroutine.status().name().toLowerCase(Locale.ROOT) + " coroutine");
        });
    }

    /** A function under way; the future has its results with true or false before them. */
    private static final class UserThread {
        final CompletableFuture<@Nullable Object[]> done = new CompletableFuture<>();
        final @Nullable Coroutine parent;

        @Nullable
        LuaThread line;

        boolean taken;

        UserThread(@Nullable Coroutine parent) {
            this.parent = parent;
        }
    }

    private Object spawn(@Nullable Object[] arguments) {
        Context.waiting(worker);
        LuaFunction function = Check.function(Check.at(arguments, 0), 1);
        @Nullable Object[] given = Arrays.copyOfRange(arguments, 1, arguments.length);
        Coroutine coroutine = new Coroutine(function);
        if (depth >= DEEPEST) {
            throw LuaError.caller("stack overflow: threads that start threads, " + DEEPEST + " deep");
        }
        if (worker.lifetime().threads() >= MOST) {
            throw LuaError.caller("too many threads: " + MOST + " are under way for this request");
        }
        UserThread thread = new UserThread(worker.state().running());
        threads.put(coroutine, thread);
        Budget account = worker.state().budget();
        depth++;
        try {
            worker.beside(line -> {
                thread.line = line;
                run(thread, coroutine, given, account);
            });
        } finally {
            depth--;
        }
        worker.thread().checkEnding();
        return coroutine;
    }

    private void run(UserThread thread, Coroutine coroutine, @Nullable Object[] given, @Nullable Budget account) {
        try {
            worker.onAccount(account, () -> {
                @Nullable Object[] results = coroutine.resume(given);
                while (coroutine.status() != Coroutine.Status.DEAD) {
                    worker.sleep(0);
                    results = coroutine.resume(NOTHING);
                }
                thread.done.complete(outcome(true, results));
            });
        } catch (LuaThread.Killed killed) {
            coroutine.kill();
            thread.done.complete(outcome(false, "killed"));
        } catch (HostSignal signal) {
            // It ends the request, and with it everything that runs for it.
            worker.thread().lifetime().main().end(signal);
            thread.done.complete(outcome(false, "aborted"));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            LuaError error = LuaError.of(thrown);
            report(error);
            thread.done.complete(failure(error));
        }
    }

    /**
     * False and the error; for one that {@code error} raised, first the text as it was given: OpenResty hands out what
     * lies on the stack of the dead thread.
     */
    private static @Nullable Object[] failure(LuaError error) {
        if (error.value() instanceof String text) {
            Matcher placed = PLACED.matcher(text);
            if (placed.matches()) {
                return outcome(false, placed.group(1), text);
            }
        }
        return outcome(false, error.value());
    }

    private void report(LuaError error) {
        if (worker.log().enabled(LogLevel.ERROR)) {
            String trace = error.traceback().isEmpty() ? "stack traceback:" : error.traceback();
            worker.log().line(LogLevel.ERROR, "lua user thread aborted: runtime error: " + error.text() + "\n" + trace);
        }
    }

    private static @Nullable Object[] outcome(boolean success, @Nullable Object... results) {
        @Nullable Object[] all = new @Nullable Object[results.length + 1];
        all[0] = success;
        System.arraycopy(results, 0, all, 1, results.length);
        return all;
    }

    private @Nullable Object await(@Nullable Object[] arguments) {
        Context.waiting(worker);
        List<UserThread> waited = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            UserThread thread = thread(arguments[i], i + 1);
            if (thread == null) {
                throw LuaError.caller("attempt to wait on a coroutine that is not a user thread");
            }
            if (thread.parent != worker.state().running()) {
                throw LuaError.caller("only the parent coroutine can wait on the thread");
            }
            if (thread.taken) {
                return Values.of2(null, "already waited or killed");
            }
            waited.add(thread);
        }
        if (waited.isEmpty()) {
            throw LuaError.caller("at least one coroutine should be specified");
        }
        UserThread first = firstDone(waited);
        while (first == null) {
            worker.<Object>await(CompletableFuture.anyOf(
                    waited.stream().map(thread -> thread.done).toArray(CompletableFuture[]::new)));
            first = firstDone(waited);
        }
        worker.thread().checkEnding();
        first.taken = true;
        return Values.of(first.done.join().clone());
    }

    private static @Nullable UserThread firstDone(List<UserThread> threads) {
        for (UserThread thread : threads) {
            if (thread.done.isDone()) {
                return thread;
            }
        }
        return null;
    }

    private @Nullable UserThread thread(@Nullable Object value, int argument) {
        if (value instanceof Coroutine coroutine) {
            return threads.get(coroutine);
        }
        throw ArgumentError.of(argument, "lua thread expected");
    }

    private Object kill(@Nullable Object value) {
        Context.waiting(worker);
        UserThread thread = thread(value, 1);
        if (thread == null) {
            return Values.of2(null, "not user thread");
        }
        if (thread.parent != worker.state().running()) {
            return Values.of2(null, "killer not parent");
        }
        if (thread.taken) {
            return Values.of2(null, "already waited or killed");
        }
        thread.taken = true;
        if (thread.done.isDone() || thread.line == null) {
            return Values.of2(null, "already terminated");
        }
        thread.line.end(new LuaThread.Killed());
        return 1.0;
    }
}
