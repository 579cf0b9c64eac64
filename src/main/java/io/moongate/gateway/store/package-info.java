/**
 * Where entities are kept: in PostgreSQL through Hibernate and Panache, or in memory; and how a node learns that they
 * changed. Knows schemas and nothing of HTTP or of what is done with entities. To add a kind of entity with columns of
 * its own, copy {@link io.moongate.gateway.store.ServiceRow} and its repository.
 */
@NullMarked
package io.moongate.gateway.store;

import org.jspecify.annotations.NullMarked;
