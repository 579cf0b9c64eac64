package io.moongate.gateway.model;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates with their keys, of one kind of key each. Two are the same only if they are one object. */
public final class KeyMaterial {
    private static final char[] NO_PASSWORD = {};

    private final List<Entry> entries;

    /** A certificate with those that vouch for it, and its key. */
    public record Entry(List<X509Certificate> chain, PrivateKey key) {}

    public KeyMaterial(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Of one certificate. */
    public static KeyMaterial of(List<X509Certificate> chain, PrivateKey key) {
        return new KeyMaterial(List.of(new Entry(List.copyOf(chain), key)));
    }

    /**
     * Of texts.
     *
     * @param otherCertificate a second one with a key of another kind, or null
     * @throws GeneralSecurityException if they cannot be read
     */
    public static KeyMaterial read(
            String certificate, String key, @Nullable String otherCertificate, @Nullable String otherKey)
            throws GeneralSecurityException {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(Pem.certificates(certificate), Pem.privateKey(key)));
        if (otherCertificate != null && otherKey != null) {
            entries.add(new Entry(Pem.certificates(otherCertificate), Pem.privateKey(otherKey)));
        }
        return new KeyMaterial(entries);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Its keys, for the JDK's TLS to choose from. */
    public KeyManagerFactory managers() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Entry entry : entries) {
            store.setKeyEntry(
                    "key" + store.size(),
                    entry.key(),
                    NO_PASSWORD,
                    entry.chain().toArray(X509Certificate[]::new));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
    }
}
