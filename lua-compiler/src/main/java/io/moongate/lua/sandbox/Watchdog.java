package io.moongate.lua.sandbox;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Samples what the running calls use. One daemon thread for the process, started by the first budget; it sleeps for
 * good while no call with a budget runs.
 */
public final class Watchdog {
    private static final long PERIOD_NANOS = 4_000_000;
    private static final int QUIET_ROUNDS = 250;
    private static final List<Seat> SEATS = new CopyOnWriteArrayList<>();
    private static final List<Budget> OVERDRAWN = new ArrayList<>();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static @Nullable Thread thread;
    private static volatile boolean asleep = true;

    private Watchdog() {}

    /** A place where one thread at a time runs one budgeted call at a time. */
    public static final class Seat {
        private volatile @Nullable Budget running;
        private volatile @Nullable Thread runner;
        // The watchdog's own notes from its last round.
        private @Nullable Budget lastBudget;
        private @Nullable Thread lastRunner;
        private long lastCpu;
        private long lastBytes;

        /** Says whose account the current thread's work goes to from now on; null for nobody's. */
        public void occupy(@Nullable Budget budget) {
            if (budget == null) {
                running = null;
                return;
            }
            Thread me = Thread.currentThread();
            if (runner != me) {
                runner = me;
                join(this);
            }
            running = budget;
            if (asleep) {
                wake();
            }
        }

        /** Takes the seat out of the watchdog's round, when its world is dropped. */
        public void leave() {
            running = null;
            runner = null;
            SEATS.remove(this);
        }
    }

    private static synchronized void join(Seat seat) {
        if (!SEATS.contains(seat)) {
            SEATS.add(seat);
        }
    }

    private static synchronized void wake() {
        if (thread == null) {
            thread = new Thread(Watchdog::watch, "lua-watchdog");
            thread.setDaemon(true);
            thread.setPriority(Thread.MAX_PRIORITY);
            thread.start();
        }
        asleep = false;
        LockSupport.unpark(thread);
    }

    private static void watch() {
        int quiet = 0;
        while (true) {
            if (quiet > QUIET_ROUNDS) {
                asleep = true;
                if (!anyRunning()) {
                    LockSupport.park(Watchdog.class);
                }
                asleep = false;
                quiet = 0;
            }
            LockSupport.parkNanos(Watchdog.class, PERIOD_NANOS);
            quiet = round() ? 0 : quiet + 1;
        }
    }

    private static boolean anyRunning() {
        for (Seat seat : SEATS) {
            if (seat.running != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean round() {
        boolean busy = false;
        for (Seat seat : SEATS) {
            Budget budget = seat.running;
            Thread runner = seat.runner;
            if (budget == null || runner == null) {
                if (runner != null && !runner.isAlive()) {
                    seat.leave();
                }
                seat.lastBudget = null;
                continue;
            }
            busy = true;
            sample(seat, budget, runner);
        }
        return busy;
    }

    private static void sample(Seat seat, Budget budget, Thread runner) {
        long id = runner.threadId();
        long cpu = THREADS.getThreadCpuTime(id);
        long bytes = THREADS.getThreadAllocatedBytes(id);
        // A virtual thread has no counters of its own: its wall time is the nearest thing.
        if (cpu < 0) {
            cpu = System.nanoTime();
        }
        if (seat.lastBudget == budget && seat.lastRunner == runner) {
            budget.charge(cpu - seat.lastCpu, Math.max(0, bytes - seat.lastBytes));
        }
        seat.lastBudget = budget;
        seat.lastRunner = runner;
        seat.lastCpu = cpu;
        seat.lastBytes = bytes;
    }

    static void remember(Budget budget) {
        synchronized (OVERDRAWN) {
            // The call itself and the watchdog may both find out.
            if (!budget.closed && !OVERDRAWN.contains(budget)) {
                OVERDRAWN.add(budget);
                Budget.tripped = true;
            }
        }
    }

    static void forget(Budget budget) {
        synchronized (OVERDRAWN) {
            OVERDRAWN.remove(budget);
            Budget.tripped = !OVERDRAWN.isEmpty();
        }
    }
}
