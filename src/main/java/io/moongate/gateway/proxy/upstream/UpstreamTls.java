package io.moongate.gateway.proxy.upstream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS towards upstreams. As in Kong's default settings, certificates are not verified. */
public final class UpstreamTls {
    private final SslContext context;

    public UpstreamTls() {
        try {
            context = SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS here", e);
        }
    }

    SslHandler handler(ByteBufAllocator allocator, Peer peer) {
        SslHandler handler = context.newHandler(allocator, peer.address().getHostAddress(), peer.port());
        if (peer.serverName() != null) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(peer.serverName())));
            handler.engine().setSSLParameters(parameters);
        }
        return handler;
    }
}
