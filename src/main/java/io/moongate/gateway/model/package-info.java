/**
 * The entities as records, the form in which the data plane reads them. Knows no other room. To add an entity, copy
 * {@link io.moongate.gateway.model.Service}; its rules stand in the schema room, not here.
 */
@NullMarked
package io.moongate.gateway.model;

import org.jspecify.annotations.NullMarked;
