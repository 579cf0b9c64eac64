package io.moongate.lua.cli;

import io.moongate.lua.Lua;
import io.moongate.lua.lib.OsLib;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code moongate-lua [options] [script [args]]}, as {@code luajit} does it: exit status 0, or 1 after an error, whose
 * text and Lua stack go to standard error.
 */
public final class Main {
    private static final int BUFFER = 1 << 16;

    private final CommandLine line;

    private Main(CommandLine line) {
        this.line = line;
    }

    /** Runs the command line and ends the process. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) throws InterruptedException {
        CommandLine line;
        try {
            line = CommandLine.parse(Stream.of(arguments).map(Main::bytes).toList());
        } catch (CommandLine.Misused e) {
            System.err.print(CommandLine.USAGE);
            System.exit(1);
            return;
        }
        // Written out when it is full and at the end, as a C program's standard output is; on a terminal, at once.
        System.setOut(new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                isTerminal(System.console()),
                StandardCharsets.ISO_8859_1));
        line.dump().ifPresent(directory -> System.setProperty("lua.dump", directory));
        Main main = new Main(line);
        int[] status = {1};
        Thread thread = new Thread(null, () -> status[0] = main.run(), "main-lua", Lua.STACK_BYTES);
        thread.start();
        thread.join();
        System.out.flush();
        System.exit(status[0]);
    }

    /** The arguments are text of the host; Lua's strings are bytes. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private int run() {
        Session session = new Session(line);
        try {
            boolean well = everything(session);
            session.close();
            return well ? 0 : 1;
        } catch (OsLib.Exit exit) {
            return exit.status();
        } finally {
            session.end();
        }
    }

    private boolean everything(Session session) {
        boolean terminal = isTerminal(System.console());
        boolean nothingAsked = !line.hasScript() && line.first().isEmpty() && !line.version();
        if (line.version() || nothingAsked && terminal) {
            session.sayVersion();
        }
        if (!session.executeInit()) {
            return false;
        }
        for (CommandLine.First first : line.first()) {
            boolean done = switch (first) {
                case CommandLine.First.Execute code -> session.execute(code.code(), "=(command line)", List.of());
                case CommandLine.First.Require module -> session.require(module.module());
            };
            if (!done) {
                return false;
            }
        }
        if (line.hasScript()) {
            List<String> arguments =
                    line.all().subList(line.script() + 1, line.all().size());
            if (!session.runFile(line.scriptName(), arguments)) {
                return false;
            }
        } else if (nothingAsked && !terminal) {
            return session.runFile("-", List.of());
        }
        if (line.interactive() || nothingAsked) {
            new Repl(session).run();
        }
        return true;
    }

    private static boolean isTerminal(@Nullable Console console) {
        return console != null && console.isTerminal();
    }
}
