/**
 * The bytes of HTTP/1 on both sides of the proxy: decoders that fill our header lists, and heads written into buffers.
 * Knows Netty and the exchange's header list; nothing of routes, plugins or phases. To refuse a further malformed
 * thing, see {@link io.moongate.gateway.proxy.wire.RequestDecoder}.
 */
@NullMarked
package io.moongate.gateway.proxy.wire;

import org.jspecify.annotations.NullMarked;
