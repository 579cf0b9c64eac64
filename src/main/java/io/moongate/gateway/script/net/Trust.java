package io.moongate.gateway.script.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS towards servers that functions speak to: whose certificates are believed, and OpenSSL's words for the others. */
public final class Trust {
    private final SslContext verifying;
    private final SslContext believing;

    private Trust(@Nullable KeyStore authorities) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            X509ExtendedTrustManager system = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
            verifying = SslContextBuilder.forClient()
                    .trustManager(new Worded(system))
                    .endpointIdentificationAlgorithm(null)
                    .build();
            believing = SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalStateException("no TLS here", e);
        }
    }

    /** The authorities that the JVM believes. */
    public static Trust ofSystem() {
        return OfSystem.TRUST;
    }

    /** Read once, and only if it is needed. */
    private static final class OfSystem {
        static final Trust TRUST = new Trust(null);
    }

    /** Only these authorities. */
    public static Trust of(KeyStore authorities) {
        return new Trust(authorities);
    }

    /** The authorities in these files of certificates; {@code system}, or none at all, means those of the JVM. */
    public static Trust ofFiles(List<String> files) {
        if (files.isEmpty() || files.equals(List.of("system"))) {
            return ofSystem();
        }
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (String file : files) {
                if (file.equals("system")) {
                    addSystem(authorities);
                } else {
                    addFile(authorities, file);
                }
            }
            return of(authorities);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("lua_ssl_trusted_certificate: " + e.getMessage(), e);
        }
    }

    private static void addFile(KeyStore authorities, String file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                authorities.setCertificateEntry("authority " + authorities.size(), certificate);
            }
        }
    }

    private static void addSystem(KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (X509Certificate certificate :
                ((X509ExtendedTrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()) {
            authorities.setCertificateEntry("authority " + authorities.size(), certificate);
        }
    }

    SslHandler handler(ByteBufAllocator allocator, @Nullable String name, int port, boolean verify) {
        SslContext context = verify ? verifying : believing;
        boolean named = name != null && !name.isEmpty();
        SslHandler handler = named ? context.newHandler(allocator, name, port) : context.newHandler(allocator);
        if (name != null && named) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            if (!NetUtil.isValidIpV4Address(name) && !NetUtil.isValidIpV6Address(name)) {
                parameters.setServerNames(List.of(serverName(name)));
            }
            if (verify) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            handler.engine().setSSLParameters(parameters);
        }
        return handler;
    }

    private static SNIHostName serverName(String name) {
        return new SNIHostName(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }

    /** Says in OpenSSL's words why it does not believe a certificate. */
    private static final class Worded extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager inner;

        Worded(X509ExtendedTrustManager inner) {
            this.inner = inner;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            try {
                inner.checkServerTrusted(chain, type);
            } catch (CertificateException refused) {
                throw new CertificateException(words(chain, refused), refused);
            }
            try {
                inner.checkServerTrusted(chain, type, engine);
            } catch (CertificateException refused) {
                throw new CertificateException("certificate host mismatch", refused);
            }
        }

        private static String words(X509Certificate[] chain, CertificateException refused) {
            Throwable at = refused;
            while (at != null) {
                if (at instanceof CertificateExpiredException) {
                    return "10: certificate has expired";
                }
                if (at instanceof CertificateNotYetValidException) {
                    return "9: certificate is not yet valid";
                }
                at = at.getCause();
            }
            X509Certificate last = chain[chain.length - 1];
            if (!last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
                return "20: unable to get local issuer certificate";
            }
            return chain.length == 1
                    ? "18: self-signed certificate"
                    : "19: self-signed certificate in certificate chain";
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            inner.checkServerTrusted(chain, type, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            inner.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            inner.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            inner.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            inner.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return inner.getAcceptedIssuers();
        }
    }
}
