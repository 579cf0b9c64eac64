package io.moongate.gateway.script.require;

import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.ngx.TextArea;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of {@code resty.http}: its parameters, and its head as it goes over the wire. */
final class HttpRequestText {
    static final String AGENT = "lua-resty-http/0.17.2 (Lua) ngx_lua/10026";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    final String method;
    final double version;
    final LuaTable headers = HttpHeaders.create();
    final @Nullable Object body;
    private final String target;

    /**
     * @param client the object that {@code request} was called on: where it is connected to
     * @throws Unsendable when the parameters do not make a request
     */
    HttpRequestText(LuaTable client, LuaTable parameters) throws Unsendable {
        this.method = text(parameters.get("method"), "GET").toUpperCase(Locale.ROOT);
        this.version = parameters.get("version") instanceof Double given ? given : 1.1;
        this.body = parameters.get("body");
        this.target = text(client.get("path_prefix"), "")
                + text(parameters.get("path"), "/")
                + query(parameters.get("query"));
        takeHeaders(parameters.get("headers"));
        addLength();
        addHost(client);
        if (HttpHeaders.find(headers, "Proxy-Authorization") == null && client.get("http_proxy_auth") != null) {
            headers.put("Proxy-Authorization", client.get("http_proxy_auth"));
        }
        if (HttpHeaders.find(headers, "User-Agent") == null) {
            headers.put("User-Agent", AGENT);
        }
        if (version == 1.0 && HttpHeaders.find(headers, "Connection") == null) {
            headers.put("Connection", "Keep-Alive");
        }
    }

    /** The parameters do not make a request; the message says why. */
    static final class Unsendable extends Exception {
        Unsendable(String message) {
            super(message, null, false, false);
        }

        String error() {
            return String.valueOf(getMessage());
        }
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : Convert.tostring(value);
    }

    private static String query(@Nullable Object query) {
        if (query instanceof LuaTable arguments) {
            return "?" + TextArea.encodeArgs(arguments);
        }
        String text = text(query, "");
        return text.isEmpty() || text.startsWith("?") ? text : "?" + text;
    }

    private void takeHeaders(@Nullable Object given) {
        if (given == null) {
            return;
        }
        if (!(given instanceof LuaTable table)) {
            throw LuaError.caller("bad argument #1 to 'pairs' (table expected, got " + LuaType.name(given) + ")");
        }
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            HttpHeaders.put(headers, table.slotKey(slot), table.slotValue(slot));
        }
    }

    private void addLength() throws Unsendable {
        if (isChunked(headers)) {
            HttpHeaders.put(headers, "Content-Length", null);
        } else if (HttpHeaders.find(headers, "Content-Length") == null) {
            switch (body) {
                case null -> {
                    if (WITH_BODY.contains(method)) {
                        headers.put("Content-Length", 0.0);
                    }
                }
                case LuaFunction streamed ->
                    throw new Unsendable(
                            "Request body is a function but a length or chunked encoding is not specified");
                default -> headers.put("Content-Length", (double) wholeBody().length());
            }
        }
    }

    /** Whether a message's body comes in chunks. */
    static boolean isChunked(LuaTable headers) {
        Object encoding = HttpHeaders.find(headers, "Transfer-Encoding");
        if (encoding instanceof LuaTable list) {
            encoding = list.get(list.length());
        }
        return encoding instanceof String text && text.toLowerCase(Locale.ROOT).contains("chunked");
    }

    private void addHost(LuaTable client) throws Unsendable {
        if (HttpHeaders.find(headers, "Host") != null) {
            return;
        }
        String host = text(client.get("host"), "");
        if (host.startsWith("unix:")) {
            throw new Unsendable(
                    "Unable to generate a useful Host header for a unix domain socket. Please provide one.");
        }
        int usual = Convert.truth(client.get("ssl")) ? 443 : 80;
        boolean plain = !(client.get("port") instanceof Double port) || port == usual;
        headers.put("Host", plain ? host : host + ":" + Convert.tostring(client.get("port")));
    }

    /** A body that is no function, whole; empty where there is none. */
    String wholeBody() {
        if (body instanceof LuaTable list) {
            StringBuilder all = new StringBuilder();
            for (int i = 1; list.get(i) != null; i++) {
                all.append(Convert.tostring(list.get(i)));
            }
            return all.toString();
        }
        return body == null || body instanceof LuaFunction ? "" : Convert.tostring(body);
    }

    /** Whether the body waits until the server says that it wants it. */
    boolean expectsContinue() {
        return "100-continue".equals(HttpHeaders.find(headers, "Expect"));
    }

    /** The head; no value can add a line to it. */
    String head() {
        StringBuilder out = new StringBuilder(256);
        out.append(HeaderText.escape(method)).append(' ').append(HeaderText.escape(target));
        out.append(version == 1.0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
        for (int slot = headers.nextSlot(-1); slot >= 0; slot = headers.nextSlot(slot)) {
            String name = HeaderText.escape(Convert.tostring(headers.slotKey(slot)));
            Object value = headers.slotValue(slot);
            if (value instanceof LuaTable list) {
                for (int i = 1; list.get(i) != null; i++) {
                    line(out, name, list.get(i));
                }
            } else if (value != null) {
                line(out, name, value);
            }
        }
        return out.append("\r\n").toString();
    }

    private static void line(StringBuilder out, String name, @Nullable Object value) {
        out.append(name)
                .append(": ")
                .append(HeaderText.escape(Convert.tostring(value)))
                .append("\r\n");
    }
}
