package io.moongate.gateway.script.pdk;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that several workers may have: tables are taken apart into what nobody can change, and put together anew. */
final class FrozenValue {
    private static final int DEEPEST = 100;
    private static final int ROOM_OF_ENTRY = 64;

    /** A value that cannot be kept. */
    static final class Unfit extends RuntimeException {
        Unfit(String message) {
            super(message, null, false, false);
        }
    }

    /** Keys and values in turn. */
    private record Table(List<Object> content) {}

    private FrozenValue() {}

    /**
     * A value that no worker owns.
     *
     * @throws Unfit if it is or holds what is bound to a worker, or goes too deep
     */
    static @Nullable Object freeze(@Nullable Object value) {
        return freeze(value, 0);
    }

    private static @Nullable Object freeze(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Double number -> number;
            case Boolean flag -> flag;
            case LuaTable table -> {
                if (depth == DEEPEST) {
                    throw new Unfit("could not encode table value: too many nested tables");
                }
                List<Object> content = new ArrayList<>(2 * table.count());
                for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
                    Object inner = freeze(table.slotValue(slot), depth + 1);
                    Object key = freeze(table.slotKey(slot), depth + 1);
                    if (key != null && inner != null) {
                        content.add(key);
                        content.add(inner);
                    }
                }
                yield new Table(content);
            }
            default -> throw new Unfit("cannot cache value of type " + LuaType.name(value));
        };
    }

    /** The value for the worker that asks. */
    static @Nullable Object thaw(@Nullable Object frozen) {
        if (!(frozen instanceof Table(List<Object> content))) {
            return frozen;
        }
        LuaTable table = new LuaTable(0, content.size() / 2);
        for (int i = 0; i < content.size(); i += 2) {
            table.put(thaw(content.get(i)), thaw(content.get(i + 1)));
        }
        return table;
    }

    /** About how many bytes it takes. */
    static long room(@Nullable Object frozen) {
        return switch (frozen) {
            case String text -> ROOM_OF_ENTRY + text.length();
            case Table(List<Object> content) -> {
                long sum = ROOM_OF_ENTRY;
                for (Object inner : content) {
                    sum += room(inner);
                }
                yield sum;
            }
            case null, default -> ROOM_OF_ENTRY;
        };
    }
}
