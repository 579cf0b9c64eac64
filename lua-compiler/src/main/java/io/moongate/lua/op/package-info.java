/**
 * What may be done to values, metamethods included. This room knows neither the compiler nor the library. To add an
 * operation, copy {@link io.moongate.lua.op.Length}.
 */
@NullMarked
package io.moongate.lua.op;

import org.jspecify.annotations.NullMarked;
