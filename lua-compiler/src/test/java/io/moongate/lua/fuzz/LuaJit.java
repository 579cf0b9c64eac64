package io.moongate.lua.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A LuaJIT process that runs one program after the other. */
final class LuaJit implements AutoCloseable {
    static final Path RUNNER = Path.of("src/test/resources/fuzz/runner.lua");

    /** How the answer begins when there is none. */
    static final String ENDED = "luajit ended: ";

    private static final Executor PATIENCE = CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS);

    private final List<String> command;
    private final File folder;
    private Process process;

    /** @param answering what it does with each text: {@code serve} runs it, {@code check} only compiles it */
    private LuaJit(Path runner, String answering) throws IOException {
        // By its plain name, as messages show it.
        folder = runner.toAbsolutePath().getParent().toFile();
        command = List.of("luajit", runner.getFileName().toString(), answering);
        process = start();
    }

    /** The one that runs or checks programs, or null where none is installed; then it says so. */
    static @Nullable LuaJit orNull(String answering) throws IOException {
        if (isInstalled()) {
            return new LuaJit(RUNNER, answering);
        }
        System.out.println("fuzzing: no luajit on the PATH, so nothing is compared with it");
        return null;
    }

    private static boolean isInstalled() {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, "luajit"))) {
                return true;
            }
        }
        return false;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .directory(folder)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    String run(String program) throws IOException {
        send(program);
        return receive();
    }

    /** Lets it begin; {@link #receive} must follow. */
    void send(String program) throws IOException {
        byte[] bytes = program.getBytes(StandardCharsets.ISO_8859_1);
        OutputStream to = process.getOutputStream();
        to.write((bytes.length + "\n").getBytes(StandardCharsets.ISO_8859_1));
        to.write(bytes);
        to.flush();
    }

    String receive() throws IOException {
        // A program that lost the lines which use up its fuel may never end.
        CompletableFuture<?> late = CompletableFuture.runAsync(process::destroyForcibly, PATIENCE);
        try {
            return answer(process.getInputStream());
        } catch (IOException e) {
            process.destroy();
            process = start();
            return ENDED + e.getMessage();
        } finally {
            late.cancel(false);
        }
    }

    private static String answer(InputStream from) throws IOException {
        int length = 0;
        int next = from.read();
        while (next != '\n') {
            if (next < 0) {
                throw new IOException("no answer");
            }
            length = length * 10 + (next - '0');
            next = from.read();
        }
        return new String(from.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
