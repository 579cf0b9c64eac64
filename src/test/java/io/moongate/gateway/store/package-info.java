/** Tests of the stores. */
@NullMarked
package io.moongate.gateway.store;

import org.jspecify.annotations.NullMarked;
