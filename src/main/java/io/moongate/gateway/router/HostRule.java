package io.moongate.gateway.router;

import org.jspecify.annotations.Nullable;

/**
 * One of the hosts of a route. Names are compared as they are, case included.
 *
 * @param text the name, or its fixed part with the dot next to the wildcard
 * @param port the port, or {@link HostPort#NONE} for any
 * @param shortest the least length of a name that matches
 */
record HostRule(Kind kind, String text, int port, int shortest) {
    enum Kind {
        PLAIN,
        /** {@code *.example.com} */
        SUFFIX,
        /** {@code example.*} */
        PREFIX
    }

    static HostRule of(String host, Flavor flavor) {
        HostPort split = HostPort.of(ByteText.encoded(host));
        String name = split.name();
        // Only the traditional flavor wants something in the place of the wildcard.
        int shortest = flavor == Flavor.TRADITIONAL ? name.length() : 0;
        if (name.startsWith("*")) {
            return new HostRule(Kind.SUFFIX, name.substring(1), split.port(), shortest);
        }
        if (name.endsWith("*")) {
            return new HostRule(Kind.PREFIX, name.substring(0, name.length() - 1), split.port(), shortest);
        }
        return new HostRule(Kind.PLAIN, name, split.port(), 0);
    }

    /**
     * Whether a host is meant.
     *
     * @param requestPort the port of the Host header, else that of the connection
     */
    boolean matches(String name, int requestPort) {
        if (port != HostPort.NONE && port != requestPort || name.length() < shortest) {
            return false;
        }
        return switch (kind) {
            case PLAIN -> text.equals(name);
            case SUFFIX -> name.endsWith(text);
            case PREFIX -> name.startsWith(text);
        };
    }

    static boolean anyMatches(HostRule @Nullable [] rules, String name, int requestPort) {
        if (rules == null) {
            return true;
        }
        for (HostRule rule : rules) {
            if (rule.matches(name, requestPort)) {
                return true;
            }
        }
        return false;
    }
}
