/**
 * Runs the Lua of functions: the worlds they live in, when a chunk runs and what its end means for the request. The only
 * room that knows the Lua engine; it knows requests by the exchange, and nothing of listeners or of the Admin API. To add
 * a phase for functions, copy a line of {@link io.moongate.gateway.script.Functions}; to add names that functions can
 * call, see the {@code pdk}, {@code ngx} and {@code require} packages.
 */
@NullMarked
package io.moongate.gateway.script;

import org.jspecify.annotations.NullMarked;
