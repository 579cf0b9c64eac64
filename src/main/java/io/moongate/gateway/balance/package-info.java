/**
 * How requests for an upstream are spread over its targets: by turns, by load or by a hash of the request, past those
 * that are marked as unhealthy. Knows the model and the exchange; nothing of sockets or names. The algorithm {@code
 * latency} goes by load as {@code least-connections} does. To add an algorithm, copy {@link
 * io.moongate.gateway.balance.Wheel}.
 */
@NullMarked
package io.moongate.gateway.balance;

import org.jspecify.annotations.NullMarked;
