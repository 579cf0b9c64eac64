/**
 * What a node is told before it starts: Kong's settings, from environment variables, system properties and a file of
 * Kong's form, as one typed tree. Starts nothing and knows no other room. To add a setting, copy a method of
 * {@link io.moongate.gateway.config.ProxySettings}; to add a group of them, copy that interface.
 */
@NullMarked
package io.moongate.gateway.config;

import org.jspecify.annotations.NullMarked;
