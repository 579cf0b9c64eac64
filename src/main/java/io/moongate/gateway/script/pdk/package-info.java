/**
 * What functions reach as {@code kong.*}: one class per namespace, one Java method per Lua function. Knows a worker and its
 * exchange, not how functions are compiled or run. To add a namespace, copy {@link
 * io.moongate.gateway.script.pdk.RouterPdk} and name it in {@link io.moongate.gateway.script.pdk.Kong}.
 */
@NullMarked
package io.moongate.gateway.script.pdk;

import org.jspecify.annotations.NullMarked;
