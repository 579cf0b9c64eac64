package io.moongate.gateway.proxy;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.router.AfterMatch;
import io.moongate.gateway.router.Captures;
import io.moongate.gateway.router.RequestTarget;
import io.moongate.gateway.router.RouteMatch;
import io.moongate.gateway.router.RoutingRequest;
import io.moongate.gateway.snapshot.Snapshot;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request, as straight-line code that waits where it must: receive, rewrite, route, access, upstream,
 * header_filter, body_filter, log. What may go another way ends in an {@link Answer}.
 */
final class RequestWalk implements Runnable {
    private static final int TOO_LARGE = 413;

    private final ProxyWorker worker;
    private final ClientConnection client;
    private final Exchange exchange;
    private final Answer answer;
    private final ClientBody body;
    private final @Nullable RequestRefusal refusal;
    private final Snapshot snapshot;
    private final UpstreamCall upstream;

    RequestWalk(
            ProxyWorker worker,
            ClientConnection client,
            Exchange exchange,
            Answer answer,
            ClientBody body,
            @Nullable RequestRefusal refusal) {
        this.worker = worker;
        this.client = client;
        this.exchange = exchange;
        this.answer = answer;
        this.body = body;
        this.refusal = refusal;
        this.snapshot = worker.snapshots.current();
        this.upstream = new UpstreamCall(worker, snapshot, client, exchange, answer, body);
        exchange.configuration = snapshot;
        exchange.plan = snapshot.global();
    }

    Exchange exchange() {
        return exchange;
    }

    /** Whether the answer has begun. */
    boolean answering() {
        return answer.headSent();
    }

    /** The client went away. */
    void clientGone() {
        worker.walker.abandon(exchange);
        upstream.abandon();
    }

