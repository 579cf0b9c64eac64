/**
 * Stacks that can be left and entered again. This room knows threads and continuations, and nothing of Lua.
 * To add another way to switch stacks, copy {@link io.moongate.lua.strand.ThreadStrand}.
 */
@NullMarked
package io.moongate.lua.strand;

import org.jspecify.annotations.NullMarked;
