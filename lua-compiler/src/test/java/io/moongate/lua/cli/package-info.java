/** Tests of the command line. To add an option's test, copy one of MainTest. */
@org.jspecify.annotations.NullMarked
package io.moongate.lua.cli;
