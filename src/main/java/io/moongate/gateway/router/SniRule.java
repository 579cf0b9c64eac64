package io.moongate.gateway.router;

import org.jspecify.annotations.Nullable;

/** One of the TLS server names of a route; says nothing about requests in the clear. */
record SniRule(HostRule.Kind kind, String text) {

    static SniRule of(String sni) {
        String name = ByteText.encoded(sni.endsWith(".") ? sni.substring(0, sni.length() - 1) : sni);
        if (name.startsWith("*")) {
            return new SniRule(HostRule.Kind.SUFFIX, name.substring(1));
        }
        if (name.endsWith("*")) {
            return new SniRule(HostRule.Kind.PREFIX, name.substring(0, name.length() - 1));
        }
        return new SniRule(HostRule.Kind.PLAIN, name);
    }

    private boolean matches(String sni) {
        return switch (kind) {
            case PLAIN -> text.equals(sni);
            case SUFFIX -> sni.endsWith(text);
            case PREFIX -> sni.startsWith(text);
        };
    }

    static boolean anyMatches(SniRule @Nullable [] rules, boolean tls, String sni) {
        if (rules == null || !tls) {
            return true;
        }
        for (SniRule rule : rules) {
            if (rule.matches(sni)) {
                return true;
            }
        }
        return false;
    }
}
