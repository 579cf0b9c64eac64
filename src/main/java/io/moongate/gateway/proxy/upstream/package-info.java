/**
 * Connections to upstreams: names to addresses, a pool per worker, one request and response at a time on each, and what
 * can go wrong on the way in nginx's words. Knows Netty and the exchange; nothing of routes, plugins or phases.
 */
@NullMarked
package io.moongate.gateway.proxy.upstream;

import org.jspecify.annotations.NullMarked;
