package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Meta;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The module {@code string.buffer}: strings put together and taken apart in place, values written and read. */
final class StringBuffer {
    /** What a buffer's userdata holds: text, of which the beginning may have been taken already. */
    private static final class Content {
        private final StringBuilder text = new StringBuilder();
        private int taken;

        int length() {
            return text.length() - taken;
        }

        void append(String more) {
            Room.forString((long) length() + more.length());
            text.append(more);
        }

        String take(int count) {
            int end = taken + Math.min(count, length());
            String result = text.substring(taken, end);
            taken = end;
            if (taken == text.length()) {
                clear();
            } else if (taken > 1 << 16 && taken > text.length() / 2) {
                text.delete(0, taken);
                taken = 0;
            }
            return result;
        }

        void clear() {
            text.setLength(0);
            taken = 0;
        }

        @Override
        public String toString() {
            return text.substring(taken);
        }
    }

    private final LuaTable metatable = new LuaTable(0, 8);

    private StringBuffer() {
        LuaTable methods = new LuaTable(0, 16);
        methods.put("put", NativeFunction.ofN("put", this::put));
        methods.put("putf", NativeFunction.ofN("putf", this::putf));
        methods.put("get", NativeFunction.ofN("get", this::get));
        methods.put("tostring", NativeFunction.of1("tostring", b -> content(b).toString()));
        methods.put("reset", NativeFunction.of1("reset", this::reset));
        methods.put("free", NativeFunction.of1("free", this::reset));
        methods.put("skip", NativeFunction.of2("skip", this::skip));
        methods.put("encode", NativeFunction.of2("encode", this::encode));
        methods.put("decode", NativeFunction.of1("decode", this::decode));
        methods.put("set", NativeFunction.of2("set", this::set));
        metatable.put("__index", methods);
        metatable.put("__metatable", "buffer");
        metatable.put(
                "__len", NativeFunction.of1("__len", b -> (double) content(b).length()));
        metatable.put(
                "__tostring", NativeFunction.of1("__tostring", b -> content(b).toString()));
        metatable.put("__concat", NativeFunction.of2("__concat", StringBuffer::concat));
    }

    /** The module's table. */
    static LuaTable module() {
        StringBuffer library = new StringBuffer();
        LuaTable module = new LuaTable(0, 4);
        module.put("encode", new FirstGiven("encode", StringBuffer::encoded));
        module.put("decode", NativeFunction.ofN("decode", StringBuffer::decoded));
        module.put("new", NativeFunction.ofN("new", arguments -> new Userdata(new Content(), library.metatable)));
        return module;
    }

    private static @Nullable Object encoded(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        BufferCodec.encode(out, value);
        return out.toString();
    }

    private static @Nullable Object decoded(@Nullable Object[] arguments) {
        BufferCodec.Reader reader = new BufferCodec.Reader(string(arguments));
        Object value = reader.value();
        if (!reader.atEnd()) {
            throw LuaError.caller("left-over data in buffer");
        }
        return value;
    }

    /** Numbers will not do. */
    private static String string(@Nullable Object[] arguments) {
        if (Check.at(arguments, 0) instanceof Double number) {
            throw ArgumentError.type(1, "string", number);
        }
        return Check.string(arguments, 1);
    }

    private @Nullable Object encode(@Nullable Object buffer, @Nullable Object value) {
        content(buffer).append(String.valueOf(encoded(value)));
        return buffer;
    }

    private @Nullable Object decode(@Nullable Object buffer) {
        Content content = content(buffer);
        BufferCodec.Reader reader = new BufferCodec.Reader(content.toString());
        Object value = reader.value();
        content.take(reader.at());
        return value;
    }

    private static Content content(@Nullable Object value) {
        if (value instanceof Userdata userdata && userdata.object() instanceof Content content) {
            return content;
        }
        throw ArgumentError.type(1, "buffer", value);
    }

    private @Nullable Object put(@Nullable Object[] arguments) {
        Content content = self(arguments);
        for (int i = 1; i < arguments.length; i++) {
            content.append(text(arguments[i], i + 1));
        }
        return arguments[0];
    }

    private static Content self(@Nullable Object[] arguments) {
        if (arguments.length == 0) {
            throw ArgumentError.missing(1, "buffer");
        }
        return content(arguments[0]);
    }

    private static String text(@Nullable Object value, int argument) {
        String text = Convert.toStringOrNull(value);
        if (text != null) {
            return text;
        }
        if (value == null || Meta.handler(value, Metamethod.TOSTRING) == null) {
            throw ArgumentError.of(argument, "string/number/__tostring expected, got " + LuaType.name(value));
        }
        return Convert.tostring(value);
    }

    private @Nullable Object putf(@Nullable Object[] arguments) {
        Content content = self(arguments);
        content.append(StringFormat.format(Arrays.copyOfRange(arguments, 1, arguments.length)));
        return arguments[0];
    }

    private @Nullable Object get(@Nullable Object[] arguments) {
        Content content = self(arguments);
        if (arguments.length == 1) {
            return content.take(content.length());
        }
        @Nullable Object[] parts = new @Nullable Object[arguments.length - 1];
        for (int i = 0; i < parts.length; i++) {
            Object wanted = arguments[i + 1];
            parts[i] = content.take(wanted == null ? content.length() : count(wanted, i + 2));
        }
        return Values.of(parts);
    }

    private static int count(@Nullable Object value, int argument) {
        int count = Check.integer(value, argument);
        if (count < 0) {
            throw ArgumentError.of(argument, "number out of range");
        }
        return count;
    }

    private @Nullable Object reset(@Nullable Object buffer) {
        content(buffer).clear();
        return buffer;
    }

    private @Nullable Object skip(@Nullable Object buffer, @Nullable Object count) {
        content(buffer).take(count(count, 2));
        return buffer;
    }

    private @Nullable Object set(@Nullable Object buffer, @Nullable Object text) {
        Content content = content(buffer);
        String value = Check.string(text, 2);
        content.clear();
        content.append(value);
        return buffer;
    }

    private static @Nullable Object concat(@Nullable Object a, @Nullable Object b) {
        return part(a) + part(b);
    }

    private static String part(@Nullable Object value) {
        String text = Convert.toStringOrNull(value);
        if (text != null) {
            return text;
        }
        if (value instanceof Userdata userdata && userdata.object() instanceof Content content) {
            return content.toString();
        }
        throw LuaError.caller("attempt to concatenate a " + LuaType.name(value) + " value");
    }
}
