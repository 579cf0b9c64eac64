package io.moongate.gateway.exchange;

import io.moongate.gateway.model.KeyMaterial;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How TLS to an upstream is done. Connections of different rules do not stand in for each other.
 *
 * @param own what the gateway shows of itself, or null
 * @param verify whether the upstream's certificate is checked
 * @param depth how many certificates may stand between the upstream's and an authority's
 * @param authorities whose word counts; empty for those that the system believes
 */
public record TlsRules(@Nullable KeyMaterial own, boolean verify, int depth, List<X509Certificate> authorities) {

    /** Kong's default: nothing is shown and nothing is checked. */
    public static final TlsRules USUAL = new TlsRules(null, false, 1, List.of());

    public TlsRules {
        authorities = List.copyOf(authorities);
    }

    public TlsRules withOwn(KeyMaterial material) {
        return new TlsRules(material, verify, depth, authorities);
    }

    public TlsRules withVerify(boolean on) {
        return new TlsRules(own, on, depth, authorities);
    }

    public TlsRules withDepth(int most) {
        return new TlsRules(own, verify, most, authorities);
    }

    public TlsRules withAuthorities(List<X509Certificate> trusted) {
        return new TlsRules(own, verify, depth, trusted);
    }
}
