package io.moongate.gateway.script.ngx;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code ngx.var}: nginx's and Kong's variables of a request; those of Kong that shape the upstream can be set. */
final class VarArea {
    private final LuaWorker worker;
    private final Variables variables;

    private VarArea(LuaWorker worker) {
        this.worker = worker;
        this.variables = new Variables(worker);
    }

    static LuaTable table(LuaWorker worker) {
        VarArea area = new VarArea(worker);
        return new Namespace().reads(area::read).writes(area::write).table();
    }

    private Exchange exchange() {
        return Context.request(worker);
    }

    private @Nullable Object read(@Nullable Object table, @Nullable Object name) {
        Exchange exchange = exchange();
        if (name instanceof Double) {
            return null;
        }
        if (!(name instanceof String variable)) {
            throw LuaError.caller("bad variable name");
        }
        return variables.get(exchange, small(variable));
    }

    private @Nullable Object write(@Nullable Object table, @Nullable Object name, @Nullable Object value) {
        Exchange exchange = exchange();
        if (!(name instanceof String given)) {
            throw LuaError.caller("bad variable name");
        }
        String variable = small(given);
        String text = value == null ? null : Convert.tostring(value);
        ClientRequest request = exchange.request;
        UpstreamRequest upstream = exchange.upstream;
        String present = text == null ? "" : text;
        boolean builtIn = Variables.known(variable);
        switch (variable) {
            case "args" -> request.query = text == null ? null : HeaderText.escape(text);
            case "upstream_uri" -> upstream.path = HeaderText.escape(present);
            case "upstream_scheme" -> upstream.scheme = present;
            case "upstream_host" -> upstream.hostHeader = text == null ? null : HeaderText.escape(text);
            case "upstream_upgrade" -> upstream.upgrade = text;
            case "upstream_x_forwarded_for" -> upstream.forwardedFor = header(text);
            case "upstream_x_forwarded_proto" -> upstream.forwardedProto = header(text);
            case "upstream_x_forwarded_host" -> upstream.forwardedHost = header(text);
            case "upstream_x_forwarded_port" -> upstream.forwardedPort = header(text);
            case "upstream_x_forwarded_path" -> upstream.forwardedPath = header(text);
            case "upstream_x_forwarded_prefix" -> upstream.forwardedPrefix = header(text);
            case "upstream_te", "upstream_connection", "upstream_via", "kong_proxy_mode", "limit_rate" -> {}
            default -> {
                if (Variables.indexed(variable)) {
                    throw LuaError.caller("variable not changeable");
                }
                if (builtIn) {
                    throw LuaError.caller("variable \"" + variable + "\" not changeable");
                }
                throw LuaError.caller(
                        "variable \"" + variable + "\" not found for writing; maybe it is a built-in variable"
                                + " that is not changeable or you forgot to use \"set $" + variable
                                + " '';\" in the config file to define it first");
            }
        }
        return Values.NONE;
    }

    /** Names count in any case. */
    private static String small(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }

    private static @Nullable String header(@Nullable String text) {
        return text == null ? null : HeaderText.escape(text);
    }

    /** The request line as it came. */
    static String requestLine(ClientRequest request) {
        String protocol = request.httpVersion == 20 ? "HTTP/2.0" : request.httpVersion == 10 ? "HTTP/1.0" : "HTTP/1.1";
        return request.originalMethod + " " + request.target + " " + protocol;
    }
}
