/**
 * Entities declared as data, and the one validator that reads the declarations.
 *
 * <p>Knows no HTTP, no database and no Lua: functions are looked at through {@link
 * io.moongate.gateway.schema.FunctionCheck}. To add an entity, copy {@code entity/ConsumerSchema} and name it in {@link
 * io.moongate.gateway.schema.entity.StandardSchemas}; to add a plugin's settings, copy {@code plugin/FunctionSchemas}.
 */
@NullMarked
package io.moongate.gateway.schema;

import org.jspecify.annotations.NullMarked;
