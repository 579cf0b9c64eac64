package io.moongate.gateway.proxy.upstream;

import io.moongate.gateway.exchange.TlsRules;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** TLS towards upstreams. As in Kong's default settings, certificates are not verified unless the rules say so. */
public final class UpstreamTls {
    private static final int MOST_CONTEXTS = 1024;

    private final SslContext usual;
    private final Map<TlsRules, SslContext> contexts = new ConcurrentHashMap<>();

    public UpstreamTls() {
        try {
            usual = make(TlsRules.USUAL);
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS here", e);
        }
    }

    SslHandler handler(ByteBufAllocator allocator, Peer peer) throws SSLException {
        TlsRules rules = peer.rules();
        String name = peer.serverName();
        String host = name == null || !rules.verify() ? peer.address().getHostAddress() : name;
        SslHandler handler = context(rules).newHandler(allocator, host, peer.port());
        if (name != null) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            handler.engine().setSSLParameters(parameters);
        }
        return handler;
    }

    private SslContext context(TlsRules rules) throws SSLException {
        if (rules.equals(TlsRules.USUAL)) {
            return usual;
        }
        SslContext known = contexts.get(rules);
        if (known == null) {
            known = make(rules);
            if (contexts.size() >= MOST_CONTEXTS) {
                // Functions that make rules of their own for each request must not fill the memory.
                contexts.clear();
            }
            contexts.put(rules, known);
        }
        return known;
    }

    private static SslContext make(TlsRules rules) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient();
        try {
            if (rules.own() != null) {
                builder.keyManager(rules.own().managers());
            }
            if (rules.verify()) {
                builder.trustManager(trust(rules)).endpointIdentificationAlgorithm("HTTPS");
            } else {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new SSLException("rules for TLS that cannot be followed", e);
        }
        return builder.build();
    }

    private static TrustManagerFactory trust(TlsRules rules) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        List<X509Certificate> trusted = rules.authorities().isEmpty() ? ofSystem() : rules.authorities();
        trusted.forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(rules.depth());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory;
    }

    private static List<X509Certificate> ofSystem() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return Arrays.asList(trust.getAcceptedIssuers());
            }
        }
        return List.of();
    }
}
