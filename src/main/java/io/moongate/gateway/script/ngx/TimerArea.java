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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code ngx.timer} and {@code ngx.sleep}: later. */
final class TimerArea {
    private static final String PLACE = "/usr/local/openresty/lualib/resty/timerng/init.lua:";
    /** Kong's own timers, from this delay on (and those without one); shorter ones are nginx's. */
    private static final double KONGS = 0.1;

    private static final double LONGEST_OF_KONG = 86_400;

    private final LuaWorker worker;
    /** What waits for its time. */
    private final Set<Alarm> pending = new LinkedHashSet<>();

    private int running;
    private boolean ending;
    private long counter;

    TimerArea(LuaWorker worker) {
        this.worker = worker;
    }

    LuaTable table() {
        return new Namespace()
                .ofN("at", arguments -> start(arguments, false))
                .ofN("every", arguments -> start(arguments, true))
                .of0("pending_count", () -> (double) pending.size())
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
        if (again && !(delay > 0)) {
            throw new LuaError(PLACE + "405: expected `interval` to be greater than 0");
        }
        if (!(delay >= 0)) {
            throw new LuaError(PLACE + "385: expected `delay` to be greater than or equal to 0");
        }
        if (ending) {
            return Values.of2(null, "process exiting");
        }
        if (pending.size() >= worker.script().limits().pendingTimers()) {
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
        return Values.of2(name, null);
    }

    /** @param name null for a timer of nginx's own */
    private record Timer(
            @Nullable String name,
            LuaFunction callback,
            @Nullable Object[] arguments,
            double delay,
            boolean again) {}

    /** A timer that waits. */
    private static final class Alarm {
        final Timer timer;

        @Nullable
        Future<?> ringing;

        Alarm(Timer timer) {
            this.timer = timer;
        }
    }

    private void schedule(Timer timer) {
        Alarm alarm = new Alarm(timer);
        pending.add(alarm);
        // Never at once, as the function that made it runs still.
        alarm.ringing = worker.loop()
                .schedule(() -> ring(alarm, false), Math.max(1, millis(timer.delay)), TimeUnit.MILLISECONDS);
    }

    private void ring(Alarm alarm, boolean premature) {
        pending.remove(alarm);
        int most = worker.script().limits().runningTimers();
        if (running >= most) {
            worker.log().line(LogLevel.ALERT, most + " lua_max_running_timers are not enough");
            if (alarm.timer.again) {
                schedule(alarm.timer);
            }
            return;
        }
        worker.startTimer(() -> run(alarm.timer, premature));
    }

    /** The worker ends: what waits runs now and is told so; what it starts anew is not taken. */
    void end() {
        ending = true;
        for (Alarm alarm : List.copyOf(pending)) {
            Future<?> ringing = alarm.ringing;
            if (ringing != null) {
                ringing.cancel(false);
            }
            ring(alarm, true);
        }
    }

    private void run(Timer timer, boolean premature) {
        running++;
        boolean again = timer.again && !premature;
        @Nullable Object[] all = new @Nullable Object[timer.arguments.length + 1];
        all[0] = premature;
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
