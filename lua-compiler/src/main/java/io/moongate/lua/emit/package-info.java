/**
 * From tree to bytecode. The only room that knows ASM. It knows the runtime only by name, through
 * {@link io.moongate.lua.emit.RuntimeContract}. To add an expression, copy {@code length} in
 * {@link io.moongate.lua.emit.ExprEmitter}.
 */
@NullMarked
package io.moongate.lua.emit;

import org.jspecify.annotations.NullMarked;
