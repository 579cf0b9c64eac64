/**
 * What a plugin is, and which plugins run for a request: kinds, chains by phase, precedence. Knows the exchange and the
 * model, not Lua. To add a plugin, copy a package under {@code plugins}.
 */
@NullMarked
package io.moongate.gateway.plugin;

import org.jspecify.annotations.NullMarked;
