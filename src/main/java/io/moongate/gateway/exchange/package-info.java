/**
 * The typed facts of one request on its way through the gateway. Knows only the model; plugins read and shape these
 * facts, the proxy carries them out. To add a fact, put it where its life begins: {@link
 * io.moongate.gateway.exchange.ClientRequest}, {@link io.moongate.gateway.exchange.UpstreamRequest} or {@link
 * io.moongate.gateway.exchange.ClientResponse}.
 */
@NullMarked
package io.moongate.gateway.exchange;

import org.jspecify.annotations.NullMarked;
