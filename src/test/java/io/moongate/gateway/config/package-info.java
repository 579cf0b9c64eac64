/** Tests of the settings. */
@NullMarked
package io.moongate.gateway.config;

import org.jspecify.annotations.NullMarked;
