/** Random programs and sources, run on our engine and on others. To add a kind of statement, copy one of Statements. */
@org.jspecify.annotations.NullMarked
package io.moongate.lua.fuzz;
