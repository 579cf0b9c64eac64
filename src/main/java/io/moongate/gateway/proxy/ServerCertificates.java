package io.moongate.gateway.proxy;

import io.moongate.gateway.model.KeyMaterial;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS towards clients: a context for each certificate, made when it is first asked for, and the default one. */
final class ServerCertificates {

    private final KeyMaterial usual;
    private final SslContext usualContext;
    private final Map<KeyMaterial, SslContext> contexts = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param usual what clients see where no server name leads to another one */
    ServerCertificates(KeyMaterial usual) throws SSLException {
        this.usual = usual;
        this.usualContext = make(usual);
    }

    SslContext usual() {
        return usualContext;
    }

    /** The context of a certificate; null stands for the default one. */
    SslContext context(@Nullable KeyMaterial material) throws SSLException {
        if (material == null) {
            return usualContext;
        }
        SslContext known = contexts.get(material);
        if (known == null) {
            known = make(material);
            contexts.put(material, known);
        }
        return known;
    }

    /** A context of its own: no other connection can go on with a session that was begun in it. */
    SslContext alone(@Nullable KeyMaterial material) throws SSLException {
        return make(material == null ? usual : material);
    }

    private static SslContext make(KeyMaterial material) throws SSLException {
        try {
            return SslContextBuilder.forServer(material.managers())
                    .trustManager(new Anybody())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new SSLException("a certificate that cannot be served", e);
        }
    }

    /** Clients are asked for a certificate only by functions, whose task it is to look at it. */
    static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
