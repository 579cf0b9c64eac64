package io.moongate.lua.lib;

import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/**
 * The serialized form of {@code string.buffer}, as LuaJIT documents it: a tag, then what it announces, numbers with
 * their lowest byte first. Dictionaries of strings and metatables are not known.
 */
final class BufferCodec {
    private static final int DEEPEST = 100;

    private static final int NIL = 0x00;
    private static final int FALSE = 0x01;
    private static final int TRUE = 0x02;
    private static final int NULL = 0x03;
    private static final int INT = 0x06;
    private static final int NUMBER = 0x07;
    private static final int TABLE = 0x08;
    private static final int WITH_PAIRS = 0x01;
    private static final int WITH_ITEMS_FROM_0 = 0x02;
    private static final int WITH_ITEMS_FROM_1 = 0x04;
    private static final int LAST_TABLE = 0x0d;
    private static final int INT64 = 0x10;
    private static final int UINT64 = 0x11;
    private static final int COMPLEX = 0x12;
    private static final int STRING = 0x20;

    private static final int ONE_BYTE = 0xe0;
    private static final int TWO_BYTES = 0x1fe0;

    private BufferCodec() {}

    /** Appends a value. */
    static void encode(StringBuilder out, @Nullable Object value) {
        new Writer(out).value(value, 0);
    }

    private record Writer(StringBuilder out) {
        void value(@Nullable Object value, int depth) {
            switch (value) {
                case null -> tag(NIL);
                case Boolean b -> tag(b ? TRUE : FALSE);
                case Double d -> {
                    tag(NUMBER);
                    fixed(Double.doubleToLongBits(d) | (d.isNaN() ? Long.MIN_VALUE : 0), 8);
                }
                case String s -> {
                    Room.forString((long) out.length() + s.length());
                    count(STRING + s.length());
                    out.append(s);
                }
                case LuaTable table -> table(table, depth + 1);
                case Cdata data -> number(data);
                case Userdata userdata when userdata == Userdata.NULL -> tag(NULL);
                default -> throw LuaError.caller("cannot serialize '" + LuaType.name(value) + "'");
            }
        }

        private void number(Cdata data) {
            switch (data.kind()) {
                case INT64 -> tag(INT64);
                case UINT64 -> tag(UINT64);
                case COMPLEX -> {
                    tag(COMPLEX);
                    fixed(0, 8);
                }
            }
            fixed(data.bits(), 8);
        }

        private void table(LuaTable table, int depth) {
            if (depth > DEEPEST) {
                throw LuaError.caller("too deep to serialize");
            }
            int items = table.length();
            int pairs = table.count() - items;
            // A border may have holes below it: then all are pairs.
            for (int i = 1; i <= items && pairs >= 0; i++) {
                if (table.get(i) == null) {
                    items = 0;
                    pairs = table.count();
                }
            }
            tag(TABLE | (pairs > 0 ? WITH_PAIRS : 0) | (items > 0 ? WITH_ITEMS_FROM_1 : 0));
            if (items > 0) {
                count(items + 1);
            }
            if (pairs > 0) {
                count(pairs);
            }
            for (int i = 1; i <= items; i++) {
                value(table.get(i), depth);
            }
            for (int slot = table.nextSlot(-1); pairs > 0 && slot >= 0; slot = table.nextSlot(slot)) {
                Object key = table.slotKey(slot);
                if (!(key instanceof Double d && d >= 1 && d <= items && d == Math.rint(d))) {
                    value(key, depth);
                    value(table.slotValue(slot), depth);
                }
            }
            Room.forString(out.length());
            LuaState.checkBudget();
        }

        private void tag(int tag) {
            out.append((char) tag);
        }

        private void count(int number) {
            if (number < ONE_BYTE) {
                tag(number);
            } else if (number < TWO_BYTES) {
                int rest = number - ONE_BYTE;
                tag(ONE_BYTE | rest >> 8);
                tag(rest & 0xff);
            } else {
                tag(0xff);
                fixed(number, 4);
            }
        }

        private void fixed(long bits, int bytes) {
            for (int i = 0; i < bytes; i++) {
                tag((int) (bits >>> 8 * i) & 0xff);
            }
        }
    }

    /** Reads values from a text, one after the other. */
    static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        /** Where the next value would begin. */
        int at() {
            return at;
        }

        boolean atEnd() {
            return at == text.length();
        }

        @Nullable
        Object value() {
            return value(0);
        }

        private @Nullable Object value(int depth) {
            int tag = count();
            return switch (tag) {
                case NIL -> null;
                case FALSE -> false;
                case TRUE -> true;
                case NULL -> Userdata.NULL;
                case INT -> (double) (int) fixed(4);
                case NUMBER -> Double.longBitsToDouble(fixed(8));
                case INT64 -> new Cdata(Cdata.Kind.INT64, fixed(8));
                case UINT64 -> new Cdata(Cdata.Kind.UINT64, fixed(8));
                case COMPLEX -> {
                    fixed(8);
                    yield new Cdata(Cdata.Kind.COMPLEX, fixed(8));
                }
                default -> {
                    if (tag >= STRING) {
                        yield text(tag - STRING);
                    }
                    if (tag < TABLE || tag > LAST_TABLE) {
                        throw LuaError.caller(
                                "cannot deserialize tag 0x" + (tag < 16 ? "0" : "") + Integer.toHexString(tag));
                    }
                    yield table(tag, depth + 1);
                }
            };
        }

        private LuaTable table(int tag, int depth) {
            if (depth > DEEPEST) {
                throw LuaError.caller("too deep to deserialize");
            }
            int first = (tag & WITH_ITEMS_FROM_1) != 0 ? 1 : 0;
            int end = first == 1 || (tag & WITH_ITEMS_FROM_0) != 0 ? count() : first;
            int pairs = (tag & WITH_PAIRS) != 0 ? count() : 0;
            // Each has a byte at least: a number that lies makes no room.
            need((long) Math.max(0, end - first) + 2L * pairs);
            LuaTable table = new LuaTable(Math.max(0, end - 1), pairs);
            for (int i = first; i < end; i++) {
                table.put(i, value(depth));
            }
            for (int i = 0; i < pairs; i++) {
                Object key = value(depth);
                table.put(key, value(depth));
            }
            LuaState.checkBudget();
            return table;
        }

        private String text(int length) {
            need(length);
            at += length;
            return text.substring(at - length, at);
        }

        private int count() {
            int first = next();
            if (first < ONE_BYTE) {
                return first;
            }
            if (first != 0xff) {
                return ONE_BYTE + ((first & 0x1f) << 8 | next());
            }
            long number = fixed(4);
            need(number > Integer.MAX_VALUE ? number : 0);
            return (int) number;
        }

        private int next() {
            need(1);
            return text.charAt(at++);
        }

        private long fixed(int bytes) {
            need(bytes);
            long bits = 0;
            for (int i = 0; i < bytes; i++) {
                bits |= (long) text.charAt(at++) << 8 * i;
            }
            return bits;
        }

        private void need(long bytes) {
            if (bytes > text.length() - at) {
                throw LuaError.caller("unexpected end of buffer");
            }
        }
    }
}
