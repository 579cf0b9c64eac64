package io.moongate.gateway.router;

import io.moongate.gateway.model.Route;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the protocols of a route say about a request that it matched, before any plugin runs. */
public sealed interface AfterMatch {

    /** On with the request. */
    record Proceed() implements AfterMatch {}

    /** 426: the route is for https only. */
    record UpgradeToTls() implements AfterMatch {}

    /** A redirect to the same place over https. */
    record RedirectToTls(int status, String location) implements AfterMatch {}

    /** 415: the route is for gRPC only. */
    record NotGrpc() implements AfterMatch {}

    /** 426: gRPC needs HTTP/2. */
    record GrpcNeedsHttp2() implements AfterMatch {}

    /** gRPC status 1: the route is for gRPC over TLS only. */
    record GrpcNeedsTls() implements AfterMatch {}

    AfterMatch PROCEED = new Proceed();

    /**
     * Decides.
     *
     * @param tls whether the client came by https as far as is known (from X-Forwarded-Proto, if that is trusted)
     * @param host the host that the client asked for, port and all
     * @param uri path and query as they were sent
     * @param contentType the Content-Type of the request, or null
     * @param http2 whether it came over HTTP/2
     */
    static AfterMatch of(
            Route route, boolean tls, String host, String uri, @Nullable String contentType, boolean http2) {
        List<String> protocols = route.protocols();
        if (!tls && protocols.contains("https") && !protocols.contains("http")) {
            int status = route.httpsRedirectStatusCode();
            return status == 426 ? new UpgradeToTls() : new RedirectToTls(status, "https://" + bareHost(host) + uri);
        }
        if (!protocols.contains("grpc") && !protocols.contains("grpcs")) {
            return PROCEED;
        }
        if (contentType == null || !contentType.startsWith("application/grpc")) {
            return new NotGrpc();
        }
        if (!http2) {
            return new GrpcNeedsHttp2();
        }
        return tls || protocols.contains("grpc") ? PROCEED : new GrpcNeedsTls();
    }

    /** The host in lower case, without port and without a final dot. */
    private static String bareHost(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        String name = end > 0 ? host.substring(0, end) : host;
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return bare.toLowerCase(Locale.ROOT);
    }
}
