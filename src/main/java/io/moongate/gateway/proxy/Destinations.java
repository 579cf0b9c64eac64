package io.moongate.gateway.proxy;

import io.moongate.gateway.balance.Balancer;
import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.model.Target;
import io.moongate.gateway.proxy.upstream.Peer;
import io.moongate.gateway.proxy.upstream.Upstreams;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the tries of one request go: to the addresses of a host in turn, or to the targets of the upstream that the host
 * names, another one each time.
 */
final class Destinations {
    private final ProxyWorker worker;
    private final Exchange exchange;
    private final UpstreamRequest request;
    private final @Nullable Balancer balancer;
    private List<InetAddress> addresses = List.of();
    private int turn;
    private int tries;
    private int chosen;
    private Balancer.@Nullable Turn target;

    Destinations(ProxyWorker worker, Exchange exchange, @Nullable Balancer balancer) {
        this.worker = worker;
        this.exchange = exchange;
        this.request = exchange.upstream;
        this.balancer = balancer;
    }

    /** Finds the first one; false where there is none. May wait. */
    boolean find() {
        return balancer == null ? resolve(request.host) : choose(balancer);
    }

    /** Whether the host names an upstream. */
    boolean balanced() {
        return balancer != null;
    }

    /** Where the next try goes, or null where there is nothing any more. May wait. */
    @Nullable
    Peer next() {
        if (tries++ > 0) {
            UpstreamRequest.RetryTarget chooser = request.retryTarget;
            if (chooser != null) {
                if (!choose(chooser)) {
                    return null;
                }
            } else if (balancer == null) {
                turn++;
            } else if (!choose(balancer)) {
                return null;
            }
        }
        boolean tls = request.scheme.equals("https");
        return new Peer(
                addresses.get(turn % addresses.size()), request.port, tls, tls ? serverName() : null, request.tls);
    }

    /** The request is over. */
    void end() {
        Balancer.Turn last = target;
        if (last != null) {
            last.end();
            target = null;
        }
    }

    /** Goes where a function wants the next try to go. */
    private boolean choose(UpstreamRequest.RetryTarget chooser) {
        String problem = chooser.choose();
        if (problem == null && !resolve(request.host)) {
            problem = "name resolution failed: " + request.host;
        }
        if (problem != null) {
            worker.log(LogLevel.ERROR, exchange, "failed to choose a target for another try: " + problem);
        }
        return problem == null;
    }

    /** Takes the next target that has an address. */
    private boolean choose(Balancer from) {
        for (int i = 0; i <= from.size(); i++) {
            end();
            Balancer.Turn next = from.next(exchange, chosen++);
            if (next == null) {
                return false;
            }
            target = next;
            Target to = next.target();
            if (resolve(to.host())) {
                String shown = from.upstream().hostHeader();
                request.host = shown == null ? to.host() : shown;
                request.port = to.port();
                return true;
            }
        }
        return false;
    }

    private boolean resolve(String host) {
        Upstreams upstreams = worker.upstreams;
        List<InetAddress> found = upstreams.addresses(host);
        if (found == null) {
            found = worker.walker.await(upstreams.ask(host));
        }
        addresses = found;
        turn = found.isEmpty() ? 0 : upstreams.turn(found.size());
        return !found.isEmpty();
    }

    /** The TLS server name to ask for: the host that the upstream sees, where it is a name. */
    private @Nullable String serverName() {
        String host = request.hostHeader == null ? request.host : request.hostHeader;
        int colon = host.startsWith("[") ? -1 : host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return AddressBlocks.isAddress(name) || name.startsWith("[") || name.isEmpty() ? null : name;
    }
}
