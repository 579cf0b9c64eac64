/**
 * The modules that functions get by {@code require}, one file each. Knows a worker, not how functions are run. To add a
 * module, copy {@link
 * io.moongate.gateway.script.require.UuidModule} and name it in {@link
 * io.moongate.gateway.script.require.Modules}.
 */
@NullMarked
package io.moongate.gateway.script.require;

import org.jspecify.annotations.NullMarked;
