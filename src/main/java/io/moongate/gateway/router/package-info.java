/**
 * Which route takes a request, and what path it then asks of the upstream. Knows the entities and the regular
 * expressions, nothing of HTTP libraries, plugins or sockets. To add an attribute of routes, copy
 * {@link io.moongate.gateway.router.SniRule}.
 */
@NullMarked
package io.moongate.gateway.router;

import org.jspecify.annotations.NullMarked;
