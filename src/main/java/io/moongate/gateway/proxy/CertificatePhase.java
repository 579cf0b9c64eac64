package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the functions of the certificate phase between a client's greeting and the server's. Only global plugins have
 * a part in it, as no route is known yet. A function that fails or exits ends the connection.
 */
final class CertificatePhase extends AbstractSniHandler<SslContext> {
    private final ProxyWorker worker;
    private final ClientConnection connection;
    private final SslContext tls;
    private @Nullable Promise<SslContext> decision;

    CertificatePhase(ProxyWorker worker, ClientConnection connection, SslContext tls) {
        super(worker.options.timeouts().head());
        this.worker = worker;
        this.connection = connection;
        this.tls = tls;
    }

    @Override
    protected Future<SslContext> lookup(ChannelHandlerContext context, @Nullable String hostname) {
        Promise<SslContext> before = decision;
        if (before != null) {
            return before; // the greeting is looked at once more when the connection closes over it
        }
        Promise<SslContext> decided = context.executor().newPromise();
        decision = decided;
        Exchange exchange = connection.handshake(hostname);
        exchange.plan = worker.snapshots.current().global();
        worker.walker.start(exchange, () -> {
            if (Phases.run(exchange, Phase.CERTIFICATE) == Outcome.Continue.NEXT) {
                decided.trySuccess(tls);
            } else {
                decided.tryFailure(new SSLHandshakeException("a plugin ended the handshake"));
            }
        });
        return decided;
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext context, @Nullable String hostname, Future<SslContext> decided) {
        if (decided.isSuccess()) {
            SslHandler handler = decided.getNow().newHandler(context.alloc());
            context.pipeline().replace(this, SslHandler.class.getName(), handler);
        } else {
            context.close();
        }
    }
}
