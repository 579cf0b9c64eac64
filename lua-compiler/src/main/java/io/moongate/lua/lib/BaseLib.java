package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Compare;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Meta;
import io.moongate.lua.op.Protect;
import io.moongate.lua.op.Select;
import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.Finalizers;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.RawNext;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import io.moongate.lua.value.Where;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The functions that stand in the globals themselves, but for those that compile ({@link LoadLib}). */
public final class BaseLib {
    /** {@code next}; what {@code pairs} gives as iterator. */
    public static final LuaFunction NEXT = new Next();

    /** What {@code ipairs} gives as iterator. */
    public static final LuaFunction IPAIRS_STEP = new IpairsStep();

    private static final LuaFunction PAIRS = new FirstGiven("pairs", BaseLib::pairs);
    private static final LuaFunction IPAIRS = new FirstGiven("ipairs", BaseLib::ipairs);
    private static final LuaFunction TYPE = new FirstGiven("type", LuaType::name);
    private static final LuaFunction TOSTRING = new FirstGiven("tostring", BaseLib::tostring);
    private static final LuaFunction GETMETATABLE = new FirstGiven("getmetatable", BaseLib::getmetatable);
    private static final LuaFunction TONUMBER = new ToNumber();

    private BaseLib() {}

    /** Puts the functions into a table; {@code print} gives its lines, without their ends, to {@code lines}. */
    static void install(LuaTable into, Set<Grant> grants, Consumer<String> lines) {
        into.put("_G", into);
        into.put("_VERSION", "Lua 5.1");
        into.put("assert", NativeFunction.ofN("assert", BaseLib::assertion));
        into.put("collectgarbage", new Garbage(grants.contains(Grant.COLLECT)).function());
        into.put("error", NativeFunction.of2("error", BaseLib::error));
        into.put("gcinfo", NativeFunction.of0("gcinfo", () -> Math.floor(Garbage.kilobytes())));
        into.put("getmetatable", GETMETATABLE);
        into.put("ipairs", IPAIRS);
        into.put("newproxy", NativeFunction.of1("newproxy", BaseLib::newproxy));
        into.put("next", NEXT);
        into.put("pairs", PAIRS);
        into.put("pcall", NativeFunction.ofN("pcall", BaseLib::pcall));
        into.put("print", NativeFunction.ofN("print", arguments -> print(arguments, lines)));
        into.put("rawequal", NativeFunction.ofN("rawequal", BaseLib::rawequal));
        into.put("rawget", NativeFunction.of2("rawget", BaseLib::rawget));
        into.put("rawlen", NativeFunction.of1("rawlen", BaseLib::rawlen));
        into.put("rawset", NativeFunction.of3("rawset", BaseLib::rawset));
        into.put("select", Select.FUNCTION);
        into.put("setmetatable", NativeFunction.of2("setmetatable", BaseLib::setmetatable));
        into.put("tonumber", TONUMBER);
        into.put("tostring", TOSTRING);
        into.put("type", TYPE);
        into.put("unpack", TableLib.UNPACK);
        into.put("xpcall", NativeFunction.ofN("xpcall", BaseLib::xpcall));
    }

    /** Whether the running Java function of fixed parameters got fewer arguments than this one's number. */
    static boolean missing(@Nullable Object value, int argument) {
        if (value != null) {
            return false;
        }
        Where.Level level = Where.level(0);
        return level != null && level.passed() < argument;
    }

    /** Raises the error for an argument that was not given at all. */
    static void given(@Nullable Object value, int argument) {
        if (missing(value, argument)) {
            throw ArgumentError.of(argument, "value expected");
        }
    }

    private static @Nullable Object assertion(@Nullable Object[] arguments) {
        Object condition = Check.any(arguments, 1);
        if (Convert.truth(condition)) {
            return Values.of(arguments.clone());
        }
        if (arguments.length == 1) {
            throw LuaError.caller("assertion failed!");
        }
        Object message = arguments[1];
        String text = Convert.toStringOrNull(message);
        if (text == null) {
            throw new LuaError(message);
        }
        // As in C, a zero byte ends the message.
        int zero = text.indexOf('\0');
        throw LuaError.caller(zero < 0 ? text : text.substring(0, zero));
    }

