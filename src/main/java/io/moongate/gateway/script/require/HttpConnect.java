package io.moongate.gateway.script.require;

import io.moongate.gateway.script.net.SocketFailure;
import io.moongate.gateway.script.net.TcpSocket;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.netty.util.NetUtil;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code connect} of {@code resty.http} with a table of options: TCP, a proxy where one is set, and TLS. */
final class HttpConnect {
    private final HttpClient http;
    private final LuaTable client;
    private final LuaTable options;
    private final TcpSocket socket;
    private final @Nullable String scheme;
    private final String host;
    private final @Nullable Integer port;
    private final boolean tls;
    private final boolean verify;
    private final @Nullable String serverName;
    private @Nullable String proxy;
    private @Nullable String proxyAuthorization;

    HttpConnect(HttpClient http, LuaTable client, LuaTable options, TcpSocket socket) {
        this.http = http;
        this.client = client;
        this.options = options;
        this.socket = socket;
        this.scheme = text(options.get("scheme"));
        this.host = Convert.tostring(options.get("host"));
        this.tls = "https".equals(scheme);
        Double given = Convert.toNumber(options.get("port"));
        this.port = given != null ? Integer.valueOf(given.intValue()) : scheme == null ? null : tls ? 443 : 80;
        this.verify = tls && !Boolean.FALSE.equals(options.get("ssl_verify"));
        String name = text(options.get("ssl_server_name"));
        this.serverName = name != null || NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(bare(host))
                ? name
                : host;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Convert.tostring(value);
    }

    /** An IPv6 address without its brackets. */
    static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    void connect() throws SocketFailure {
        if (port != null && scheme == null) {
            throw new SocketFailure("'scheme' is required when providing a port");
        }
        findProxy();
        String pool = text(options.get("pool"));
        if (pool == null) {
            pool = poolName();
        }
        if (proxy != null) {
            connectToProxy(proxy, pool);
        } else {
            socket.connect(bare(host), port, pool);
        }
        if (tls && socket.reused() == 0) {
            secure();
        }
        client.put("host", host);
        client.put("port", port == null ? null : (double) port);
        client.put("ssl", tls);
        client.put("keepalive_supported", true);
        LuaTable state = new LuaTable(0, 1);
        state.put("keepalive_ready", true);
        client.put("reader_state", state);
        boolean plainProxy = proxy != null && !tls;
        client.put("http_proxy_auth", plainProxy ? proxyAuthorization : null);
        client.put(
                "path_prefix", plainProxy ? "http://" + host + (port == null || port == 80 ? "" : ":" + port) : null);
    }

    private void secure() throws SocketFailure {
        try {
            socket.secure(serverName == null ? null : bare(serverName), verify);
        } catch (SocketFailure failure) {
            socket.drop();
            throw failure;
        }
    }

    /** Connections are shared only by requests that would have made the same one. */
    private String poolName() {
        return (scheme == null ? "" : scheme) + ":" + host + ":" + port + ":" + tls + ":"
                + (serverName == null ? "" : serverName) + ":" + verify + ":" + (proxy == null ? "" : proxy) + ":"
                + (tls && proxyAuthorization != null ? proxyAuthorization : "");
    }

    private void findProxy() {
        Object given = options.get("proxy_opts") != null ? options.get("proxy_opts") : client.get("proxy_opts");
        if (!(given instanceof LuaTable proxies)) {
            return;
        }
        String found = text(proxies.get(tls ? "https_proxy" : "http_proxy"));
        String exceptions = text(proxies.get("no_proxy"));
        if (found != null && (exceptions == null || !excepted(exceptions))) {
            proxy = found;
            proxyAuthorization = text(proxies.get(tls ? "https_proxy_authorization" : "http_proxy_authorization"));
        }
    }

    /** Whether the host, or a domain that it is in, is among those that need no proxy. */
    private boolean excepted(String exceptions) {
        if (exceptions.equals("*")) {
            return true;
        }
        Set<String> names = new HashSet<>();
        for (String name : exceptions.split(",")) {
            String plain = name.strip();
            names.add(plain.startsWith(".") ? plain.substring(1) : plain);
        }
        String name = host;
        while (!names.contains(name)) {
            int dot = name.indexOf('.');
            if (dot < 0) {
                return false;
            }
            name = name.substring(dot + 1);
        }
        return true;
    }

    private void connectToProxy(String uri, String pool) throws SocketFailure {
        HttpTarget target = HttpTarget.parse(uri);
        if (target == null) {
            throw new SocketFailure("uri parse error: bad uri: " + uri);
        }
        if (!"http".equals(target.scheme())) {
            throw new SocketFailure(
                    "protocol " + String.valueOf(target.scheme()).toLowerCase(Locale.ROOT)
                            + " not supported for proxy connections");
        }
        try {
            socket.connect(bare(target.host()), target.port(), pool);
        } catch (SocketFailure failure) {
            throw new SocketFailure(
                    "failed to connect to: " + target.host() + ":" + target.port() + ": " + failure.error());
        }
        if (tls && socket.reused() == 0) {
            try {
                tunnel();
            } catch (SocketFailure failure) {
                socket.drop();
                throw failure;
            }
        }
    }

    private void tunnel() throws SocketFailure {
        String destination = host + ":" + port;
        LuaTable headers = new LuaTable();
        headers.put("Host", destination);
        headers.put("Proxy-Authorization", proxyAuthorization);
        LuaTable request = new LuaTable();
        request.put("method", "CONNECT");
        request.put("path", destination);
        request.put("headers", headers);
        client.put("path_prefix", null);
        LuaTable answer;
        try {
            answer = http.exchange(client, request);
        } catch (SocketFailure failure) {
            throw new SocketFailure("failed to issue CONNECT to proxy: " + failure.error());
        }
        double status = answer.get("status") instanceof Double code ? code : 0;
        if (status < 200 || status > 299) {
            throw new SocketFailure("failed to establish a tunnel through a proxy: " + (int) status);
        }
    }
}
