/** Tests of the Admin API. */
@NullMarked
package io.moongate.gateway.admin;

import org.jspecify.annotations.NullMarked;
