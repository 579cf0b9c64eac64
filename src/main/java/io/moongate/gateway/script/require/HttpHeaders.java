package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * {@code resty.http_headers}: tables whose names keep the case in which they were first written, and are found in any
 * case, with {@code _} for {@code -}.
 */
final class HttpHeaders {
    private static final LuaTable METATABLE = Namespace.hide(new LuaTable(0, 4));

    static {
        METATABLE.put(
                Metamethod.INDEX.key(),
                NativeFunction.of2(
                        "__index",
                        (table, name) -> table instanceof LuaTable headers && name instanceof String text
                                ? find(headers, text)
                                : null));
        METATABLE.put(Metamethod.NEWINDEX.key(), NativeFunction.of3("__newindex", (table, name, value) -> {
            if (table instanceof LuaTable headers) {
                put(headers, name, value);
            }
            return Values.NONE;
        }));
    }

    private HttpHeaders() {}

    static LuaTable module() {
        return new Namespace().of0("new", HttpHeaders::create).table();
    }

    static LuaTable create() {
        LuaTable headers = new LuaTable(0, 8);
        headers.setMetatable(METATABLE);
        return headers;
    }

    /** The value of a header in any case, or null. */
    static @Nullable Object find(LuaTable headers, String name) {
        Object exact = headers.get(name);
        if (exact != null) {
            return exact;
        }
        int slot = slot(headers, name);
        return slot < 0 ? null : headers.slotValue(slot);
    }

    private static int slot(LuaTable headers, String name) {
        for (int slot = headers.nextSlot(-1); slot >= 0; slot = headers.nextSlot(slot)) {
            if (headers.slotKey(slot) instanceof String key && same(key, name)) {
                return slot;
            }
        }
        return -1;
    }

    private static boolean same(String key, String name) {
        return key.length() == name.length()
                && (key.equalsIgnoreCase(name) || key.replace('_', '-').equalsIgnoreCase(name.replace('_', '-')));
    }

    static void put(LuaTable headers, @Nullable Object name, @Nullable Object value) {
        int slot = name instanceof String text ? slot(headers, text) : -1;
        headers.put(slot < 0 ? name : headers.slotKey(slot), value);
    }

    /** Adds a header as it came; what comes again becomes a list. */
    static void add(LuaTable headers, String name, String value) {
        Object known = find(headers, name);
        if (known instanceof LuaTable list) {
            list.put(list.length() + 1, value);
        } else {
            put(headers, name, known == null ? value : LuaTable.of(known, value));
        }
    }
}
