/**
 * What functions reach as {@code ngx.*}: one class per area, one Java method per Lua function. Knows a worker and its
 * exchange, not how functions are compiled or run. To add an area, copy {@link
 * io.moongate.gateway.script.ngx.TimeArea} and name it in {@link io.moongate.gateway.script.ngx.Ngx}.
 */
@NullMarked
package io.moongate.gateway.script.ngx;

import org.jspecify.annotations.NullMarked;
