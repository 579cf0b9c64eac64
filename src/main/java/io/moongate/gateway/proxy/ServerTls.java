package io.moongate.gateway.proxy;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** TLS towards clients: the default certificate, made once and kept, and the server name that a client asked for. */
final class ServerTls {
    private static final String CERTIFICATE = "kong-default.crt";
    private static final String KEY = "kong-default.key";

    private ServerTls() {}

    /** The context with the default certificate of a folder, which is made where it is not there. */
    static SslContext context(Path folder) throws IOException, GeneralSecurityException {
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
        return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
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
