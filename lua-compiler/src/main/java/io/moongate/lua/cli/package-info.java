/**
 * The command line {@code moongate-lua}. It knows the door and the library, and nothing of how they work; nobody knows
 * it. To add an option, copy {@code --steps} in {@link io.moongate.lua.cli.CommandLine}.
 */
@NullMarked
package io.moongate.lua.cli;

import org.jspecify.annotations.NullMarked;
