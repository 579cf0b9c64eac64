package io.moongate.gateway.script;

import io.moongate.gateway.script.ngx.UriText;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** Query strings and form bodies as OpenResty reads them: {@code a=1&b&c=}, where {@code b} is true. */
public final class QueryText {
    private QueryText() {}

    /** Reads at most so many arguments, 0 for all; an argument without a name is passed over. */
    public static Multimap parse(String query, int most) {
        return parse(query, most, new LuaTable(0, 8));
    }

    /** The same into a table that is there already. */
    public static Multimap parse(String query, int most, LuaTable into) {
        Multimap arguments = new Multimap(most, into);
        int at = 0;
        int length = query.length();
        while (at < length) {
            int end = query.indexOf('&', at);
            end = end < 0 ? length : end;
            int equals = query.indexOf('=', at);
            boolean bare = equals < 0 || equals > end;
            String name = UriText.unescape(query.substring(at, bare ? end : equals), true);
            if (!name.isEmpty()) {
                Object value = bare ? (Object) Boolean.TRUE : UriText.unescape(query.substring(equals + 1, end), true);
                if (!arguments.add(name, value)) {
                    break;
                }
            }
            at = end + 1;
        }
        return arguments;
    }

    /** The first value of an argument among so many: a string, true where it has none, or null. */
    public static @Nullable Object first(String query, String wanted, int most) {
        int at = 0;
        int length = query.length();
        int count = 0;
        while (at < length && count < most) {
            int end = query.indexOf('&', at);
            end = end < 0 ? length : end;
            int equals = query.indexOf('=', at);
            boolean bare = equals < 0 || equals > end;
            int nameEnd = bare ? end : equals;
            if (nameEnd > at) {
                count++;
                if (named(query, at, nameEnd, wanted)) {
                    return bare ? (Object) Boolean.TRUE : UriText.unescape(query.substring(equals + 1, end), true);
                }
            }
            at = end + 1;
        }
        return null;
    }

    private static boolean named(String query, int start, int end, String wanted) {
        if (end - start == wanted.length() && query.startsWith(wanted, start)) {
            return wanted.indexOf('%') < 0 && wanted.indexOf('+') < 0
                    || UriText.unescape(wanted, true).equals(wanted);
        }
        return end - start > 0
                && (query.indexOf('%', start) >= 0 || query.indexOf('+', start) >= 0)
                && UriText.unescape(query.substring(start, end), true).equals(wanted);
    }
}
