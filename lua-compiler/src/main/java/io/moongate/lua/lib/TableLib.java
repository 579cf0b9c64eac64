package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Index;
import io.moongate.lua.op.Length;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** The table {@code table}. */
public final class TableLib {
    static final LuaFunction UNPACK = NativeFunction.of3("unpack", TableLib::unpack);

    /** As many results as LuaJIT's stack bears. */
    private static final int MOST_RESULTS = 7996;

    private static final int STEPS_BETWEEN_CHECKS = 1 << 12;
    private static final int CHARS_BETWEEN_CHECKS = 1 << 16;

    private TableLib() {}

    static LuaTable create() {
        LuaTable table = new LuaTable(0, 16);
        table.put("concat", NativeFunction.ofN("concat", TableLib::concat));
        table.put("foreach", NativeFunction.of2("foreach", TableLib::foreach));
        table.put("foreachi", NativeFunction.of2("foreachi", TableLib::foreachi));
        table.put("getn", NativeFunction.of1("getn", t -> (double) first(t).length()));
        table.put("insert", new Insert());
        table.put("maxn", NativeFunction.of1("maxn", TableLib::maxn));
        table.put("move", NativeFunction.ofN("move", TableLib::move));
        table.put("pack", NativeFunction.ofN("pack", TableLib::pack));
        table.put("remove", NativeFunction.of2("remove", TableLib::remove));
        table.put("sort", NativeFunction.of2("sort", TableSort::sort));
        table.put("unpack", UNPACK);
        return table;
    }

    /** The table of functions that LuaJIT has written in Lua: to them, what is not given is nil. */
    private static LuaTable first(@Nullable Object table) {
        if (table == null) {
            throw ArgumentError.of(1, "table expected, got nil");
        }
        return Check.table(table, 1);
    }

    private static final class Insert extends NativeFunction.Many {
        Insert() {
            super("insert");
        }

        @Override
        public @Nullable Object call2(@Nullable Object table, @Nullable Object value) {
            LuaTable t = Check.table(table, 1);
            t.put(t.length() + 1, value);
            return Values.NONE;
        }

        @Override
        public @Nullable Object call3(@Nullable Object table, @Nullable Object position, @Nullable Object value) {
            LuaTable t = Check.table(table, 1);
            int place = Check.integer(position, 2);
            int length = t.length();
            if (place >= 1) {
                t.insertAt(place, length, value);
            } else {
                insertBelow(t, place, length, value);
            }
            return Values.NONE;
        }

        /** Before the beginning: rare, and possibly far away. */
        private static void insertBelow(LuaTable t, int place, int length, @Nullable Object value) {
            for (int i = length + 1, steps = 0; i > place; i--) {
                t.put(i, t.get(i - 1));
                if (++steps % STEPS_BETWEEN_CHECKS == 0) {
                    LuaState.checkBudget();
                }
            }
            t.put(place, value);
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            return switch (arguments.length) {
                case 2 -> call2(arguments[0], arguments[1]);
                case 3 -> call3(arguments[0], arguments[1], arguments[2]);
                default -> {
                    Check.table(arguments, 1);
                    throw LuaError.caller("wrong number of arguments to 'insert'");
                }
            };
        }
    }

    private static @Nullable Object remove(@Nullable Object table, @Nullable Object position) {
        LuaTable t = first(table);
        int length = t.metatable() == null ? t.length() : Check.integer(Length.length(t), 1);
        if (position == null) {
            if (length == 0) {
                return Values.NONE;
            }
            Object last = t.get(length);
            t.put(length, null);
            return last;
        }
        int place = Check.integer(position, 2);
        return place >= 1 && place <= length ? t.removeAt(place, length) : Values.NONE;
    }

