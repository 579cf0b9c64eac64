/** Tests of values by themselves. To add a case, copy one of NumbersTest. */
@org.jspecify.annotations.NullMarked
package io.moongate.lua.value;
