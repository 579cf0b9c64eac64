package io.moongate.gateway.script.require;

import io.moongate.lua.value.LuaTable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URI taken apart as {@code resty.http} does.
 *
 * @param scheme null where the URI has none
 */
record HttpTarget(@Nullable String scheme, String host, int port, String path, String query) {
    private static final Pattern URI = Pattern.compile(
            "^(?:(https?):)?//([^:/?\\[\\]]+|\\[[^\\]]+\\])(?::(\\d{1,9}))?([^?]*)\\??(.*)$", Pattern.DOTALL);

    /** Null where the text is no such URI. */
    static @Nullable HttpTarget parse(String uri) {
        Matcher match = URI.matcher(uri);
        if (!match.matches()) {
            return null;
        }
        String scheme = match.group(1);
        String port = match.group(3);
        String path = match.group(4);
        return new HttpTarget(
                scheme,
                match.group(2),
                port != null ? Integer.parseInt(port) : "https".equals(scheme) ? 443 : 80,
                path.isEmpty() ? "/" : path,
                match.group(5));
    }

    /** The same with a scheme. */
    HttpTarget withScheme(String known) {
        int defaultPort = known.equals("https") ? 443 : 80;
        return new HttpTarget(known, host, port == 80 ? defaultPort : port, path, query);
    }

    /** The list that {@code parse_uri} gives out. */
    LuaTable list(boolean queryInPath) {
        boolean joined = queryInPath && !query.isEmpty();
        LuaTable parts = LuaTable.of(scheme, host, (double) port, joined ? path + "?" + query : path);
        if (!joined) {
            parts.put(5, query);
        }
        return parts;
    }
}
