/**
 * The values of Lua as Java objects, and the world they live in. This room knows no operations beyond raw ones, no
 * compiler and no library. To add a kind of value, copy {@link io.moongate.lua.value.Userdata} and teach
 * {@link io.moongate.lua.value.LuaType} its name.
 */
@NullMarked
package io.moongate.lua.value;

import org.jspecify.annotations.NullMarked;
