package io.moongate.gateway.script.ngx;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.QueryText;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** Encoders and hashes: {@code ngx.encode_base64}, {@code ngx.escape_uri}, {@code ngx.md5} … */
public final class TextArea {
    private static final int LAST_KIND = 6;

    private TextArea() {}

    static void add(Namespace ngx) {
        ngx.of2("encode_base64", (text, bare) -> Base64Text.encode(text(text), !Convert.truth(bare)))
                .of1("decode_base64", TextArea::decodeBase64)
                .of2("escape_uri", TextArea::escapeUri)
                .of1("unescape_uri", text -> UriText.unescape(text(text), true))
                .of1("encode_args", arguments -> encodeArgs(Check.table(arguments, 1)))
                .of2("decode_args", TextArea::decodeArgs)
                .of1("md5", text -> Digests.hex(Digests.digest("MD5", text(text))))
                .of1("md5_bin", text -> Digests.digest("MD5", text(text)))
                .of1("sha1_bin", text -> Digests.digest("SHA-1", text(text)))
                .of2("hmac_sha1", (key, text) -> Digests.hmac("HmacSHA1", Check.string(key, 1), Check.string(text, 2)))
                .of1("crc32_short", text -> (double) Digests.crc32(text(text)))
                .of1("crc32_long", text -> (double) Digests.crc32(text(text)))
                .of1("quote_sql_str", text -> quoteSql(Check.string(text, 1)));
    }

    /** What these functions take instead of a text: nil and false count as empty. */
    private static String text(@Nullable Object value) {
        return Convert.truth(value) ? Convert.tostring(value) : "";
    }

    private static @Nullable Object decodeBase64(@Nullable Object value) {
        if (value instanceof String text) {
            return Base64Text.decode(text);
        }
        throw LuaError.caller("string argument only");
    }

    static @Nullable Object decodeBase64Mime(@Nullable Object value) {
        if (value instanceof String text) {
            return Base64Text.decodeMime(text);
        }
        throw LuaError.caller("string argument only");
    }

    private static Object escapeUri(@Nullable Object value, @Nullable Object kind) {
        if (kind != null && !(kind instanceof Double)) {
            throw LuaError.caller("\"type\" is not a number");
        }
        double number = kind instanceof Double given ? given : 2;
        if (!(number >= 0 && number <= LAST_KIND)) {
            throw LuaError.caller("\"type\" " + Convert.tostring(number) + " out of range");
        }
        return UriText.escape(text(value), UriText.Kind.ofNumber((int) number));
    }

    /** A table as a query string, in the table's order. */
    public static String encodeArgs(LuaTable arguments) {
        StringBuilder out = new StringBuilder();
        for (int slot = arguments.nextSlot(-1); slot >= 0; slot = arguments.nextSlot(slot)) {
            if (!(arguments.slotKey(slot) instanceof String name)) {
                throw LuaError.caller("attempt to use a non-string key in the \"args\" option table");
            }
            Object value = arguments.slotValue(slot);
            if (value instanceof LuaTable list) {
                for (int i = 1; list.get(i) != null; i++) {
                    argument(out, name, list.get(i));
                }
            } else {
                argument(out, name, value);
            }
        }
        return out.toString();
    }

    private static void argument(StringBuilder out, String name, @Nullable Object value) {
        if (value == Boolean.FALSE) {
            return;
        }
        if (!(value instanceof String || value instanceof Double || value instanceof Boolean)) {
            throw LuaError.caller("attempt to use " + LuaType.name(value) + " as query arg value");
        }
        out.append(out.isEmpty() ? "" : "&").append(UriText.escape(name, UriText.Kind.COMPONENT));
        if (value != Boolean.TRUE) {
            out.append('=').append(UriText.escape(Convert.tostring(value), UriText.Kind.COMPONENT));
        }
    }

    private static @Nullable Object decodeArgs(@Nullable Object text, @Nullable Object most) {
        var arguments = QueryText.parse(Check.string(text, 1), Check.integer(most, 2, 100));
        return arguments.truncated() ? Values.of2(arguments.table(), "truncated") : arguments.table();
    }

    private static String quoteSql(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 0 -> out.append("\\0");
                case '\b' -> out.append("\\b");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 26 -> out.append("\\Z");
                case '\\', '\'', '"' -> out.append('\\').append(c);
                default -> out.append(c);
            }
        }
        return out.append('\'').toString();
    }
}
