package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.ngx.UriText;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables as query strings: one piece a name, the pieces in order of their text, as Kong sorts them. */
final class QueryWriter {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private QueryWriter() {}

    static String write(LuaTable arguments) {
        List<String> pieces = new ArrayList<>();
        for (int slot = arguments.nextSlot(-1); slot >= 0; slot = arguments.nextSlot(slot)) {
            if (!(arguments.slotKey(slot) instanceof String name)) {
                throw LuaError.caller("arg keys must be strings");
            }
            pieces.add(piece(name, arguments.slotValue(slot)));
        }
        Collections.sort(pieces);
        return String.join("&", pieces);
    }

    /** All values of one name; false and an empty list give an empty piece. */
    private static String piece(String name, @Nullable Object value) {
        if (!(value instanceof LuaTable list)) {
            return one(name, value);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 1; list.get(i) != null; i++) {
            String item = one(name, list.get(i));
            if (!item.isEmpty()) {
                out.append(out.isEmpty() ? "" : "&").append(item);
            }
        }
        return out.toString();
    }

    private static String one(String name, @Nullable Object value) {
        String key = UriText.escape(name, UriText.Kind.COMPONENT);
        return switch (value) {
            case String text -> key + "=" + UriText.escape(text, UriText.Kind.COMPONENT);
            case Double number -> key + "=" + UriText.escape(Convert.tostring(number), UriText.Kind.COMPONENT);
            case Boolean flag -> flag ? key : "";
            case null, default ->
                throw LuaError.caller("attempt to use " + LuaType.name(value) + " as query arg value");
        };
    }

    /** A query without an argument; the others keep their order and are written anew, each with a value, as in Kong. */
    static String without(String query, String name) {
        List<String> kept = new ArrayList<>();
        for (String piece : query.split("&", -1)) {
            int equals = piece.indexOf('=');
            String key = UriText.unescape(equals < 0 ? piece : piece.substring(0, equals), true);
            if (!key.equals(name) && !piece.isEmpty()) {
                String value = equals < 0 ? "" : UriText.unescape(piece.substring(equals + 1), true);
                kept.add(formText(key) + "=" + formText(value));
            }
        }
        return String.join("&", kept);
    }

    /** As forms are escaped, but for spaces, which are {@code %20}. */
    private static String formText(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || "*-._".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
            }
        }
        return out.toString();
    }
}
