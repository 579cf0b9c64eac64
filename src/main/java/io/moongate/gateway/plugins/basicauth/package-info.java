/**
 * The plugin basic-auth: a name and a password say who sends the request. Finds credentials and consumers in the
 * configuration that the request is handled by; knows no store and no listener. To add a plugin, copy this package.
 */
@NullMarked
package io.moongate.gateway.plugins.basicauth;

import org.jspecify.annotations.NullMarked;
