package io.moongate.gateway.exchange;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the TLS of a client's connection, and what functions of the certificate phase want of it. One for
 * the connection, shared by its requests.
 */
public final class ClientTls {
    /** The version as the log shows it ({@code TLSv1.3}); null while hands are shaken. */
    public @Nullable String version;

    /** The cipher by its name in OpenSSL; null while hands are shaken. */
    public @Nullable String cipher;

    /** The client's certificate and those that came with it; empty where it sent none. */
    public List<X509Certificate> chain = List.of();

    /** What came of looking at the client's certificate: {@code SUCCESS}, {@code NONE} or {@code FAILED:reason}. */
    public String verify = "NONE";

    /** Set in the certificate phase: the client is asked for a certificate, which it need not send. */
    public boolean certificateWanted;

    /** Set in the certificate phase: no later connection may go on with the session of this one. */
    public boolean reuseForbidden;
}
