package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.path.NormalPath;
import io.vertx.core.buffer.Buffer;
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
            path = NormalPath.of(exchange.request.rawPath());
            exchange.normalPath = path;
        }
        return path;
    }

    /** How long the request was, head and body, as nearly as what is kept of it tells. */
    public static long requestLength(ClientRequest request) {
        long length = request.originalMethod.length() + request.target.length() + " HTTP/1.1\r\n".length() + 1L + 2L;
        for (int i = 0; i < request.headers.size(); i++) {
            length +=
                    request.headers.name(i).length() + request.headers.value(i).length() + 4L;
        }
        return length
                + (request.body.bytes() == null || request.body.replaced() ? announced(request) : bodyOf(request));
    }

    private static long bodyOf(ClientRequest request) {
        Buffer bytes = request.body.bytes();
        return bytes == null ? 0 : bytes.length();
    }

    private static long announced(ClientRequest request) {
        String text = request.headers.get("content-length");
        try {
            return text == null ? 0 : Long.parseLong(text.strip());
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
