package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import java.util.Locale;

/** Facts of a request that several namespaces tell. */
public final class Facts {
    private Facts() {}

    /** The host that the client named, in lower case and without port. */
    public static String host(Exchange exchange) {
        String header = exchange.request.headers.get("host");
        if (header == null || header.isEmpty()) {
            return "kong";
        }
        String host = header.toLowerCase(Locale.ROOT);
        int colon = host.startsWith("[") ? host.indexOf("]:") + 1 : host.indexOf(':');
        if (colon > 0) {
            host = host.substring(0, colon);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The path in normal form. */
    public static String path(Exchange exchange) {
        String path = exchange.normalPath;
        if (path == null) {
            path = exchange.request.rawPath();
        }
        return path;
    }
}
