import io.moongate.lua.Lua;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What it costs a Java host to call Lua and to compile it: {@code java -cp …-cli.jar HostCalls.java FOLDER}. Times are
 * of the thread's processor time, so that other programs do not count; medians of several samples.
 */
public final class HostCalls {
    private static final int SAMPLES = 9;
    private static Object sink;

    private final Lua lua = new Lua(16);
    private final LuaState state = new LuaState();
    private final Path folder;

    private HostCalls(Path folder) {
        this.folder = folder;
        state.enter();
        new StandardLibrary(lua, Grant.NONE, line -> {}).install(state);
    }

    public static void main(String[] arguments) throws Exception {
        Exception[] failure = {null};
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        new HostCalls(Path.of(arguments[0])).run();
                    } catch (Exception e) {
                        failure[0] = e;
                    }
                },
                "host",
                64L << 20);
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private void run() throws Exception {
        String tiny = "return function(a) return a end";
        print("call of a tiny function, two in turn", rotation(tiny, 2), "ns");
        print("call of a tiny function, eight in turn", rotation(tiny, 8), "ns");
        print("call of a function that adds, eight in turn", rotation("return function(a) return a + 1 end", 8), "ns");
        print("call of the gateway function, PDK in Java", gateway(), "ns");
        String small = source("gwhandler.lua");
        String large = source("json.lua");
        print("compile " + small.length() + " bytes, warm", time(new Compilation(small), 300) / 1e6, "ms");
        print("compile " + large.length() + " bytes, warm", time(new Compilation(large), 60) / 1e6, "ms");
        many(small);
    }

    /** Functions of the same text in turn: so calls are made, and not compiled into the loop and then away. */
    private double rotation(String source, int count) throws Exception {
        LuaFunction[] functions = new LuaFunction[count];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = (LuaFunction) value(source + " -- " + i);
        }
        Object[] arguments = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0};
        int[] turn = {0};
        return time(
                () -> {
                    int at = turn[0]++ & count - 1;
                    // Looked at, not kept: keeping it would cost more than the call.
                    if (Call.call(functions[at], arguments[at]) == functions) {
                        sink = functions;
                    }
                },
                20_000_000);
    }

    /** Ten thousand functions, all kept, then all dropped. */
    private void many(String source) {
        var classes = ManagementFactory.getClassLoadingMXBean();
        long begun = System.nanoTime();
        long cpu = process();
        Compilation compilation = new Compilation(source);
        Object[] kept = new Object[10_000];
        for (int i = 0; i < kept.length; i++) {
            compilation.run();
            kept[i] = sink;
        }
        print("10,000 distinct functions compiled, wall", (System.nanoTime() - begun) / 1e9, "s");
        print("the same, processor time of all threads", (process() - cpu) / 1e9, "s");
        long before = classes.getUnloadedClassCount();
        sink = kept.length;
        Arrays.fill(kept, null);
        for (int i = 0; i < 20 && classes.getUnloadedClassCount() - before < kept.length; i++) {
            System.gc();
        }
        print("classes unloaded when they are dropped", classes.getUnloadedClassCount() - before, "");
    }

    private static long process() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Compiles the same text with another comment each time, so that no cache knows it. */
    private final class Compilation implements Runnable {
        private static int count;
        private final String source;

        Compilation(String source) {
            this.source = source;
        }

        @Override
        public void run() {
            try {
                sink = lua.compile(source + "\n--" + count++, LuaOptions.named("=f")).instantiate(state.globals());
            } catch (io.moongate.lua.LuaSyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private String source(String file) throws java.io.IOException {
        return Files.readString(folder.resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private Object value(String source) throws Exception {
        return Values.first(Call.call(lua.compile(source, LuaOptions.named("=t")).instantiate(state.globals())));
    }

    /** A request of the benchmark's gateway function, whose PDK is plain Java. */
    private static final class Request {
        final java.util.Map<String, String> headers = new java.util.HashMap<>();
        final java.util.Map<String, String> out = new java.util.HashMap<>();
        String path = "";
        String method = "";
        int status;
    }

    private Request current = new Request();
    private int turn;

    private double gateway() throws Exception {
        LuaTable request = new LuaTable();
        request.put("get_header", NativeFunction.of1("get_header", name -> current.headers.get(name)));
        request.put("get_path", NativeFunction.of0("get_path", () -> current.path));
        request.put("get_method", NativeFunction.of0("get_method", () -> current.method));
        LuaTable service = new LuaTable();
        service.put("set_header", NativeFunction.of2("set_header", (name, value) -> {
            current.out.put((String) name, (String) value);
            return Values.NONE;
        }));
        LuaTable response = new LuaTable();
        response.put("exit", NativeFunction.of2("exit", (status, body) -> {
            current.status = ((Double) status).intValue();
            return body;
        }));
        LuaTable outer = new LuaTable();
        outer.put("request", service);
        LuaTable ctx = new LuaTable();
        ctx.put("shared", new LuaTable());
        LuaTable kong = new LuaTable();
        kong.put("request", request);
        kong.put("response", response);
        kong.put("service", outer);
        kong.put("ctx", ctx);
        state.globals().put("kong", kong);
        Request[] requests = new Request[64];
        for (int i = 0; i < 64; i++) {
            Request made = new Request();
            made.method = i % 8 == 0 ? "POST" : "GET";
            made.path = (i % 5 == 0 ? "/web/" : "/api/v1/items/") + i;
            if (i % 16 != 0) {
                made.headers.put("X-Api-Key", (i % 11 == 0 ? "bad-" : "key-") + (12345678 + i));
            }
            requests[i] = made;
        }
        LuaFunction handler = (LuaFunction) value(source("gwhandler.lua"));
        return time(
                () -> {
                    current = requests[turn++ & 63];
                    sink = Call.call(handler);
                },
                2_000_000);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Nanoseconds a run: the median of the samples, after two that do not count. */
    private static double time(Runnable body, int times) {
        double[] samples = new double[SAMPLES];
        for (int sample = -2; sample < SAMPLES; sample++) {
            long from = cpu();
            for (int i = 0; i < times; i++) {
                body.run();
            }
            if (sample >= 0) {
                samples[sample] = (cpu() - from) / (double) times;
            }
        }
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    private static void print(String what, double value, String unit) {
        System.out.printf(unit.isEmpty() ? "| %s | %.0f |%n" : "| %s | %.2f %s |%n", what, value, unit);
    }
}
