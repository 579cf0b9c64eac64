/**
 * From source text to tree. The only room that knows LuaJ, whose parser builds the first tree; the tokens and the
 * sentences about wrong sources are ours. It does not know what becomes of the tree. To add a token, copy a line of
 * {@link io.moongate.lua.front.TokenKind}.
 */
@NullMarked
package io.moongate.lua.front;

import org.jspecify.annotations.NullMarked;