    @Override
    public void run() {
        try {
            walk();
            if (!client.gone()) {
                client.flush();
                if (client.backlog()) {
                    worker.walker.await(client.written());
                }
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            broken(e);
        } finally {
            logPhase();
            client.finished();
        }
    }

    private void walk() {
        if (refusal != null) {
            refuse(refusal);
            return;
        }
        worker.forwarded.findClient(exchange.request);
        long length = ResponseHead.length(exchange.request.headers.get("Content-Length"));
        if (worker.options.largestBody() > 0 && length > worker.options.largestBody()) {
            worker.log(LogLevel.ERROR, exchange, "client intended to send too large body: " + length + " bytes");
            end(new Outcome.Finalized(TOO_LARGE));
            return;
        }
        Outcome outcome = rewrite();
        if (outcome == Outcome.Continue.NEXT) {
            RouteMatch match = route();
            if (match == null || !mayGoOn(match)) {
                return;
            }
            take(match);
            outcome = access();
            if (outcome == Outcome.Continue.NEXT) {
                if (answer.begun()) {
                    answer.end();
                } else if (body.tooLarge()) {
                    end(new Outcome.Finalized(TOO_LARGE));
                } else if (exchange.service == null) {
                    exchange.response.source = ClientResponse.Source.EXIT;
                    answer.giveError(503, "no Service found with those values");
                } else {
                    upstream.run();
                }
                return;
            }
        }
        end(outcome);
    }

    private void refuse(RequestRefusal why) {
        client.closeAfterAnswer();
        worker.log(LogLevel.INFO, exchange, why.message(), why.action());
        answer.givePage(why.status());
    }

    private Outcome rewrite() {
        exchange.timings.rewriteStart = System.nanoTime();
        return Phases.run(exchange, Phase.REWRITE);
    }

    private @Nullable RouteMatch route() {
        ClientRequest request = exchange.request;
        RouteMatch match = snapshot.router()
                .match(new RoutingRequest(
                        request.method,
                        RequestTarget.of(request.target),
                        request.headers.get("Host"),
                        request.scheme.equals("https"),
                        request.serverPort,
                        request.serverName,
                        request.headers::getAll));
        if (match == null) {
            exchange.response.source = ClientResponse.Source.EXIT;
            answer.giveError(404, "no Route matched with those values");
        }
        return match;
    }

    /** Holds back what the route's protocols do not allow. */
    private boolean mayGoOn(RouteMatch match) {
        ClientRequest request = exchange.request;
        Route route = match.route();
        AfterMatch after = AfterMatch.of(
                route,
                worker.forwarded.scheme(request).equals("https"),
                worker.forwarded.forwardedHost(request),
                RequestTarget.of(request.target).uri(),
                request.headers.get("Content-Type"),
                request.httpVersion == 20);
        ClientResponse response = exchange.response;
        switch (after) {
            case AfterMatch.Proceed on -> {
                return true;
            }
            case AfterMatch.UpgradeToTls no -> {
                response.headers.add("Connection", "Upgrade");
                response.headers.add("Upgrade", "TLS/1.2, HTTP/1.1");
                response.source = ClientResponse.Source.EXIT;
                answer.giveError(426, "Please use HTTPS protocol");
            }
            case AfterMatch.RedirectToTls(int status, String location) -> {
                response.headers.set("Location", location);
                response.source = ClientResponse.Source.EXIT;
                answer.givePage(status);
            }
            case AfterMatch.NotGrpc no -> {
                response.source = ClientResponse.Source.EXIT;
                answer.giveError(415, "Non-gRPC request matched gRPC route");
            }
            case AfterMatch.GrpcNeedsHttp2 no -> {
                response.headers.add("Connection", "Upgrade");
                response.headers.add("Upgrade", "HTTP/2");
                response.source = ClientResponse.Source.EXIT;
                answer.giveError(426, "Please use HTTP2 protocol");
            }
            case AfterMatch.GrpcNeedsTls no -> {
                response.status = 200;
                response.headers.set("Content-Type", "application/grpc");
                response.headers.set("grpc-status", "1");
                response.headers.set("grpc-message", "gRPC request matched gRPCs route");
                response.source = ClientResponse.Source.EXIT;
                answer.give(null);
            }
        }
        return false;
    }

    /** The request belongs to a route now; from its service comes where it goes. */
    private void take(RouteMatch match) {
        Route route = match.route();
        Service service = match.service();
        exchange.plan = snapshot.plan(route);
        exchange.route = route;
        exchange.service = service;
        exchange.normalPath = match.normalPath();
        exchange.strippedPrefix = match.strippedPrefix();
        Captures captures = match.captures();
        if (captures != null) {
            exchange.captures = captures.unnamed();
            exchange.namedCaptures = captures.named();
        }
        ClientRequest request = exchange.request;
        UpstreamRequest upstreamRequest = exchange.upstream;
        upstreamRequest.path = match.upstreamPath();
        worker.forwarded.tellUpstream(exchange);
        if (service != null) {
            upstreamRequest.scheme = service.protocol();
            upstreamRequest.host = service.host();
            upstreamRequest.port = service.port();
            upstreamRequest.connectTimeout = service.connectTimeout();
            upstreamRequest.writeTimeout = service.writeTimeout();
            upstreamRequest.readTimeout = service.readTimeout();
            upstreamRequest.retries = service.retries();
            upstreamRequest.tls = snapshot.certificates().ofService(service.id());
        }
        String host = request.headers.get("Host");
        if (route.preserveHost() && host != null && !host.isEmpty()) {
            upstreamRequest.hostHeader = host;
        }
        String upgrade = request.headers.get("Upgrade");
        if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).equals("websocket")) {
            upstreamRequest.upgrade = "websocket";
        }
        if (worker.options.debugHeaders() && "1".equals(request.headers.get("Kong-Debug"))) {
            tellWhere(route, service);
        }
    }

    private void tellWhere(Route route, @Nullable Service service) {
        var headers = exchange.response.headers;
        headers.set("Kong-Route-Id", route.id().toString());
        if (route.name() != null) {
            headers.set("Kong-Route-Name", route.name());
        }
        if (service != null) {
            headers.set("Kong-Service-Id", service.id().toString());
            if (service.name() != null) {
                headers.set("Kong-Service-Name", service.name());
            }
        }
    }

    private Outcome access() {
        exchange.timings.accessStart = System.nanoTime();
        Outcome outcome = Phases.access(exchange, snapshot);
        exchange.timings.accessEnd = System.nanoTime();
        return outcome;
    }

    /** Ends a request as a plugin decided, or failed to. */
    private void end(Outcome outcome) {
        ClientResponse response = exchange.response;
        switch (outcome) {
            case Outcome.Answer(var bytes) -> {
                if (response.source == null) {
                    response.source = ClientResponse.Source.EXIT;
                }
                if (answer.begun()) {
                    answer.cut();
                } else if (bytes == null && response.status >= 300) {
                    answer.givePage(response.status);
                } else {
                    answer.give(bytes);
                }
            }
            case Outcome.Finalized(int status) -> finalized(status);
            case Outcome.Sent sent -> answer.end();
            case Outcome.Dropped dropped -> drop(444);
            case Outcome.Failed failed -> failed();
            case Outcome.Continue goOn -> throw new IllegalStateException("nothing was decided");
        }
    }

    private void finalized(int status) {
        if (answer.begun()) {
            answer.end();
        } else if (status == 408 || status == 444 || status == 499 || status < 0) {
            drop(status);
        } else if (status < 300) {
            exchange.response.status = status;
            answer.end();
        } else {
            answer.givePage(status);
        }
    }

    private void failed() {
        exchange.response.source = ClientResponse.Source.ERROR;
        if (answer.begun()) {
            answer.cut();
        } else if (exchange.phase == Phase.REWRITE) {
            answer.givePage(500);
        } else {
            answer.giveError(500, "An unexpected error occurred");
        }
    }

    private void drop(int status) {
        exchange.response.status = status;
        client.abort();
        answer.cut();
    }

    /** A fault of the gateway itself. */
    private void broken(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        worker.log(
                LogLevel.CRIT,
                exchange,
                "the walk of a request broke: " + fault + (trace.length == 0 ? "" : " at " + trace[0]));
        if (!answer.over()) {
            answer.breakOff();
        }
        client.flush();
    }

    private void logPhase() {
        exchange.timings.logStart = System.nanoTime();
        if (client.gone() && !answer.headSent()) {
            exchange.response.status = 499;
        }
        exchange.action = "logging request";
        try {
            Phases.run(exchange, Phase.LOG);
        } catch (RuntimeException | StackOverflowError e) {
            worker.log(LogLevel.CRIT, exchange, "the log phase broke: " + e);
        }
    }
}
