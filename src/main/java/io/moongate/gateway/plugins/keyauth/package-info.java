/**
 * The plugin key-auth: a key in a header, the query or the body says who sends the request. Finds keys and consumers in
 * the configuration that the request is handled by; knows no store and no listener. To add a plugin, copy this package.
 */
@NullMarked
package io.moongate.gateway.plugins.keyauth;

import org.jspecify.annotations.NullMarked;
