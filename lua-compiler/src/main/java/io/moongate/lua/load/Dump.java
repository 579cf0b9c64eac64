package io.moongate.lua.load;

import io.moongate.lua.emit.Unit;
import io.moongate.lua.tree.Func;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** With {@code -Dlua.dump=DIR}, the tree of every chunk is written there, and every function as a class file for javap. */
final class Dump {
    private static final @Nullable String DIRECTORY = System.getProperty("lua.dump");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Dump() {}

    static void write(Func tree, Unit unit) {
        String to = DIRECTORY;
        if (to == null) {
            return;
        }
        try {
            Path directory = Files.createDirectories(Path.of(to, "chunk" + COUNT.incrementAndGet()));
            Files.writeString(directory.resolve("tree.txt"), tree + "\n");
            write(unit, directory, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Unit unit, Path directory, String path) throws IOException {
        String name = unit.className().substring(unit.className().lastIndexOf('/') + 1);
        Files.write(directory.resolve(path + name + ".class"), unit.bytes());
        for (int i = 0; i < unit.inner().size(); i++) {
            write(unit.inner().get(i), directory, path + i + ".");
        }
    }
}
