/** The door of the Lua engine: source and options in, a runnable chunk or a list of problems out. */
@NullMarked
package io.moongate.lua;

import org.jspecify.annotations.NullMarked;
