package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.UpstreamRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who the client is and what it asked for, where proxies stand in between: X-Real-IP and X-Forwarded-*. */
final class ForwardedFacts {
    private final AddressBlocks trusted;
    private final String realIpHeader;
    private final boolean recursive;

    ForwardedFacts(ProxyOptions options) {
        this.trusted = options.trusted();
        this.realIpHeader = options.realIpHeader();
        this.recursive = options.realIpRecursive();
    }

    /** Takes the client's address from what a trusted proxy says. */
    void findClient(ClientRequest request) {
        if (trusted == AddressBlocks.NONE || !trusted.contains(request.peerAddress)) {
            return;
        }
        String value = request.headers.get(realIpHeader);
        if (value == null) {
            return;
        }
        String[] chain = value.split(",", -1);
        for (int i = chain.length - 1; i >= 0; i--) {
            String address = chain[i].strip();
            int port = 0;
            if (!AddressBlocks.isAddress(address)) {
                int colon = address.lastIndexOf(':');
                String host = colon < 0 ? "" : address.substring(0, colon);
                host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
                port = AddressBlocks.isAddress(host) ? port(address.substring(colon + 1)) : -1;
                address = host;
            }
            if (port < 0) {
                return;
            }
            request.forwardedAddress = address;
            request.forwardedPort = port;
            if (!recursive || !trusted.contains(address)) {
                return;
            }
        }
    }

    /** Fills in what the upstream is told of the client. */
    void tellUpstream(Exchange exchange) {
        ClientRequest request = exchange.request;
        UpstreamRequest upstream = exchange.upstream;
        HeaderList headers = request.headers;
        boolean believed = trusted != AddressBlocks.NONE && trusted.contains(request.peerAddress);
        upstream.forwardedProto = given(believed, headers, "X-Forwarded-Proto", request.scheme);
        upstream.forwardedHost = given(believed, headers, "X-Forwarded-Host", host(request));
        upstream.forwardedPort = given(believed, headers, "X-Forwarded-Port", Integer.toString(request.serverPort));
        upstream.forwardedPath = given(believed, headers, "X-Forwarded-Path", request.rawPath());
        upstream.forwardedPrefix = given(believed, headers, "X-Forwarded-Prefix", exchange.strippedPrefix);
        int first = headers.find("X-Forwarded-For", 0);
        upstream.forwardedFor = first < 0 ? request.peerAddress : joined(headers, first) + ", " + request.peerAddress;
    }

    /** The scheme that the client itself used. */
    String scheme(ClientRequest request) {
        String told = request.headers.get("X-Forwarded-Proto");
        return told != null && trusted.contains(request.peerAddress) ? told : request.scheme;
    }

    /** The host that the client itself asked for: in lower case, without port. */
    String forwardedHost(ClientRequest request) {
        String told = request.headers.get("X-Forwarded-Host");
        return told != null && trusted.contains(request.peerAddress) ? told : host(request);
    }

    /** The host of a request as nginx has it ({@code $host}). */
    static String host(ClientRequest request) {
        String target = request.target;
        String host = null;
        if (!target.startsWith("/")) {
            int start = target.indexOf("://") + 3;
            int end = start;
            while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
                end++;
            }
            host = start > 2 ? target.substring(start, end) : null;
        }
        if (host == null || host.isEmpty()) {
            host = request.headers.get("Host");
        }
        if (host == null || host.isEmpty()) {
            return "kong";
        }
        int colon = host.startsWith("[") ? host.indexOf(':', host.indexOf(']')) : host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return name.endsWith(".") ? lower(name.substring(0, name.length() - 1)) : lower(name);
    }

    private static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
                return text.toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }

    private static @Nullable String given(
            boolean believed, HeaderList headers, String name, @Nullable String otherwise) {
        if (believed) {
            String value = headers.get(name);
            if (value != null) {
                return value;
            }
        }
        return otherwise;
    }

    private static String joined(HeaderList headers, int first) {
        String all = headers.value(first);
        for (int i = headers.find("X-Forwarded-For", first + 1); i >= 0; i = headers.find("X-Forwarded-For", i + 1)) {
            all += ", " + headers.value(i);
        }
        return all;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 65_535 ? -1 : port;
        } catch (NumberFormatException noPort) {
            return -1;
        }
    }
}
