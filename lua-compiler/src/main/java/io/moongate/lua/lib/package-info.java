/**
 * The Lua standard library, one class for each of its tables.
 *
 * <p>This room knows values and operations; it knows neither syntax nor bytecode (the few functions that compile ask
 * through {@link io.moongate.lua.value.ChunkLoader}). To add a library, copy {@link io.moongate.lua.lib.BitLib} and
 * name it in {@link io.moongate.lua.lib.StandardLibrary}.
 */
@NullMarked
package io.moongate.lua.lib;

import org.jspecify.annotations.NullMarked;
