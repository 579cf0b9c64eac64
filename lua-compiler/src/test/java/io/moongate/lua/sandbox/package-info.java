/** Runaways of each kind against each limit. To add a kind, add a line to Runaway. */
@org.jspecify.annotations.NullMarked
package io.moongate.lua.sandbox;
