package io.moongate.gateway.config;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address that a server binds, with its flags.
 *
 * @param host an address, without the brackets of IPv6
 * @param backlog the length of the queue of connections not yet accepted, 0 for the system's own
 */
public record Listen(
        String host, int port, boolean ssl, boolean http2, boolean proxyProtocol, boolean reuseport, int backlog) {

    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\s:\\[\\]]+)):(\\d{1,5})");
    /** Flags that nginx knows and that need nothing from this gateway. */
    private static final Set<String> TAKEN = Set.of("default_server", "deferred", "bind", "transparent");

    private static final Pattern TAKEN_VALUE = Pattern.compile("(?:ipv6only|so_keepalive|fastopen|setfib)=\\S+");
    private static final Pattern BACKLOG = Pattern.compile("backlog=(\\d{1,9})");

    /** Reads {@code 0.0.0.0:8443 http2 ssl reuseport backlog=16384}. */
    public static Listen of(String text) {
        String[] words = text.strip().split("\\s+");
        Matcher address = ADDRESS.matcher(words[0]);
        if (!address.matches() || Integer.parseInt(address.group(3)) > 65535) {
            throw new IllegalArgumentException("'" + text.strip() + "' must be of form: [off] | <ip>:<port> "
                    + "[ssl] [http2] [proxy_protocol] [deferred] [bind] [reuseport] [backlog=%d+], ...");
        }
        boolean ssl = false;
        boolean http2 = false;
        boolean proxyProtocol = false;
        boolean reuseport = false;
        int backlog = 0;
        for (int i = 1; i < words.length; i++) {
            Matcher length = BACKLOG.matcher(words[i]);
            switch (words[i]) {
                case "ssl" -> ssl = true;
                case "http2" -> http2 = true;
                case "proxy_protocol" -> proxyProtocol = true;
                case "reuseport" -> reuseport = true;
                case String word when length.matches() -> backlog = Integer.parseInt(length.group(1));
                case String word
                when TAKEN.contains(word) || TAKEN_VALUE.matcher(word).matches() -> {}
                case String word ->
                    throw new IllegalArgumentException("unknown flag '" + word + "' in '" + text.strip() + "'");
            }
        }
        String host = address.group(1) != null ? address.group(1) : address.group(2);
        return new Listen(host, Integer.parseInt(address.group(3)), ssl, http2, proxyProtocol, reuseport, backlog);
    }

    /** The address and its flags as they are written in a setting. */
    public String text() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port
                + (proxyProtocol ? " proxy_protocol" : "")
                + (http2 ? " http2" : "")
                + (ssl ? " ssl" : "")
                + (reuseport ? " reuseport" : "")
                + (backlog > 0 ? " backlog=" + backlog : "");
    }
}
