/**
 * The data plane: listeners, the walk of a request, the connections to upstreams. Knows snapshots, plugins and the
 * exchange; nothing of Lua, the store or the Admin API. To add a step to the walk of a request, see {@link
 * io.moongate.gateway.proxy.RequestWalk}.
 */
@NullMarked
package io.moongate.gateway.proxy;

import org.jspecify.annotations.NullMarked;
