/** The gateway: Admin API, store, router, phases, PDK, proxy. */
@NullMarked
package io.moongate.gateway;

import org.jspecify.annotations.NullMarked;
