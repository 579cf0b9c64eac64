/**
 * The plugin correlation-id: every request has an id, the client's own or a new one. Knows the exchange and, to put the
 * id into the access log, the script room. To add a plugin, copy this package.
 */
@NullMarked
package io.moongate.gateway.plugins.correlationid;

import org.jspecify.annotations.NullMarked;
