package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.ClientTls;
import io.moongate.gateway.model.KeyMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** TLS towards clients: the default certificate, made once and kept, and the server name that a client asked for. */
final class ServerTls {
    private static final String CERTIFICATE = "kong-default.crt";
    private static final String KEY = "kong-default.key";
    private static final String SELF_SIGNED = "FAILED:self-signed certificate";
    private static final String UNKNOWN_ISSUER = "FAILED:unable to verify the first certificate";

    private ServerTls() {}

    /** The default certificate of a folder, which is made where it is not there. */
    static KeyMaterial certificate(Path folder) throws IOException, GeneralSecurityException {
        Path certificate = folder.resolve(CERTIFICATE);
        Path key = folder.resolve(KEY);
        if (!Files.exists(certificate) || !Files.exists(key)) {
            Files.createDirectories(folder);
            SelfSigned made = SelfSigned.make("localhost");
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.deleteIfExists(key);
                Files.createFile(
                        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(key, made.keyPem());
            Files.writeString(certificate, made.certificatePem());
        }
        return KeyMaterial.read(Files.readString(certificate), Files.readString(key), null, null);
    }

    /** What a session says of the connection, for functions and the log. */
    static void describe(SSLSession session, ClientTls tls) {
        tls.version = session.getProtocol();
        tls.cipher = cipher(session.getCipherSuite());
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : session.getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
            tls.chain = chain;
            tls.verify = selfSigned(chain) ? SELF_SIGNED : UNKNOWN_ISSUER;
        } catch (SSLPeerUnverifiedException noneSent) {
            tls.chain = List.of();
        }
    }

    private static boolean selfSigned(List<X509Certificate> chain) {
        X509Certificate first = chain.getFirst();
        return chain.size() == 1 && first.getSubjectX500Principal().equals(first.getIssuerX500Principal());
    }

    /** A suite's name in OpenSSL; those of TLS 1.3 have the same one there. */
    static String cipher(String suite) {
        int with = suite.indexOf("_WITH_");
        if (with < 0 || !suite.startsWith("TLS_")) {
            return suite;
        }
        String exchange = suite.substring("TLS_".length(), with);
        String rest = suite.substring(with + "_WITH_".length())
                .replaceFirst("^AES_(\\d+)_", "AES$1_")
                .replaceFirst("^CHACHA20_POLY1305_SHA256$", "CHACHA20_POLY1305")
                .replace("_CBC_", "_");
        return ((exchange.equals("RSA") ? "" : exchange + "_") + rest).replace('_', '-');
    }

    /** The server name that the client asked for, or null. */
    static @Nullable String serverName(SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return null;
    }
}
