/** Tests of Java objects offered to Lua. To add a case, copy one of ExportsTest. */
@org.jspecify.annotations.NullMarked
package io.moongate.lua.bind;
