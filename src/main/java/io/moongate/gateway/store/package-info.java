/**
 * Where checked entities are kept: one interface, in memory for gateways without a database, in PostgreSQL for the
 * others, and {@link io.moongate.gateway.store.Entities}, which checks what is written to either.
 *
 * <p>Knows no HTTP. To add a store, copy {@code MemoryStore}.
 */
@NullMarked
package io.moongate.gateway.store;

import org.jspecify.annotations.NullMarked;
