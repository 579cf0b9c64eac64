package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.script.ExitSignal;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code ngx.timer} and {@code ngx.sleep}: later. */
final class TimerArea {
    private static final String PLACE = "/usr/local/openresty/lualib/resty/timerng/init.lua:";
    private static final int MOST_PENDING = 16_384;

    /** Kong's own timers, from this delay on (and those without one); shorter ones are nginx's. */
    private static final double KONGS = 0.1;

    private static final double LONGEST_OF_KONG = 86_400;

    private final LuaWorker worker;
    private int pending;
    private int running;
    private long counter;

    TimerArea(LuaWorker worker) {
        this.worker = worker;
    }

    LuaTable table() {
        return new Namespace()
                .ofN("at", arguments -> start(arguments, false))
                .ofN("every", arguments -> start(arguments, true))
                .of0("pending_count", () -> (double) pending)
                .of0("running_count", () -> (double) running)
                .table();
    }

    @Nullable
    Object sleep(@Nullable Object seconds) {
        Context.waiting(worker);
        double delay = Check.number(seconds, 1);
        if (!(delay >= 0)) {
            throw LuaError.caller("invalid sleep duration \"" + (long) (delay * 1000) + "\"");
        }
        worker.sleep(millis(delay));
        return Values.NONE;
    }

    private static long millis(double seconds) {
        return (long) Math.min(seconds * 1000, Integer.MAX_VALUE);
    }

    private @Nullable Object start(@Nullable Object[] arguments, boolean again) {
        if (!(Check.at(arguments, 1) instanceof LuaFunction callback)) {
            throw new LuaError(PLACE + "382: expected `callback` to be a function");
        }
        if (!(Check.at(arguments, 0) instanceof Double delay)) {
            throw new LuaError(PLACE + "384: expected `delay to be a number");
        }
        if (!(delay >= 0)) {
            throw new LuaError(PLACE + "385: expected `delay` to be greater than or equal to 0");
        }
        if (pending + running >= MOST_PENDING) {
            return Values.of2(null, "too many pending timers");
        }
        @Nullable
        Object[] given =
                arguments.length > 2 ? Arrays.copyOfRange(arguments, 2, arguments.length) : new @Nullable Object[0];
        if (!again && delay > 0 && (delay < KONGS || delay >= LONGEST_OF_KONG)) {
            schedule(new Timer(null, callback, given, delay, false));
            return 1.0;
        }
        counter++;
        String name = String.format(
                Locale.ROOT, "unix_timestamp=%d.000000;counter=%d:meta=debug off", System.currentTimeMillis(), counter);
        schedule(new Timer(name, callback, given, delay, again));
        return name;
    }

    /** @param name null for a timer of nginx's own */
    private record Timer(
            @Nullable String name,
            LuaFunction callback,
            @Nullable Object[] arguments,
            double delay,
            boolean again) {}

    private void schedule(Timer timer) {
        pending++;
        // Never at once, as the function that made it runs still.
        worker.loop()
                .schedule(
                        () -> worker.startTimer(() -> run(timer)),
                        Math.max(1, millis(timer.delay)),
                        TimeUnit.MILLISECONDS);
    }

    private void run(Timer timer) {
        pending--;
        running++;
        boolean again = timer.again;
        @Nullable Object[] all = new @Nullable Object[timer.arguments.length + 1];
        all[0] = false;
        System.arraycopy(timer.arguments, 0, all, 1, timer.arguments.length);
        try {
            worker.budgeted(() -> Call.callN(timer.callback, all));
        } catch (ExitSignal exit) {
            // ngx.exit ends the timer's function, and there is nothing else to end.
        } catch (BudgetExceeded exceeded) {
            // It would use up the same again each time.
            again = false;
            failed(timer, exceeded.text(), exceeded.traceback());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            LuaError error = LuaError.of(thrown);
            failed(timer, error.text(), error.traceback());
        } finally {
            running--;
            if (again) {
                schedule(timer);
            }
        }
    }

    private void failed(Timer timer, String message, String traceback) {
        if (!worker.log().enabled(LogLevel.ERROR)) {
            return;
        }
        worker.log()
                .line(
                        LogLevel.ERROR,
                        timer.name == null
                                ? "lua entry thread aborted: runtime error: " + message + "\n" + traceback
                                        + ", context: ngx.timer"
                                : "[lua] job.lua:290: execute(): [timer-ng] failed to run timer " + timer.name + ": "
                                        + message);
    }
}
