package io.moongate.lua.value;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tables that got a metatable before it had its {@code __mode}, or before that changes. Only the first few are
 * known: weak tables are few, and instances of classes many.
 */
final class Followers {
    private static final int MOST = 16;

    private final List<WeakReference<LuaTable>> tables = new ArrayList<>(1);

    void add(LuaTable table) {
        if (tables.size() == MOST) {
            tables.removeIf(reference -> reference.refersTo(null));
        }
        if (tables.size() < MOST && tables.stream().noneMatch(reference -> reference.refersTo(table))) {
            tables.add(new WeakReference<>(table));
        }
    }

    void forEach(Consumer<LuaTable> action) {
        for (WeakReference<LuaTable> reference : tables) {
            LuaTable table = reference.get();
            if (table != null) {
                action.accept(table);
            }
        }
    }
}
