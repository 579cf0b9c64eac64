import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.luaj.vm2.luajc.LuaJC;

/** Runs a script with LuaJ's own compiler to bytecode, to compare with: {@code java -cp … Luajc.java FILE [ARGS]}. */
public final class Luajc {
    private Luajc() {}

    public static void main(String[] arguments) throws InterruptedException {
        // LuaJ recurses in Java, as we do: both get a large stack.
        Thread thread = new Thread(null, () -> run(arguments), "luajc", 64L << 20);
        thread.start();
        thread.join();
        System.exit(0);
    }

    private static void run(String[] arguments) {
        Globals globals = JsePlatform.standardGlobals();
        LuaJC.install(globals);
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        globals.get("os").set("clock", new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs ignored) {
                return LuaValue.valueOf(process.getProcessCpuTime() / 1e9);
            }
        });
        LuaValue[] rest = new LuaValue[arguments.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = LuaValue.valueOf(arguments[i + 1]);
        }
        globals.loadfile(arguments[0]).invoke(LuaValue.varargsOf(rest));
    }
}
