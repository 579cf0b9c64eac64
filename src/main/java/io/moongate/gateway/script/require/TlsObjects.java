package io.moongate.gateway.script.require;

import io.moongate.gateway.model.KeyMaterial;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What functions read for TLS and hand on: certificates, keys, stores of authorities. */
public final class TlsObjects {
    private TlsObjects() {}

    /** A certificate and those that vouch for it, as {@code ngx.ssl.parse_pem_cert} gives them. */
    public record Chain(List<X509Certificate> certificates) {
        public Chain {
            certificates = List.copyOf(certificates);
        }
    }

    /** A private key, as {@code ngx.ssl.parse_pem_priv_key} gives it; it remembers what it was last used with. */
    public static final class Key {
        private final PrivateKey key;
        private @Nullable Chain usedWith;
        private @Nullable KeyMaterial material;

        public Key(PrivateKey key) {
            this.key = key;
        }

        /** Key and certificates together; the same object while they are, so that connections can be kept. */
        public KeyMaterial with(Chain chain) {
            KeyMaterial known = material;
            if (known == null || usedWith != chain) {
                known = KeyMaterial.of(chain.certificates(), key);
                material = known;
                usedWith = chain;
            }
            return known;
        }
    }

    /** The authorities of a {@code resty.openssl.x509.store}. */
    public static final class Store {
        private final List<X509Certificate> certificates = new ArrayList<>();

        public void add(X509Certificate certificate) {
            certificates.add(certificate);
        }

        public List<X509Certificate> certificates() {
            return List.copyOf(certificates);
        }
    }
}
