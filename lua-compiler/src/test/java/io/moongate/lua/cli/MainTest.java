package io.moongate.lua.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a process of its own. */
final class MainTest {
    @TempDir
    Path folder;

    private record Result(int status, String out, String err) {}

    private Result run(String input, String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), input, arguments);
    }

    private Result run(Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.moongate.lua.cli.Main"));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.ISO_8859_1));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Result(process.exitValue(), out, Files.readString(err, StandardCharsets.ISO_8859_1));
    }

    @Test
    void runsAFileWithArguments() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("a.lua"), "#!shebang\nprint(arg[0], arg[-1], #arg, ...)\nio.write('é\\n')\nos.exit(7)");
        assertEquals(new Result(7, "a.lua\tmoongate-lua\t2\tx\ty\n\303\251\n", ""), run("", "a.lua", "x", "y"));
    }

    @Test
    void reportsErrorsAsLuaJitDoes() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("e.lua"), "print(1)\nlocal function f() error('boom') end\nf()\n");
        assertEquals(new Result(1, "1\n", """
                moongate-lua: e.lua:2: boom
                stack traceback:
                \t[C]: in function 'error'
                \te.lua:2: in function 'f'
                \te.lua:3: in main chunk
                \t[C]: in ?
                """), run("", "e.lua"));
        assertEquals(
                new Result(1, "", "moongate-lua: cannot open no.lua: No such file or directory\n"), run("", "no.lua"));
        assertEquals(
                new Result(1, "", "moongate-lua: (command line):1: unexpected symbol near '='\n"),
                run("", "-e", "= 1"));
        assertEquals(new Result(1, "", "moongate-lua: (error object is not a string)\n"), run("", "-e", "error({})"));
        assertEquals(new Result(1, "", CommandLine.USAGE), run("", "--nonsense"));
    }

    @Test
    void readsStandardInput() throws IOException, InterruptedException {
        assertEquals(new Result(0, "a\tb\n", ""), run("print(...)", "-", "a", "b"));
    }

    @Test
    void talks() throws IOException, InterruptedException {
        Result result =
                run("x = 1\n=x + 1\nx .. '!', nil\nfor i = 1, 2 do\nprint(i)\nend\nx = = 1\nlocal y; y.z = 1\n", "-i");
        assertTrue(result.out().endsWith("> > 2\n> 1!\tnil\n> >> >> 1\n2\n> > > \n"), result.out());
        assertTrue(result.err().startsWith("""
                stdin:1: unexpected symbol near '='
                stdin:1: attempt to index local 'y' (a nil value)
                stack traceback:
                """), result.err());
        assertEquals(0, result.status());
    }

    @Test
    void talksAsAsked() throws IOException, InterruptedException {
        Result result = run("error('a')\n_PROMPT = '? ' _PROMPT2 = '?? '\nx = [[a\nb]]\n=x, nil\n", "-i");
        assertTrue(result.out().endsWith("> > ? ?? ? a\nb\tnil\n? \n"), result.out());
        assertTrue(result.err().startsWith("""
                stdin:1: a
                stack traceback:
                \t[C]: in function 'error'
                \tstdin:1: in main chunk
                """), result.err());
    }

    @Test
    void keepsWhatWasWrittenHoweverItEnds() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("w.lua"), """
                file = io.open("out", "w")
                file:write("kept")
                io.write("shown")
                if ... == "exit" then os.exit(3) end
                if ... == "error" then error("lost") end
                """);
        for (String how : List.of("", "exit", "error")) {
            Files.deleteIfExists(folder.resolve("out"));
            Result result = run("", "w.lua", how);
            assertEquals(how.isEmpty() ? 0 : how.equals("exit") ? 3 : 1, result.status());
            assertEquals("shown", result.out());
            assertEquals("kept", Files.readString(folder.resolve("out")));
        }
    }

    @Test
    void doesFirstWhatTheEnvironmentSays() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("init.lua"), "x = 5");
        assertEquals(new Result(0, "6\n", ""), run(Map.of("LUA_INIT", "x = 6"), "", "-e", "print(x)"));
        assertEquals(new Result(0, "5\n", ""), run(Map.of("LUA_INIT", "@init.lua"), "", "-e", "print(x)"));
        assertEquals(
                new Result(1, "", "moongate-lua: LUA_INIT:1: unexpected symbol near '<eof>'\n"),
                run(Map.of("LUA_INIT", "x ="), "", "-e", "print(x)"));
    }

    @Test
    void stopsAtTheSameStep() throws IOException, InterruptedException {
        String endless =
                "n = 0 while true do pcall(function() while true do n = n + 1 if n % 100 == 0 then print(n) end"
                        + " end end) end";
        Result one = run("", "--steps", "1000", "-e", endless);
        assertTrue(one.err().startsWith("moongate-lua: (command line):1: step limit of 1000 exceeded\n"), one.err());
        assertTrue(one.out().endsWith("900\n"), one.out());
        assertEquals(one, run("", "--steps", "1000", "-e", endless));
    }

    @Test
    void dumpsClasses() throws IOException, InterruptedException {
        run("", "--dump", "classes", "-e", "local function inner() end");
        assertTrue(Files.exists(folder.resolve("classes/chunk1/Lua$main.class")));
    }
}
