/**
 * Java objects offered to Lua. It knows values and the checks of arguments; nobody below knows it. To add a type of
 * parameter, copy the case of {@code boolean} in {@link io.moongate.lua.bind.Exports}.
 */
@NullMarked
package io.moongate.lua.bind;

import org.jspecify.annotations.NullMarked;