    private static @Nullable Object error(@Nullable Object message, @Nullable Object levelGiven) {
        int level = Check.integer(levelGiven, 2, 1);
        String text = level > 0 ? Convert.toStringOrNull(message) : null;
        throw new LuaError(text == null ? message : Where.position(level) + text);
    }

    private static @Nullable Object pcall(@Nullable Object[] arguments) {
        Object function = Check.any(arguments, 1);
        return Protect.pcall(function, Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static @Nullable Object xpcall(@Nullable Object[] arguments) {
        Object function = Check.any(arguments, 1);
        if (arguments.length < 2) {
            throw ArgumentError.missing(2, "function");
        }
        LuaFunction handler = Check.function(arguments[1], 2);
        return Protect.xpcall(function, handler, Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    private static @Nullable Object print(@Nullable Object[] arguments, Consumer<String> lines) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < arguments.length; i++) {
            if (i > 0) {
                line.append('\t');
            }
            line.append(Convert.tostring(arguments[i]));
            Room.forString(line.length());
        }
        lines.accept(line.toString());
        return Values.NONE;
    }

    private static @Nullable Object tostring(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return Convert.tostring(value);
        }
        Object handler = Meta.handler(value, Metamethod.TOSTRING);
        return handler == null ? Convert.tostring(value) : Values.first(Call.callBack(handler, value));
    }

    /** Mostly called with one argument. */
    private static final class ToNumber extends NativeFunction.Many {
        ToNumber() {
            super("tonumber");
        }

        @Override
        public @Nullable Object call1(@Nullable Object value) {
            return decimal(value);
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            return tonumber(arguments);
        }
    }

    private static @Nullable Object decimal(@Nullable Object value) {
        return value instanceof Cdata data ? data.toNumber() : Convert.toNumber(value);
    }

    private static @Nullable Object tonumber(@Nullable Object[] arguments) {
        Object value = Check.any(arguments, 1);
        int base = Check.integer(Check.at(arguments, 1), 2, 10);
        if (base == 10) {
            return decimal(value);
        }
        if (base < 2 || base > 36) {
            Check.string(value, 1);
            throw ArgumentError.of(2, "base out of range");
        }
        return inBase(Check.string(value, 1), base);
    }

    private static @Nullable Double inBase(String text, int base) {
        int at = 0;
        // As in C, a zero byte ends the digits.
        int zero = text.indexOf('\0');
        int end = zero < 0 ? text.length() : zero;
        while (at < end && CharClass.is(text.charAt(at), CharClass.SPACE)) {
            at++;
        }
        while (end > at && CharClass.is(text.charAt(end - 1), CharClass.SPACE)) {
            end--;
        }
        boolean negative = at < end && text.charAt(at) == '-';
        if (negative || (at < end && text.charAt(at) == '+')) {
            at++;
        }
        if (base == 16 && end - at > 2 && text.charAt(at) == '0' && (text.charAt(at + 1) | 0x20) == 'x') {
            at += 2;
        }
        if (at == end) {
            return null;
        }
        // Like strtoul: what does not fit 64 bits becomes the greatest number that does.
        long value = 0;
        boolean overflow = false;
        for (; at < end; at++) {
            char c = text.charAt(at);
            int digit = c < 128 ? Character.digit(c, base) : -1;
            if (digit < 0) {
                return null;
            }
            Room.pause(at);
            overflow |= Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, base)) > 0;
            value = value * base + digit;
        }
        double magnitude = overflow ? 0x1p64 : value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
        return negative ? -magnitude : magnitude;
    }

    /** A class of its own, so that loops know it. */
    private static final class Next extends NativeFunction.Two implements RawNext.ByKey {
        Next() {
            super("next");
        }

        @Override
        public @Nullable Object call2(@Nullable Object table, @Nullable Object key) {
            return next(table, key);
        }
    }

    /** A class of its own, so that loops know it. */
    private static final class IpairsStep extends NativeFunction.Two implements RawNext.InSequence {
        IpairsStep() {
            super("ipairs_aux");
        }

        @Override
        public @Nullable Object call2(@Nullable Object table, @Nullable Object index) {
            return ipairsStep(table, index);
        }
    }

    private static @Nullable Object next(@Nullable Object table, @Nullable Object key) {
        LuaTable t = Check.table(table, 1);
        int slot = t.slotOf(key);
        if (slot == -2) {
            throw new LuaError("invalid key to 'next'");
        }
        int next = t.nextSlot(slot);
        return next < 0 ? null : Values.of2(t.slotKey(next), t.slotValue(next));
    }

    private static @Nullable Object pairs(@Nullable Object value) {
        Object handler = Meta.handler(value, Metamethod.PAIRS);
        if (handler != null) {
            return Call.callBack(handler, value);
        }
        return Values.of3(NEXT, Check.table(value, 1), null);
    }

    private static @Nullable Object ipairs(@Nullable Object value) {
        Object handler = Meta.handler(value, Metamethod.IPAIRS);
        if (handler != null) {
            return Call.callBack(handler, value);
        }
        return Values.of3(IPAIRS_STEP, Check.table(value, 1), 0.0);
    }

    private static @Nullable Object ipairsStep(@Nullable Object table, @Nullable Object index) {
        int next = Check.integer(index, 2) + 1;
        Object value = Check.table(table, 1).get(next);
        return value == null ? Values.NONE : Values.of2((double) next, value);
    }

    private static @Nullable Object getmetatable(@Nullable Object value) {
        LuaTable metatable = Meta.tableOf(value);
        if (metatable == null) {
            return value instanceof Cdata ? "ffi" : null;
        }
        Object shown = metatable.metamethod(Metamethod.METATABLE);
        return shown == null ? metatable : shown;
    }

    private static @Nullable Object setmetatable(@Nullable Object value, @Nullable Object metatable) {
        LuaTable table = Check.table(value, 1);
        if (!(metatable instanceof LuaTable) && (metatable != null || missing(null, 2))) {
            throw ArgumentError.of(2, "nil or table expected");
        }
        LuaTable old = table.metatable();
        Object guard = old == null ? null : old.metamethod(Metamethod.METATABLE);
        if (guard != null && guard != Userdata.HIDDEN) {
            throw LuaError.caller("cannot change a protected metatable");
        }
        table.setMetatable((LuaTable) metatable);
        return table;
    }

    private static @Nullable Object newproxy(@Nullable Object kind) {
        LuaTable shared = kind instanceof Userdata proxy ? proxy.metatable() : null;
        if (shared != null) {
            return watched(shared);
        }
        if (kind != null && !(kind instanceof Boolean)) {
            throw ArgumentError.of(1, "boolean or proxy expected");
        }
        return Convert.truth(kind) ? watched(new LuaTable()) : new Userdata(null, null);
    }

    private static Userdata watched(LuaTable metatable) {
        Finalizers finalizers = LuaState.current().finalizers();
        finalizers.runFound(Call::call);
        Userdata proxy = new Userdata(null, metatable);
        finalizers.watch(proxy, metatable);
        return proxy;
    }

    private static @Nullable Object rawequal(@Nullable Object[] arguments) {
        Object a = Check.any(arguments, 1);
        return Compare.rawEquals(a, Check.any(arguments, 2));
    }

    private static @Nullable Object rawget(@Nullable Object table, @Nullable Object key) {
        LuaTable t = Check.table(table, 1);
        given(key, 2);
        return t.get(key);
    }

    private static @Nullable Object rawset(@Nullable Object table, @Nullable Object key, @Nullable Object value) {
        LuaTable t = Check.table(table, 1);
        given(key, 2);
        given(value, 3);
        t.put(key, value);
        return t;
    }

    private static @Nullable Object rawlen(@Nullable Object value) {
        return switch (value) {
            case LuaTable table -> (double) table.length();
            case String s -> (double) s.length();
            case null, default -> throw ArgumentError.of(1, "table or string expected");
        };
    }
}
