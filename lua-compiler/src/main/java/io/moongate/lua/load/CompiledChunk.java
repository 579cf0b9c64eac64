package io.moongate.lua.load;

import io.moongate.lua.emit.Unit;
import io.moongate.lua.value.LuaClosure;
import java.util.ArrayList;
import java.util.List;

/** A compiled chunk: its main function, to be copied into environments. Thread-safe. */
public final class CompiledChunk {
    private final LuaClosure main;
    private final Unit unit;

    CompiledChunk(LuaClosure main, Unit unit) {
        this.main = main;
        this.unit = unit;
    }

    public LuaClosure main() {
        return main;
    }

    /** The class files, the main function's first. */
    public List<byte[]> classFiles() {
        List<byte[]> files = new ArrayList<>();
        collect(unit, files);
        return files;
    }

    private static void collect(Unit unit, List<byte[]> files) {
        files.add(unit.bytes());
        unit.inner().forEach(inner -> collect(inner, files));
    }
}
