package io.moongate.lua.cli;

import io.moongate.lua.Lua;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Meta;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state with the whole library, in which the command line's chunks run one after the other. */
final class Session {
    private static final String PROGRAM = "moongate-lua";

    private final Lua lua = new Lua();
    private final LuaState state = new LuaState();
    private final boolean countsSteps;

    Session(CommandLine line) {
        state.enter();
        countsSteps = line.steps() > 0;
        ChunkLoader loader = (source, chunkName, env) -> {
            try {
                return load(source, chunkName, env);
            } catch (LuaSyntaxException e) {
                throw LuaError.silent(e.problem().sentence());
            }
        };
        StandardLibrary.printing(loader, Grant.ALL).install(state);
        state.globals().put("arg", argumentTable(line));
        if (countsSteps) {
            state.beginBudget(Budget.open(Limits.NONE.withSteps(line.steps())));
        }
    }

    /** The script is at 0, its arguments follow, the interpreter and its options come before. */
    private static LuaTable argumentTable(CommandLine line) {
        LuaTable arg = new LuaTable();
        List<String> all = line.all();
        int script = line.hasScript() ? line.script() : 0;
        if (!line.hasScript()) {
            arg.put(0, PROGRAM);
            for (int i = 0; i < all.size(); i++) {
                arg.put(i + 1, all.get(i));
            }
            return arg;
        }
        arg.put(-script - 1, PROGRAM);
        for (int i = 0; i < all.size(); i++) {
            arg.put(i - script, all.get(i));
        }
        return arg;
    }

    LuaFunction load(String source, String chunkName, LuaTable env) throws LuaSyntaxException {
        LuaOptions options = LuaOptions.named(chunkName);
        return lua.compile(source, countsSteps ? options.countingSteps() : options)
                .instantiate(env);
    }

    LuaFunction load(String source, String chunkName) throws LuaSyntaxException {
        return load(source, chunkName, state.globals());
    }

    void sayVersion() {
        String version = Session.class.getPackage().getImplementationVersion();
        say("Moongate Lua" + (version == null ? "" : " " + version) + " (LuaJIT 2.1 dialect) on Java "
                + Runtime.version().feature());
    }

    void say(String text) {
        System.out.print(text + "\n");
        System.out.flush();
    }

    /** Runs a file, or standard input for {@code -}. Answers whether it went well. */
    boolean runFile(String name, List<String> arguments) {
        if (!name.equals("-")) {
            return attempt(() -> {
                @Nullable
                Object[] loaded = Values.array(Call.call(state.globals().get("loadfile"), name));
                if (loaded.length > 1) {
                    throw new Complaint(loaded[1]);
                }
                Call.callN(loaded[0], arguments.toArray());
            });
        }
        try {
            String source = new String(System.in.readAllBytes(), StandardCharsets.ISO_8859_1);
            int end = source.indexOf('\n');
            return execute(
                    source.startsWith("#") ? (end < 0 ? "" : source.substring(end)) : source, "=stdin", arguments);
        } catch (IOException e) {
            report("cannot read stdin", "");
            return false;
        }
    }

    /** Runs code. Answers whether it went well. */
    boolean execute(String source, String chunkName, List<String> arguments) {
        return attempt(() -> {
            try {
                Call.callN(load(source, chunkName), arguments.toArray());
            } catch (LuaSyntaxException e) {
                throw new Complaint(e.problem().sentence());
            }
        });
    }

    boolean require(String module) {
        return attempt(() -> Call.call(state.globals().get("require"), module));
    }

    /** Ends the world: what waits for its end runs. */
    void close() {
        attempt(() -> state.finalizers().runAll(Call::call));
    }

    /** Writes out what files still hold, however the program ended. */
    void end() {
        state.finalizers().end();
    }

    /** Runs what the environment asks for before all else: code, or a file behind an {@code @}. */
    boolean executeInit() {
        String init = System.getenv("LUA_INIT");
        if (init == null) {
            return true;
        }
        String code = new String(init.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return code.startsWith("@") ? runFile(code.substring(1), List.of()) : execute(code, "=LUA_INIT", List.of());
    }

    /** What the script wants to ask with, or the usual prompt. */
    String prompt(String global, String otherwise) {
        return state.globals().get(global) instanceof String wanted ? wanted : otherwise;
    }

    /** Prints values with Lua's own {@code print}. */
    void print(@Nullable Object[] values) {
        Call.callN(state.globals().get("print"), values);
    }

    /** An error about the chunk rather than in it: it has no Lua stack. */
    private static final class Complaint extends RuntimeException {
        private final transient @Nullable Object value;

        Complaint(@Nullable Object value) {
            super(null, null, false, false);
            this.value = value;
        }
    }

    private boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Complaint complaint) {
            report(text(complaint.value), "");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            failed(LuaError.of(thrown), true);
        } catch (BudgetExceeded exceeded) {
            report(exceeded.text(), exceeded.traceback());
        }
        return false;
    }

    /** Reports an error that came out of a chunk; nothing is said of the value nil, as {@code luajit} does. */
    void failed(LuaError error, boolean named) {
        Object value = error.value();
        if (value == null) {
            return;
        }
        boolean text = value instanceof String || value instanceof Double || handler(value) != null;
        String traceback = text ? error.traceback() : "";
        if (named) {
            report(text(value), traceback);
        } else {
            complain(text(value), traceback);
        }
    }

    private static @Nullable Object handler(@Nullable Object value) {
        LuaTable metatable = Meta.tableOf(value);
        return metatable == null ? null : metatable.get("__tostring");
    }

    private static String text(@Nullable Object value) {
        Object handler = handler(value);
        if (handler != null) {
            try {
                return Values.first(Call.call(handler, value)) instanceof String shown ? shown : "";
            } catch (HostSignal | RuntimeException e) {
                return "(error object is not a string)";
            }
        }
        return value instanceof String || value instanceof Double
                ? new LuaError(value).text()
                : "(error object is not a string)";
    }

    private static void report(String text, String traceback) {
        complain(PROGRAM + ": " + text, traceback);
    }

    static void complain(String text, String traceback) {
        System.out.flush();
        String all = text + "\n" + (traceback.isEmpty() ? "" : traceback + "\n\t[C]: in ?\n");
        PrintStream err = System.err;
        byte[] bytes = all.getBytes(StandardCharsets.ISO_8859_1);
        err.write(bytes, 0, bytes.length);
        err.flush();
    }
}
