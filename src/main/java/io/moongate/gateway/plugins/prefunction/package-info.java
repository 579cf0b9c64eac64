/**
 * The plugin pre-function: functions that run before all other plugins. Knows the script room, which runs them, and no
 * listener. To add a plugin, copy this package.
 */
@NullMarked
package io.moongate.gateway.plugins.prefunction;

import org.jspecify.annotations.NullMarked;
