package io.moongate.gateway.script;

import io.moongate.gateway.exchange.HeaderList;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Header names and values between Lua and the exchange: Kong's checks and their words, names in which {@code _} and
 * {@code -} are the same, and no line ends in what is sent.
 */
public final class HeaderText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private HeaderText() {}

    /** The first value of a header, whatever the case, {@code _} standing for {@code -} as well; or null. */
    public static @Nullable String first(HeaderList headers, String name) {
        String value = headers.get(name);
        if (value != null) {
            return value;
        }
        for (int i = 0; i < headers.size(); i++) {
            if (same(headers.name(i), name)) {
                return headers.value(i);
            }
        }
        return null;
    }

    /** All values of a header, likewise. */
    public static List<String> all(HeaderList headers, String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < headers.size(); i++) {
            if (same(headers.name(i), name)) {
                values.add(headers.value(i));
            }
        }
        return values;
    }

    private static boolean same(String left, String right) {
        int length = left.length();
        if (length != right.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b && fold(a) != fold(b)) {
                return false;
            }
        }
        return true;
    }

    private static char fold(char c) {
        return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    /** A name in the form in which tables of headers have it: lower case, dashes. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A value as it may be sent: control characters are escaped, so that nobody can add a line. */
    public static String escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (control(value.charAt(i))) {
                return escapeFrom(value, i);
            }
        }
        return value;
    }

    private static boolean control(char c) {
        return (c < ' ' && c != '\t') || c == 0x7f;
    }

    private static String escapeFrom(String value, int start) {
        StringBuilder out = new StringBuilder(value.length() + 8).append(value, 0, start);
        for (int i = start; i < value.length(); i++) {
            char c = value.charAt(i);
            if (control(c)) {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** A name that Lua gave, or Kong's error. */
    public static String name(@Nullable Object name) {
        if (name instanceof String text) {
            return text;
        }
        throw LuaError.caller(badName(name));
    }

    private static String badName(@Nullable Object name) {
        return "invalid header name \"" + Convert.tostring(name) + "\": got " + LuaType.name(name)
                + ", expected string";
    }

    /** Checks a value as {@code set_header} does, and hands out each text to send. */
    public static void values(String name, @Nullable Object value, boolean one, BiConsumer<String, String> sink) {
        switch (value) {
            case String text -> sink.accept(name, sent(text));
            case Double number -> sink.accept(name, Numbers.toString(number));
            case Boolean flag -> sink.accept(name, flag.toString());
            case LuaTable list when one -> each(name, list, sink);
            case null, default ->
                throw LuaError.caller(
                        "invalid header value for \"" + name + "\": got " + LuaType.name(value) + ", expected "
                                + (one ? "array of string, string, number or boolean" : "string, number or boolean"));
        }
    }

    /** Checks a table of headers as {@code set_headers} and {@code exit} do, whole, before any is used. */
    public static void checkAll(LuaTable headers) {
        for (int slot = headers.nextSlot(-1); slot >= 0; slot = headers.nextSlot(slot)) {
            Object name = headers.slotKey(slot);
            if (!(name instanceof String)) {
                throw LuaError.caller(badName(name));
            }
            Object value = headers.slotValue(slot);
            if (value instanceof LuaTable list) {
                each((String) name, list, (unusedName, unusedValue) -> {});
            } else if (!(value instanceof String || value instanceof Double || value instanceof Boolean)) {
                throw LuaError.caller("invalid header value for \"" + name + "\": got " + LuaType.name(value)
                        + ", expected string, number, boolean or array of strings");
            }
        }
    }

    private static void each(String name, LuaTable list, BiConsumer<String, String> sink) {
        for (int i = 1; list.get(i) != null; i++) {
            Object item = list.get(i);
            if (!(item instanceof String text)) {
                throw LuaError.caller("invalid header value in array \"" + name + "\": got " + LuaType.name(item)
                        + ", expected string");
            }
            sink.accept(name, sent(text));
        }
    }

    private static String sent(String text) {
        return text.isEmpty() ? " " : escape(text);
    }
}
