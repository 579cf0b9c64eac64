import io.moongate.lua.Lua;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.emit.Choices;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a budget costs one program: {@code java -cp …-cli.jar BudgetCost.java FILE}. The program is compiled twice, once
 * without looking at budgets; both run in turn, the one that looks with an account open, whose watchdog's time counts.
 * Prints the ratio of the medians of their processor times.
 */
public final class BudgetCost {
    private static final int PAIRS = 9;
    private static final long WARM_NANOS = 1_000_000_000L;
    private static final long SAMPLE_NANOS = 150_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private BudgetCost() {}

    /** One of the two ways to run the program. */
    private static final class Side {
        private final boolean checked;
        private final LuaState state = new LuaState();
        private final LuaTable program;
        private final double[] times = new double[PAIRS];
        private int runsASample;

        Side(String source, boolean checked) throws Exception {
            this.checked = checked;
            System.setProperty(Choices.UNCHECKED, String.valueOf(!checked));
            state.enter();
            Lua lua = new Lua(16);
            new StandardLibrary(lua, Grant.NONE, line -> {}).install(state);
            Object made = Call.call(lua.compile(source, LuaOptions.named("=program")).instantiate(state.globals()));
            program = (LuaTable) Values.first(made);
        }

        private void run() {
            Call.call(program.get("run"), program.get("n"));
        }

        void begin() {
            state.enter();
            if (checked) {
                state.beginBudget(Budget.open(Limits.NONE
                        .withCpu(Duration.ofHours(1))
                        .withWall(Duration.ofHours(1))
                        .withAllocatedBytes(Long.MAX_VALUE)));
            }
        }

        void warm() {
            begin();
            long from = cpu();
            int runs = 0;
            while (runs < 3 || cpu() - from < WARM_NANOS) {
                run();
                runs++;
            }
            runsASample = (int) Math.max(1, SAMPLE_NANOS * runs / (cpu() - from));
            state.endBudget();
        }

        void sample(int number) {
            begin();
            long from = cpu();
            for (int i = 0; i < runsASample; i++) {
                run();
            }
            times[number] = (cpu() - from) / (double) runsASample;
            state.endBudget();
        }

        double median() {
            Arrays.sort(times);
            return times[PAIRS / 2];
        }
    }

    /** Of the thread that runs programs, and of the watchdog's. */
    private static long cpu() {
        long sum = THREADS.getCurrentThreadCpuTime();
        if (watchdog == 0) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("lua-watchdog")) {
                    watchdog = thread.threadId();
                }
            }
        }
        return watchdog == 0 ? sum : sum + THREADS.getThreadCpuTime(watchdog);
    }

    private static long watchdog;

    public static void main(String[] arguments) throws Exception {
        String source = Files.readString(Path.of(arguments[0]), StandardCharsets.ISO_8859_1);
        Thread thread = new Thread(null, () -> compare(source), "program", 64L << 20);
        thread.start();
        thread.join();
        System.exit(0);
    }

    private static void compare(String source) {
        try {
            Side plain = new Side(source, false);
            Side budgeted = new Side(source, true);
            for (int i = 0; i < 2; i++) {
                budgeted.warm();
                plain.warm();
            }
            for (int i = 0; i < PAIRS; i++) {
                plain.sample(i);
                budgeted.sample(i);
            }
            System.out.printf("%.3f%n", budgeted.median() / plain.median());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
