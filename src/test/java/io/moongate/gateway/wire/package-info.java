/**
 * HTTP as it stands on the wire, for the clients and upstreams of tests. Knows nothing of the gateway. To add a way of
 * reading, copy {@link io.moongate.gateway.wire.Incoming#line}.
 */
@NullMarked
package io.moongate.gateway.wire;

import org.jspecify.annotations.NullMarked;
