package io.moongate.gateway.balance;

import io.moongate.gateway.exchange.Arguments;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.model.Target;
import io.moongate.gateway.model.Upstream;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One upstream and its targets, ready to choose from. Shared by all workers. */
public final class Balancer {
    private final Upstream upstream;
    private final List<Target> targets;
    private final Choice choice;
    private final IntPredicate allowed;

    public Balancer(Upstream upstream, List<Target> targets, TargetHealth health) {
        this.upstream = upstream;
        this.targets = List.copyOf(targets);
        int[] weights = targets.stream().mapToInt(Target::weight).toArray();
        this.choice = switch (upstream.algorithm()) {
            case "consistent-hashing" ->
                new Ring(
                        targets.stream()
                                .map(target -> target.host() + ':' + target.port())
                                .toList(),
                        weights);
            case "least-connections", "latency" -> new LeastLoad(weights, upstream.slots());
            default -> new Wheel(weights, upstream.slots());
        };
        this.allowed = target -> weights[target] > 0 && health.healthy(upstream, this.targets.get(target));
    }

    public Upstream upstream() {
        return upstream;
    }

    /** How many targets there are. */
    public int size() {
        return targets.size();
    }

    /** Whether it was made of the same entities. */
    public boolean isOf(Upstream otherUpstream, List<Target> otherTargets) {
        return upstream.equals(otherUpstream) && targets.equals(otherTargets);
    }

    /** A target that a request goes to; {@link #end} must be called when it is done with it. */
    public final class Turn {
        private final int number;

        private Turn(int number) {
            this.number = number;
        }

        public Target target() {
            return targets.get(number);
        }

        public void end() {
            choice.ended(number);
        }
    }

    /**
     * Chooses a target, or null where there is none.
     *
     * @param attempt how many targets the request has been sent to already
     */
    public @Nullable Turn next(Exchange exchange, int attempt) {
        int number = choice.choose(key(exchange), attempt, allowed);
        if (number < 0) {
            return null;
        }
        choice.begun(number);
        return new Turn(number);
    }

    private @Nullable String key(Exchange exchange) {
        if (!upstream.algorithm().equals("consistent-hashing")) {
            return null;
        }
        String key = key(exchange, upstream.hashOn());
        return key == null ? key(exchange, upstream.hashFallback()) : key;
    }

    private static @Nullable String key(Exchange exchange, Upstream.Hash hash) {
        String name = hash.name() == null ? "" : hash.name();
        return switch (hash.by()) {
            case "consumer" -> {
                if (exchange.consumer != null && exchange.consumer.id() != null) {
                    yield exchange.consumer.id().toString();
                }
                yield exchange.credential == null ? null : exchange.credential.id();
            }
            case "ip" -> exchange.request.forwardedAddress;
            case "header" -> {
                List<String> values = exchange.request.headers.getAll(name);
                yield values.isEmpty() ? null : String.join(", ", values);
            }
            case "cookie" -> Arguments.cookie(exchange.request.headers.getAll("cookie"), name);
            case "path" -> exchange.normalPath == null ? exchange.request.rawPath() : exchange.normalPath;
            case "query_arg" -> {
                String query = exchange.request.query;
                List<String> values =
                        query == null ? List.of() : Arguments.parse(query).texts(name);
                yield values.isEmpty() ? null : String.join(",", values);
            }
            case "uri_capture" -> exchange.namedCaptures.get(name);
            default -> null;
        };
    }
}
