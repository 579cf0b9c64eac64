/**
 * One file an entity: its declaration. Knows nothing but the schema room. To add an entity, copy {@code ConsumerSchema}
 * and name it in {@code StandardSchemas}.
 */
@NullMarked
package io.moongate.gateway.schema.entity;

import org.jspecify.annotations.NullMarked;
