/**
 * What a node says about itself: the error log. Knows the settings and nothing of requests, entities or Lua. To add an
 * outlet for lines, copy {@link io.moongate.gateway.observe.LogFile}.
 */
@NullMarked
package io.moongate.gateway.observe;

import org.jspecify.annotations.NullMarked;
