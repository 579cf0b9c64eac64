package io.moongate.gateway.plugin;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;

/**
 * The code of one configured plugin for one phase. Shared by all workers: what it keeps, it keeps per {@link
 * io.moongate.gateway.exchange.Worker#index worker}. It never throws: a failure is logged and told by {@link
 * Outcome.Failed}. In rewrite and access it may wait by {@link io.moongate.gateway.exchange.Worker#await}.
 */
@FunctionalInterface
public interface PhaseHandler {
    Outcome run(Exchange exchange);
}
