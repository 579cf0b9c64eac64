package io.moongate.lua.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A LuaJIT process that runs one program after the other. */
final class LuaJit implements AutoCloseable {
    private final List<String> command;
    private final File folder;
    private Process process;

    LuaJit(Path runner, String... options) throws IOException {
        command = new ArrayList<>(List.of("luajit"));
        command.addAll(List.of(options));
        // By its plain name, as messages show it.
        folder = runner.toAbsolutePath().getParent().toFile();
        command.addAll(List.of(runner.getFileName().toString(), "serve"));
        process = start();
    }

    static boolean isInstalled() {
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
        try {
            return answer(process.getInputStream());
        } catch (IOException e) {
            process.destroy();
            process = start();
            return "luajit ended: " + e.getMessage();
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
