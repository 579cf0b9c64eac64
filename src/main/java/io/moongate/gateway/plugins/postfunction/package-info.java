/**
 * The plugin post-function: functions that run after all other plugins. Knows the script room, which runs them, and no
 * listener. To add a plugin, copy this package.
 */
@NullMarked
package io.moongate.gateway.plugins.postfunction;

import org.jspecify.annotations.NullMarked;
