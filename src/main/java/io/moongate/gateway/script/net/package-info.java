/**
 * What functions need to speak over the network from a worker's event loop: names, connections, pools, TLS, and reading
 * a stream in the shapes that Lua asks for. Knows Netty and how a worker waits; nothing of Lua's values. To add another
 * kind of socket, copy {@link io.moongate.gateway.script.net.UdpSocket}.
 */
@NullMarked
package io.moongate.gateway.script.net;

import org.jspecify.annotations.NullMarked;
