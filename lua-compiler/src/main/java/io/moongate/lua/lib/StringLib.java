package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code string}, but for what {@link StringSearch} does. */
public final class StringLib {
    private static final int MOST_RESULTS = 1 << 16;
    /** From here on a budget may want to end what is done with all characters. */
    private static final int LONG = 1 << 16;

    private static final String[] SINGLE = new String[256];

    static {
        for (int i = 0; i < SINGLE.length; i++) {
            SINGLE[i] = String.valueOf((char) i).intern();
        }
    }

    private static final CaseMemory TO_LOWER = new CaseMemory(CharClass.UPPER);
    private static final CaseMemory TO_UPPER = new CaseMemory(CharClass.LOWER);

    private StringLib() {}

    static LuaTable create(Set<Grant> grants) {
        LuaTable string = new LuaTable(0, 16);
        string.put("byte", NativeFunction.of3("byte", StringLib::bytes));
        string.put("char", new Char());
        string.put(
                "dump",
                NativeFunction.of1("dump", grants.contains(Grant.BINARY) ? StringLib::dump : StringLib::dumpNothing));
        string.put("find", new StringSearch.Find());
        string.put("format", NativeFunction.ofN("format", StringFormat::format));
        string.put("gmatch", NativeFunction.of2("gmatch", StringSearch::gmatch));
        string.put("gsub", NativeFunction.ofN("gsub", StringSearch::gsub));
        string.put("len", NativeFunction.of1("len", StringLib::len));
        string.put("lower", NativeFunction.of1("lower", s -> lower(Check.string(s, 1))));
        string.put("match", NativeFunction.of3("match", StringSearch::match));
        string.put("rep", NativeFunction.of3("rep", StringLib::rep));
        string.put("reverse", NativeFunction.of1("reverse", s -> reverse(Check.string(s, 1))));
        string.put("sub", NativeFunction.of3("sub", StringLib::sub));
        string.put("upper", NativeFunction.of1("upper", s -> upper(Check.string(s, 1))));
        return string;
    }

    /** Makes {@code ("x"):upper()} and its like find this state's string table. */
    static void attach(LuaState state, LuaTable string) {
        LuaTable metatable = new LuaTable(0, 1);
        metatable.put("__index", string);
        state.setMetatable("", metatable);
    }

    /** A place as Lua counts, from 1 or from the end, as a zero-based one that is not negative. */
    static int start(int position, int length) {
        return position > 0 ? position - 1 : position == 0 ? 0 : Math.max(0, length + position);
    }

    private static @Nullable Object sub(@Nullable Object text, @Nullable Object from, @Nullable Object to) {
        String s = Check.string(text, 1);
        int length = s.length();
        int first = Check.integer(from, 2);
        int last = Check.integer(to, 3, -1);
        int start = start(first, length);
        int end = last < 0 ? length + last + 1 : Math.min(last, length);
        return start >= end ? "" : slice(s, start, end);
    }

    /** A part of a string; those of one character are the same each time. */
    static String slice(String s, int start, int end) {
        return end - start == 1 ? SINGLE[s.charAt(start) & 255] : s.substring(start, end);
    }

    private static @Nullable Object bytes(@Nullable Object text, @Nullable Object from, @Nullable Object to) {
        String s = Check.string(text, 1);
        int length = s.length();
        int first = Check.integer(from, 2, 1);
        int last = Check.integer(to, 3, first);
        int start = start(first, length);
        int end = last < 0 ? length + last + 1 : Math.min(last, length);
        if (first == 0 && to == null) {
            return Values.NONE;
        }
        int count = end - start;
        if (count == 1) {
            return (double) s.charAt(start);
        }
        if (count <= 0) {
            return Values.NONE;
        }
        if (count > MOST_RESULTS) {
            throw LuaError.caller("string slice too long");
        }
        @Nullable Object[] all = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            all[i] = (double) s.charAt(start + i);
        }
        return Values.of(all);
    }

    private static @Nullable Object len(@Nullable Object s) {
        if (s == null) {
            throw ArgumentError.nil(1, "string");
        }
        return (double) Check.string(s, 1).length();
    }

    private static final class Char extends NativeFunction.Many {
        Char() {
            super("char");
        }

        @Override
        public @Nullable Object call1(@Nullable Object code) {
            return SINGLE[code(code, 1)];
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] codes) {
            byte[] bytes = new byte[codes.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) code(codes[i], i + 1);
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        private static int code(@Nullable Object value, int argument) {
            int code = Check.integer(value, argument);
            if (code < 0 || code > 255) {
                throw ArgumentError.of(argument, "invalid value");
            }
            return code;
        }
    }

    private static @Nullable Object dump(@Nullable Object function) {
        return DumpedFunction.dump(Check.function(function, 1));
    }

    private static @Nullable Object dumpNothing(@Nullable Object function) {
        Check.function(function, 1);
        throw LuaError.caller("unable to dump given function");
    }

    private static String reverse(String s) {
        if (s.length() < LONG) {
            return new StringBuilder(s).reverse().toString();
        }
        LuaState.checkBudget();
        byte[] bytes = s.getBytes(StandardCharsets.ISO_8859_1);
        for (int low = 0, high = bytes.length - 1; low < high; low++, high--) {
            Room.pause(low);
            byte kept = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = kept;
        }
        LuaState.checkBudget();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable Object rep(@Nullable Object text, @Nullable Object times, @Nullable Object between) {
        String s = Check.string(text, 1);
        int count = Check.integer(times, 2);
        String separator = Check.string(between, 3, "");
        if (count <= 0) {
            return "";
        }
        if (separator.isEmpty()) {
            Room.forString((long) s.length() * count);
            return s.repeat(count);
        }
        Room.forString((long) s.length() * count + (long) separator.length() * (count - 1));
        String most = (s + separator).repeat(count - 1);
        LuaState.checkBudget();
        return most + s;
    }

    /** Lower case of ASCII letters; other bytes stay. */
    static String lower(String s) {
        return TO_LOWER.change(s);
    }

    static String upper(String s) {
        return TO_UPPER.change(s);
    }
}
