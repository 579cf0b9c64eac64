/**
 * What a call may use up, and the watch over it. This lowest room knows no Lua values; it only counts and trips.
 * To add a limit, copy the CPU time one through {@link io.moongate.lua.sandbox.Limits} and {@link io.moongate.lua.sandbox.Budget}.
 */
@NullMarked
package io.moongate.lua.sandbox;

import org.jspecify.annotations.NullMarked;
