package io.moongate.gateway.script;

import io.moongate.lua.value.LuaTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents of entities and settings as Lua tables: text becomes UTF-8 bytes, what is null is left out. */
public final class EntityTables {
    private EntityTables() {}

    /** A table with the document's fields. */
    public static LuaTable of(Map<?, ?> document) {
        LuaTable table = new LuaTable(0, document.size());
        document.forEach((name, value) -> table.put(bytes(String.valueOf(name)), value(value)));
        return table;
    }

    /** A value as Lua has it. */
    public static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> bytes(text);
            case Boolean flag -> flag;
            case Number number -> number.doubleValue();
            case Map<?, ?> map -> of(map);
            case List<?> list -> {
                LuaTable table = new LuaTable(list.size(), 0);
                for (int i = 0; i < list.size(); i++) {
                    table.put(i + 1, value(list.get(i)));
                }
                yield table;
            }
            default -> bytes(value.toString());
        };
    }

    /** Text as a byte string. */
    public static String bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    /** A byte string as text. */
    public static String text(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) > 127) {
                return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }
}
