/** Tests of the error log. */
@NullMarked
package io.moongate.gateway.observe;

import org.jspecify.annotations.NullMarked;
