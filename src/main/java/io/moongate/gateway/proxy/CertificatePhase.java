package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.ClientTls;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.KeyMaterial;
import io.moongate.gateway.plugin.PluginPlan;
import io.moongate.gateway.snapshot.Snapshot;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * What is done between a client's greeting and the server's: the functions of the certificate phase run, and the server
 * name chooses the certificate. Only global plugins have a part in it, as no route is known yet. A function that fails
 * or exits ends the connection.
 */
final class CertificatePhase extends AbstractSniHandler<SslContext> {
    private final ProxyWorker worker;
    private final ClientConnection connection;
    private final ServerCertificates certificates;
    private @Nullable Promise<SslContext> decision;
    private boolean certificateWanted;

    CertificatePhase(ProxyWorker worker, ClientConnection connection, ServerCertificates certificates) {
        super(worker.options.timeouts().head());
        this.worker = worker;
        this.connection = connection;
        this.certificates = certificates;
    }

    /** Whether a connection may be greeted without looking at what the client says. */
    static boolean needless(Snapshot snapshot) {
        return snapshot.global().steps(Phase.CERTIFICATE).length == 0
                && !snapshot.certificates().hasNames();
    }

    @Override
    protected Future<SslContext> lookup(ChannelHandlerContext context, @Nullable String hostname) {
        Promise<SslContext> before = decision;
        if (before != null) {
            return before; // the greeting is looked at once more when the connection closes over it
        }
        Promise<SslContext> decided = context.executor().newPromise();
        decision = decided;
        Snapshot snapshot = worker.snapshots.current();
        PluginPlan plan = snapshot.global();
        if (plan.steps(Phase.CERTIFICATE).length == 0) {
            decide(decided, snapshot, hostname, null);
            return decided;
        }
        Exchange exchange = connection.handshake(hostname);
        exchange.configuration = snapshot;
        exchange.plan = plan;
        worker.walker.start(exchange, () -> {
            if (Phases.run(exchange, Phase.CERTIFICATE) == Outcome.Continue.NEXT) {
                decide(decided, snapshot, hostname, exchange.request.tls);
            } else {
                decided.tryFailure(new SSLHandshakeException("a plugin ended the handshake"));
            }
        });
        return decided;
    }

    private void decide(
            Promise<SslContext> decided, Snapshot snapshot, @Nullable String hostname, @Nullable ClientTls wishes) {
        KeyMaterial material = snapshot.certificates().forName(hostname);
        try {
            certificateWanted = wishes != null && wishes.certificateWanted;
            decided.trySuccess(
                    wishes != null && wishes.reuseForbidden
                            ? certificates.alone(material)
                            : certificates.context(material));
        } catch (SSLException e) {
            decided.tryFailure(e);
        }
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext context, @Nullable String hostname, Future<SslContext> decided) {
        if (decided.isSuccess()) {
            SslHandler handler = decided.getNow().newHandler(context.alloc());
            if (certificateWanted) {
                handler.engine().setWantClientAuth(true);
            }
            context.pipeline().replace(this, SslHandler.class.getName(), handler);
        } else {
            context.close();
        }
    }
}
