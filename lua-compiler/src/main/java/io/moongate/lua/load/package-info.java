/**
 * From bytecode to living classes, and the store of compiled chunks. It knows the whole pipeline below it and nothing
 * of its users. To add a cache, copy {@link io.moongate.lua.load.ChunkCache}.
 */
@NullMarked
package io.moongate.lua.load;

import org.jspecify.annotations.NullMarked;