    private static @Nullable Object concat(@Nullable Object[] arguments) {
        LuaTable t = Check.table(arguments, 1);
        String separator = Check.string(Check.at(arguments, 1), 2, "");
        int from = Check.integer(Check.at(arguments, 2), 3, 1);
        int to = Check.at(arguments, 3) == null ? t.length() : Check.integer(arguments[3], 4);
        if (from > to) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        int checked = CHARS_BETWEEN_CHECKS;
        for (int i = from; ; i++) {
            Object value = t.get(i);
            String text = value instanceof String s ? s : Convert.toStringOrNull(value);
            if (text == null) {
                throw LuaError.caller(
                        "invalid value (" + LuaType.name(value) + ") at index " + i + " in table for 'concat'");
            }
            if (out.length() >= checked || text.length() + separator.length() >= CHARS_BETWEEN_CHECKS) {
                Room.forString((long) out.length() + text.length() + separator.length());
                checked = out.length() + CHARS_BETWEEN_CHECKS;
            }
            Room.pause(i);
            out.append(text);
            if (i == to) {
                return out.toString();
            }
            out.append(separator);
        }
    }

    private static @Nullable Object unpack(@Nullable Object table, @Nullable Object from, @Nullable Object to) {
        LuaTable t = Check.table(table, 1);
        int first = Check.integer(from, 2, 1);
        int last = to == null ? t.length() : Check.integer(to, 3);
        if (first > last) {
            return Values.NONE;
        }
        long count = (long) last - first + 1;
        if (count == 1) {
            return t.get(first);
        }
        if (count > MOST_RESULTS) {
            throw LuaError.caller("too many results to unpack");
        }
        @Nullable Object[] all = new @Nullable Object[(int) count];
        t.copyOut(first, last, all, 0);
        return Values.of(all);
    }

    private static @Nullable Object pack(@Nullable Object[] arguments) {
        LuaTable t = LuaTable.of(arguments);
        t.put("n", (double) arguments.length);
        return t;
    }

    private static @Nullable Object move(@Nullable Object[] arguments) {
        if (Check.at(arguments, 0) == null) {
            throw ArgumentError.nil(1, "table");
        }
        LuaTable from = Check.table(arguments, 1);
        int first = whole(arguments, 2);
        int last = whole(arguments, 3);
        int target = whole(arguments, 4);
        LuaTable to = Check.at(arguments, 4) == null ? from : Check.table(arguments[4], 5);
        if (last < first) {
            return to;
        }
        boolean upwards = target > last || target <= first || to != from;
        long count = (long) last - first + 1;
        for (long n = 0; n < count; n++) {
            long offset = upwards ? n : count - 1 - n;
            Index.put(to, (double) (target + offset), Index.get(from, (double) (first + offset)));
            if (n % STEPS_BETWEEN_CHECKS == 0) {
                LuaState.checkBudget();
            }
        }
        return to;
    }

    private static @Nullable Object maxn(@Nullable Object table) {
        LuaTable t = Check.table(table, 1);
        double most = 0;
        for (int slot = t.nextSlot(-1); slot >= 0; slot = t.nextSlot(slot)) {
            Room.pause(slot);
            if (t.slotKey(slot) instanceof Double d && d > most) {
                most = d;
            }
        }
        return most;
    }

    private static int whole(@Nullable Object[] arguments, int argument) {
        Object value = Check.at(arguments, argument - 1);
        if (value == null) {
            throw ArgumentError.nil(argument, "number");
        }
        return Check.integer(value, argument);
    }

    private static LuaFunction callback(@Nullable Object function) {
        if (function == null) {
            throw ArgumentError.nil(2, "function");
        }
        return Check.function(function, 2);
    }

    private static @Nullable Object foreach(@Nullable Object table, @Nullable Object function) {
        LuaTable t = first(table);
        LuaFunction f = callback(function);
        for (int slot = t.nextSlot(-1); slot >= 0; slot = t.nextSlot(slot)) {
            Object key = t.slotKey(slot);
            Object result = Values.first(Call.callBack(f, key, t.slotValue(slot)));
            if (result != null) {
                return result;
            }
            // The function may have added keys and so moved all of them.
            slot = t.slotOf(key);
            if (slot < 0) {
                throw new LuaError("invalid key to 'next'");
            }
        }
        return Values.NONE;
    }

    private static @Nullable Object foreachi(@Nullable Object table, @Nullable Object function) {
        LuaTable t = first(table);
        LuaFunction f = callback(function);
        int length = t.length();
        for (int i = 1; i <= length; i++) {
            Object result = Values.first(Call.callBack(f, (double) i, t.get(i)));
            if (result != null) {
                return result;
            }
        }
        return Values.NONE;
    }
}
